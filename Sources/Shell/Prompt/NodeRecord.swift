import Diagnostics
import Graph
import Ingest
import Query
import Render
import Text

/// Everything that is known of a node, in lines for people; hits are marked in its words and in the original lines.
struct NodeRecord {
    let graph: Graph
    let language: Language
    let hits: Hits
    let corpus: Corpus?
    var palette = Palette.plain
    /// Whether the files that the graph names by their paths may be read, and not only those of the corpus.
    var mayReadPaths = true
    private(set) var text = ""
    private var passages: Passages
    /// Files that could not be shown.
    private(set) var complaints: [Message] = []

    init(graph: Graph, language: Language, hits: Hits, corpus: Corpus?) {
        self.graph = graph
        passages = Passages(graph)
        self.language = language
        self.hits = hits
        self.corpus = corpus
    }

    private mutating func write(_ line: String) { text += line + "\n" }

    private func marked(_ text: String) -> String { hits.marked(visible(text), palette) }

    mutating func writeHead(of node: NodeID) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        write("\(inLanguage(kind.name, kind.aliases)) \(marked(graph.name(of: node)))")
    }

    mutating func writeProperties(of node: NodeID) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        for (slot, property) in kind.properties.enumerated() where slot != NodeSlot.source {
            for value in graph.values(of: node, slot) {
                write("  \(inLanguage(property.name, property.aliases)): \(marked(value.description))")
            }
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                let step = RelationStep(relation: relation, direction: direction)
                for link in graph.links(of: node, step) { write("  \(name(of: step)): \(described(link, relation))") }
            }
        }
    }

    private func name(of step: RelationStep) -> String {
        let declared = graph.schema.relations[step.relation]
        return step.direction == .forward
            ? inLanguage(declared.name, declared.forwardAliases)
            : inLanguage(declared.inverse ?? declared.name, declared.inverseAliases)
    }

    /// The other end, with what the relation itself says: its own properties, and how sure it is.
    private func described(_ link: Link, _ relation: RelationID) -> String {
        let (name, id) = (graph.name(of: link.node), graph.id(of: link.node))
        let doubt = graph.confidence(ofEdge: link.edge, relation) < 1 ? "?" : ""
        // Many targets have one name.
        let other = name == id ? "" : " (\(visible(id)))"
        var own: [String] = []
        for (slot, property) in graph.schema.relations[relation].properties.enumerated()
        where slot > EdgeSlot.confidence {
            for value in graph.values(ofEdge: link.edge, relation, slot) {
                own.append("\(inLanguage(property.name, property.aliases)): \(marked(value.description))")
            }
        }
        return marked(name) + other + doubt + (own.isEmpty ? "" : " [\(own.joined(separator: "; "))]")
    }

    private func inLanguage(_ english: String, _ chinese: [String]) -> String {
        language == .chinese ? chinese.first ?? english : english
    }

    // MARK: Sources

    mutating func writeSources(of node: NodeID) {
        for value in graph.values(of: node, NodeSlot.source) {
            if case .source(let source) = value { write(source) }
        }
    }

    /// Each source with its lines; of very many the first.
    mutating func writeSources(_ sources: [SourceReference]) {
        for source in sources.prefix(NodeRecord.mostSources) { write(source) }
        let more = sources.count - NodeRecord.mostSources
        if more > 0 { write(language == .chinese ? "  …… 另有 \(more) 处" : "  … and \(more) more") }
    }

    /// More of them than anybody reads one below the other.
    private static let mostSources = 100

    private mutating func write(_ source: SourceReference) {
        let document = graph.nodes(named: source.document, by: .id).first
        let title =
            document.map { graph.name(of: $0) }.flatMap { $0 == source.document ? nil : " " + visible($0) } ?? ""
        write("  \(visible(source.description))\(title)")
        guard let lines = source.lines, let document, let file = property("file", of: document) else { return }
        if let path = property("path", of: document), writeIngested(lines, path, source.document) { return }
        guard let corpus else { return }
        switch corpus.lines(lines, of: file, sha256: property("sha256", of: document)) {
        case .found(let found):
            for line in found { write(line.number, line.text) }
        case .missing(let path): complaints.append(Message("\(path) can't be read", "无法读取 \(path)"))
        case .otherFile(let path):
            complaints.append(
                Message("\(path) is not the file that the graph was made from", "\(path) 不是生成此图所用的文件"))
        }
    }

    /// The lines of a document that was ingested: from its file if that is still the same, else the passage that the graph keeps.
    private mutating func writeIngested(_ lines: ClosedRange<Int>, _ path: String, _ document: String) -> Bool {
        let sha256 = graph.nodes(named: document, by: .id).first.flatMap { property("sha256", of: $0) }
        // A graph may name any file: only that is shown which the document was, by its checksum.
        if mayReadPaths, let sha256, let found = Document.lines(lines, ofFileAt: path, sha256: sha256) {
            for line in found { write(line.number, line.text) }
            return true
        }
        guard let passage = passages.text(of: document, at: lines) else { return false }
        for line in passage.split(separator: "\n") { write("    \(marked(String(line)))") }
        return true
    }

    private mutating func write(_ number: Int, _ text: String) {
        let shown = visible(text)
        // Without colours a sign before the line says that there is a hit in it.
        let sign = hits.ranges(in: shown).isEmpty ? " " : ">"
        write("  \(sign) \(number)  \(hits.marked(shown, palette))")
    }

    private func property(_ name: String, of node: NodeID) -> String? {
        guard let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: name),
            case .text(let text)? = graph.values(of: node, slot).first
        else { return nil }
        return text
    }
}
