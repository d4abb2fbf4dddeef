import Graph
import Text

/// Which node of the graph a document speaks of.
extension GraphMerge {
    /// The graph's node for one of a document's, or the id for a new one, and whether no other is known to have that.
    func identify(_ node: Findings.Node, _ kind: KindID) -> (node: NodeID?, id: String, isFree: Bool) {
        let family = graph.schema.root(of: kind)
        switch node.identity {
        case .own(let path):
            let id = path.isEmpty ? documentID : "\(documentID)/\(path)"
            return (graph.nodes(named: id, in: family, by: .id).first, id, true)
        case .code(let code):
            if let known = placesByCode[code] { return (known, node.name, false) }
            let named = graph.nodes(named: node.name, in: family, by: .id)
            return (
                named.first { graph.text("code", of: $0) == nil },
                named.isEmpty ? node.name : "\(node.name)（\(code)）", named.isEmpty
            )
        case .name:
            return (byName(node, family), node.name, true)
        case .within(let fullName):
            let (found, id) = within(fullName, node, family)
            return (found, id, true)
        }
    }

    private func byName(_ node: Findings.Node, _ family: KindID) -> NodeID? {
        let named = graph.nodes(named: node.name, in: family)
        if named.count == 1 { return named[0] }
        if !named.isEmpty, let exact = graph.nodes(named: node.name, in: family, by: .id).first { return exact }
        for alias in node.aliases where !partedNames.contains(node.name) {
            let found = graph.nodes(named: alias, in: family)
            if found.count == 1 { return found[0] }
        }
        return nil
    }

    /// Notes the short names of offices that are other nodes than the long ones, before what a document says of them is taken out.
    mutating func notePartedNames(_ findings: Findings) {
        guard let kind = graph.schema.kind(named: "unit") else { return }
        for node in findings.nodes where node.kind == "unit" {
            var name = node.name
            if case .within(let fullName) = node.identity { name = fullName }
            guard let own = graph.nodes(named: name, in: kind).first else { continue }
            let isParted = node.aliases.contains { alias in
                alias != name && graph.nodes(named: alias, in: kind, by: .id).contains { $0 != own }
            }
            if isParted { partedNames.insert(name) }
        }
    }

    /// 市审计局 within 晋中市: the node that goes by the full name; else one of the short name that no other place claims.
    private func within(_ fullName: String, _ node: Findings.Node, _ family: KindID) -> (NodeID?, String) {
        if let found = graph.nodes(named: fullName, in: family).first { return (found, node.name) }
        // 某市工信局 is 某市工业和信息化局, if only one goes by that name and nobody parted the two.
        for alias in node.aliases where alias != fullName && !partedNames.contains(fullName) {
            let found = graph.nodes(named: alias, in: family)
            if found.count == 1 { return (found[0], node.name) }
        }
        let sameName = graph.nodes(named: node.name, in: family)
        let free = sameName.first { graph.aliases(of: $0).isEmpty && !Rule.isIngested(graph.rule(of: $0)) }
        if let free { return (free, node.name) }
        return (nil, sameName.isEmpty ? node.name : fullName)
    }
}
