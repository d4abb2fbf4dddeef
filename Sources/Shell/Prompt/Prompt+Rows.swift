import Diagnostics
import Graph
import Text

extension Prompt {
    /// A row of the last answer: where it stands, and everything that is known of its node if `whole`.
    func showRow(_ argument: String, whole: Bool) {
        guard let answer = runner.lastAnswer else { return complain(Message("there is no answer yet", "还没有结果")) }
        let argument = argument.isEmpty && answer.rowCount == 1 ? "1" : argument
        if answer.rowCount == 0 { return complain(Message("the last answer has no rows", "上次结果没有行")) }
        guard let number = Int(argument), (1...answer.rowCount).contains(number) else {
            return complain(Message("rows are numbered from 1 to \(answer.rowCount)", "行号从 1 到 \(answer.rowCount)"))
        }
        guard let node = answer.node(ofRow: number - 1) else {
            return complain(Message("row \(number) is a group and no node", "第 \(number) 行是组，不是结点"))
        }
        let graph = runner.session.graph
        let kind = graph.schema.kinds[graph.kind(of: node)]
        say("\(inLanguage(kind.name, kind.aliases)) \(visible(graph.name(of: node)))")
        if whole { showProperties(of: node, graph) }
        for value in graph.values(of: node, NodeSlot.source) {
            if case .source(let source) = value { show(source, graph) }
        }
    }

    private func showProperties(of node: NodeID, _ graph: Graph) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        for (slot, property) in kind.properties.enumerated() where slot != NodeSlot.source {
            for value in graph.values(of: node, slot) {
                say("  \(inLanguage(property.name, property.aliases)): \(visible(value.description))")
            }
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                let declared = graph.schema.relations[relation]
                let name =
                    direction == .forward
                    ? inLanguage(declared.name, declared.forwardAliases)
                    : inLanguage(declared.inverse ?? declared.name, declared.inverseAliases)
                for link in graph.links(of: node, RelationStep(relation: relation, direction: direction)) {
                    let doubt = graph.confidence(ofEdge: link.edge, relation) < 1 ? "?" : ""
                    say("  \(name): \(visible(described(link.node, graph)))\(doubt)")
                }
            }
        }
    }

    /// A name, and the id where that is another: many targets have one name.
    private func described(_ node: NodeID, _ graph: Graph) -> String {
        let (name, id) = (graph.name(of: node), graph.id(of: node))
        return name == id ? name : "\(name) (\(id))"
    }

    private func inLanguage(_ english: String, _ chinese: [String]) -> String {
        language == .chinese ? chinese.first ?? english : english
    }

    private func show(_ source: SourceReference, _ graph: Graph) {
        say("  \(source)")
        guard let corpus, let lines = source.lines, let document = graph.nodes(named: source.document, by: .id).first,
            let file = property("file", of: document, graph)
        else { return }
        switch corpus.lines(lines, of: file, sha256: property("sha256", of: document, graph)) {
        case .found(let lines): for line in lines { say("    \(line.number)  \(visible(line.text))") }
        case .missing(let path): complain(Message("\(path) can't be read", "无法读取 \(path)"))
        case .otherFile(let path):
            complain(Message("\(path) is not the file that the graph was made from", "\(path) 不是生成此图所用的文件"))
        }
    }

    private func property(_ name: String, of node: NodeID, _ graph: Graph) -> String? {
        guard let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: name),
            case .text(let text)? = graph.values(of: node, slot).first
        else { return nil }
        return text
    }
}
