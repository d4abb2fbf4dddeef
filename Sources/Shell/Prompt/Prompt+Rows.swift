import Diagnostics
import Graph
import Text

extension Prompt {
    /// A row of the last answer: where it stands, and everything that is known of its node if `whole`.
    func showRow(_ argument: String, whole: Bool) {
        guard let answer = runner.lastAnswer else { return complain(Message("there is no answer yet", "还没有结果")) }
        guard let number = Int(argument), (1...max(1, answer.rowCount)).contains(number) else {
            return complain(Message("rows are numbered from 1 to \(answer.rowCount)", "行号从 1 到 \(answer.rowCount)"))
        }
        guard let node = answer.node(ofRow: number - 1) else {
            return complain(Message("row \(number) is a group and no node", "第 \(number) 行是组，不是结点"))
        }
        let graph = runner.session.graph
        say("\(graph.schema.kinds[graph.kind(of: node)].name) \(visible(graph.name(of: node)))")
        if whole { showProperties(of: node, graph) }
        for value in graph.values(of: node, NodeSlot.source) {
            if case .source(let source) = value { show(source, graph) }
        }
    }

    private func showProperties(of node: NodeID, _ graph: Graph) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        for (slot, property) in kind.properties.enumerated() where slot != NodeSlot.source {
            for value in graph.values(of: node, slot) { say("  \(property.name): \(visible(text(value)))") }
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                let declared = graph.schema.relations[relation]
                let name = direction == .forward ? declared.name : declared.inverse ?? declared.name
                for link in graph.links(of: node, RelationStep(relation: relation, direction: direction)) {
                    let doubt = graph.confidence(ofEdge: link.edge, relation) < 1 ? "?" : ""
                    say("  \(name): \(visible(graph.name(of: link.node)))\(doubt)")
                }
            }
        }
    }

    private func text(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): decimalText(number)
        case .quantity(let quantity): quantity.description
        case .date(let date): date.description
        case .missing, .boolean, .node, .source, .list, .record, .route: ""
        }
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
