import Graph
import Text

/// Which node of the graph a document speaks of.
extension GraphMerge {
    /// The graph's node for one of a document's, or the id for a new one.
    func identify(_ node: Findings.Node, _ kind: KindID) -> (NodeID?, String) {
        let family = graph.schema.root(of: kind)
        switch node.identity {
        case .own(let path):
            let id = path.isEmpty ? documentID : "\(documentID)/\(path)"
            return (graph.nodes(named: id, in: family, by: .id).first, id)
        case .code(let code):
            if let known = placesByCode[code] { return (known, node.name) }
            let named = graph.nodes(named: node.name, in: family, by: .id)
            return (
                named.first { graph.text("code", of: $0) == nil }, named.isEmpty ? node.name : "\(node.name)（\(code)）"
            )
        case .name:
            return (byName(node, family), node.name)
        case .within(let fullName):
            return within(fullName, node, family)
        }
    }

    private func byName(_ node: Findings.Node, _ family: KindID) -> NodeID? {
        let exact = graph.nodes(named: node.name, in: family, by: .id)
        if let only = exact.first { return only }
        let named = graph.nodes(named: node.name, in: family)
        if named.count == 1 { return named[0] }
        for alias in node.aliases {
            let found = graph.nodes(named: alias, in: family)
            if found.count == 1 { return found[0] }
        }
        return nil
    }

    /// 市审计局 within 晋中市: the node that goes by the full name; else one of the short name that no other place claims.
    private func within(_ fullName: String, _ node: Findings.Node, _ family: KindID) -> (NodeID?, String) {
        if let found = graph.nodes(named: fullName, in: family).first { return (found, node.name) }
        let sameName = graph.nodes(named: node.name, in: family)
        let free = sameName.first { graph.aliases(of: $0).isEmpty && !Rule.isIngested(graph.rule(of: $0)) }
        if let free { return (free, node.name) }
        return (nil, sameName.isEmpty ? node.name : fullName)
    }
}
