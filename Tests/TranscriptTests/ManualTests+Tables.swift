import Testing

/// The tables of README.md that a script makes: what stands between `<!-- zhiku ARGUMENTS -->` and `<!-- end -->` is what zhiku
/// prints, as it is for markdown and as code otherwise. When the sample graph changes, `ZHIKU_ACCEPT=1` writes them anew.
extension ManualTests {
    @Test(arguments: ReadmeTable.all) func `README's table is what zhiku prints`(_ table: ReadmeTable) {
        let observed = table.observed
        if observed != table.expected, accepts {
            let text = projectFile("README.md") ?? ""
            let old = table.opening + "\n" + table.expected + ReadmeTable.closing
            writeProjectFile(
                "README.md", text.replacing(old, with: table.opening + "\n" + observed + ReadmeTable.closing))
        } else {
            #expect(observed == table.expected, "\(table.opening)\n\(lineDifference(table.expected, observed))")
        }
    }

    @Test func `the tables count every node and every relation of the sample graph`() {
        let dump = run(["-g", "samples/zhiku.zk", "-c", "dump"]).text.split(separator: "\n")
        let nodes = dump.count { $0.hasPrefix("add ") }
        let relations = dump.count { $0.hasPrefix("link ") }
        #expect(ReadmeTable.all.count == 2)
        let byKind = ReadmeTable.all.first?.observed ?? ""
        #expect(byKind.contains("| totals | \(nodes) |"), "\(nodes) nodes: \(byKind)")
        let byRelation = ReadmeTable.all.last?.observed.split(separator: "\n") ?? []
        let sum = byRelation.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
        #expect(sum == relations, "\(byRelation)")
    }
}

/// A table that a script makes.
struct ReadmeTable: CustomTestStringConvertible, Sendable {
    static let closing = "<!-- end -->"

    /// `<!-- zhiku -o markdown samples/queries/图的构成.zk -->`
    var opening: String
    /// What stands behind it, with its line feeds.
    var expected: String

    var testDescription: String { opening }

    var observed: String {
        let arguments = opening.split(separator: " ").dropFirst(2).dropLast().map(String.init)
        let text = trimmed(run(arguments).text)
        return arguments.contains("markdown") ? text + "\n" : "```\n\(text)\n```\n"
    }

    static let all: [ReadmeTable] = {
        var tables: [ReadmeTable] = []
        var isInside = false
        for line in (projectFile("README.md") ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("<!-- zhiku ") {
                tables.append(ReadmeTable(opening: String(line), expected: ""))
                isInside = true
            } else if line == closing {
                isInside = false
            } else if isInside {
                tables[tables.count - 1].expected += line + "\n"
            }
        }
        return tables
    }()
}

/// Without empty lines at the end.
private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
}
