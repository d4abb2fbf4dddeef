import Graph

@testable import Ingest
@testable import Query

/// Reads a document, works it into a small graph, and reads it again; what the journal of a workspace would get must give the same
/// graph. External programs are left out: what begins like a PDF or a Word file is none of these targets' business.
func checkDocument(_ bytes: [UInt8], ending: String) {
    let foreign: [[UInt8]] = [
        Array("%PDF-".utf8), [0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0], Array("{\\rtf".utf8),
    ]
    if foreign.contains(where: { bytes.starts(with: $0) }) { return }
    guard let document = try? Document(bytes: bytes, path: "/fuzz/document.\(ending)") else { return }
    for node in document.findings.nodes {
        for lines in node.lines where lines.lowerBound < 1 || lines.upperBound > document.lineCount {
            finding("a fact from lines \(lines) of \(document.lineCount)")
        }
    }
    guard var ingestion = try? Ingestion(into: smallGraph.graph) else { finding("the small graph takes no documents") }
    do throws(IngestError) {
        try ingestion.take(document)
        let once = ingestion.graph
        try ingestion.take(document)
        if ingestion.graph.changeCount != once.changeCount { finding("the same document again changes something") }
        checkStatements(of: once)
    } catch {
        finding("a document doesn't fit the policy schema: \(error)")
    }
}

/// The statements that a workspace keeps of an ingested document.
private func checkStatements(of graph: Graph) {
    var session = smallGraph
    do throws(StatementError) { try session.carryOut(graph.statements(since: smallGraph.graph)) } catch {
        finding("what was ingested can't be carried out again: \(error)")
    }
    let wanted = graph.script().split(separator: "\n").sorted()
    let found = session.graph.script().split(separator: "\n").sorted()
    if wanted == found { return }
    let difference = zip(wanted, found).first { $0 != $1 }
    finding("ingested: \(difference.map { "\($0)\nreplayed: \($1)" } ?? "another number of facts")")
}
