import Graph
import Text

/// Works what documents say into a graph, one document wholly or not at all.
///
/// What a person curated stays as it is. What rules said of a document that was ingested before is taken out first, so that
/// a document says in the graph what it says now; a node that other documents or a person still speak of stays.
package struct GraphMerge {
    package private(set) var graph: Graph
    private var placesByCode: [String: NodeID] = [:]
    /// For each finding's node, the graph's.
    private var resolved: [NodeID] = []
    private var documentID = ""

    /// What became of a document.
    package enum Outcome: Sendable, Equatable {
        case added(document: String)
        /// The same bytes are there.
        case unchanged(document: String)
        /// Other bytes under the same name.
        case replaced(document: String)
    }

    /// A document says otherwise than a person did.
    package struct Conflict: Sendable {
        package var kind: String
        package var node: String
        package var property: String
        package var curated: Value
        package var found: Value
        package var source: SourceReference
    }

    package private(set) var conflicts: [Conflict] = []

    package init(_ graph: Graph) throws(GraphError) {
        self.graph = graph
        try declare()
        if let place = self.graph.schema.kind(named: "place") {
            for node in self.graph.nodes(of: place) {
                if let code = text("code", of: node) { placesByCode[code] = node }
            }
        }
    }

    /// What ingesting adds to the schema: passages, and where a document lies.
    private mutating func declare() throws(GraphError) {
        let text = Property(name: "text", aliases: ["正文", "原文"], type: .text)
        let path = Property(name: "path", aliases: ["路径名"], type: .text)
        for (kind, properties) in [
            ("section", [text]), ("document", [text, path]), ("proposal", [text]),
        ] {
            guard let id = graph.schema.kind(named: kind) else { continue }
            let missing = properties.filter { graph.schema.kinds[id].slot(named: $0.name) == nil }
            if missing.isEmpty { continue }
            do throws(SchemaError) {
                try graph.declareKind(
                    name: kind, parent: nil, plural: nil, aliases: [], properties: missing, columns: nil)
            } catch {
                throw .schema(error)
            }
        }
    }

    // MARK: One document

    /// Works a document into the graph.
    package mutating func take(_ document: Document) throws(GraphError) -> Outcome {
        let known = self.known(document)
        if let known, text("sha256", of: known) == document.sha256, !isStale(known) {
            return .unchanged(document: graph.id(of: known))
        }
        documentID = known.map { graph.id(of: $0) } ?? freeID(Document.stem(of: document.file))
        if known != nil { try Withdrawal.withdraw(documentID, from: &graph) }
        resolved = []
        resolved.reserveCapacity(document.findings.nodes.count)
        for (place, node) in document.findings.nodes.enumerated() {
            resolved.append(try place == 0 ? documentNode(node, document) : self.node(node))
        }
        for edge in document.findings.edges { try link(edge) }
        return known == nil ? .added(document: documentID) : .replaced(document: documentID)
    }

    /// The node of the document: of this path, else of these bytes, else one of this file's name that has no path.
    private func known(_ document: Document) -> NodeID? {
        guard let kind = graph.schema.kind(named: "document") else { return nil }
        var sameBytes: NodeID?
        var sameFile: NodeID?
        for node in graph.nodes(of: kind) {
            let path = text("path", of: node)
            if let path, path == document.path, path != "-" { return node }
            if text("sha256", of: node) == document.sha256 { sameBytes = sameBytes ?? node }
            if path == nil, text("file", of: node) == document.file { sameFile = node }
        }
        return sameBytes ?? sameFile
    }

    /// Whether nothing that rules said of the document is in the graph.
    private func isStale(_ node: NodeID) -> Bool { text("path", of: node) == nil }

    private func freeID(_ stem: String) -> String {
        guard let kind = graph.schema.kind(named: "document") else { return stem }
        var (id, number) = (stem, 1)
        while !graph.nodes(named: id, in: kind, by: .id).isEmpty {
            number += 1
            id = "\(stem)-\(number)"
        }
        return id
    }

    // MARK: Nodes

    private mutating func documentNode(_ node: Findings.Node, _ document: Document) throws(GraphError) -> NodeID {
        var node = node
        node.values += [
            ("file", [.text(document.file)]), ("sha256", [.text(document.sha256)]), ("path", [.text(document.path)]),
        ]
        node.identity = .own("")
        return try self.node(node)
    }

    private mutating func node(_ node: Findings.Node) throws(GraphError) -> NodeID {
        guard let kind = graph.schema.kind(named: node.kind) else { throw .idRequired }
        let (found, id) = identify(node, kind)
        if let found {
            try extend(found, node)
            return found
        }
        return try add(node, kind, id)
    }

    /// The graph's node for one of a document's, or the id for a new one.
    private func identify(_ node: Findings.Node, _ kind: KindID) -> (NodeID?, String) {
        let family = graph.schema.root(of: kind)
        switch node.identity {
        case .own(let path):
            let id = path.isEmpty ? documentID : "\(documentID)/\(path)"
            return (graph.nodes(named: id, in: family, by: .id).first, id)
        case .code(let code):
            return (
                placesByCode[code]
                    ?? graph.nodes(named: node.name, in: family, by: .id).first { text("code", of: $0) == nil },
                freeName(node.name, code, family)
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
        let free = sameName.first { graph.aliases(of: $0).isEmpty && !Rule.isIngested(rule(of: $0)) }
        if let free { return (free, node.name) }
        return (nil, sameName.isEmpty ? node.name : fullName)
    }

    private func freeName(_ name: String, _ code: String, _ family: KindID) -> String {
        graph.nodes(named: name, in: family, by: .id).isEmpty ? name : "\(name)（\(code)）"
    }

    private mutating func add(_ node: Findings.Node, _ kind: KindID, _ id: String) throws(GraphError) -> NodeID {
        var values: PropertyValues = []
        if node.name != id { values.append((NodeSlot.name, [.text(node.name)])) }
        let aliases = node.aliases.filter { $0 != node.name && $0 != id }
        if !aliases.isEmpty { values.append((NodeSlot.alias, aliases.map { .text($0) })) }
        values.append((NodeSlot.source, sources(node.lines, node.standard)))
        values.append((NodeSlot.rule, [.text(node.rule.rawValue)]))
        if node.confidence < 1 { values.append((NodeSlot.confidence, [.number(node.confidence)])) }
        for (property, list) in node.values {
            guard let slot = graph.schema.kinds[kind].slot(named: property), slot > NodeSlot.confidence else {
                continue
            }
            values.append((slot, list))
        }
        let added = try graph.add(kind, id: id, values)
        if case .code(let code) = node.identity { placesByCode[code] = added }
        return added
    }

    /// Adds to a node what the document says beyond it; a person's word stays, and where the document disagrees it is told.
    private mutating func extend(_ found: NodeID, _ node: Findings.Node) throws(GraphError) {
        let kind = graph.schema.kinds[graph.kind(of: found)]
        let isCurated = !Rule.isIngested(rule(of: found))
        var changes: PropertyValues = []
        for (property, list) in node.values {
            guard let slot = kind.slot(named: property), slot > NodeSlot.confidence else { continue }
            let have = graph.storedValues(of: found, slot)
            if have.isEmpty || ["file", "sha256", "path", "text"].contains(property) {
                if have != list { changes.append((slot, list)) }
            } else if have != list, isCurated, let curated = have.first, let value = list.first {
                conflicts.append(
                    Conflict(
                        kind: kind.name, node: graph.id(of: found), property: property, curated: curated, found: value,
                        source: SourceReference(document: documentID, lines: node.lines.first)))
            }
        }
        if !isCurated {
            let names = Set(
                ([graph.id(of: found), graph.name(of: found)] + graph.aliases(of: found)).map { nameKey($0) })
            let fresh = ([node.name] + node.aliases).filter { !names.contains(nameKey($0)) }
            if !fresh.isEmpty {
                changes.append((NodeSlot.alias, graph.values(of: found, NodeSlot.alias) + fresh.map { .text($0) }))
            }
            let have = graph.storedValues(of: found, NodeSlot.source)
            let more = sources(node.lines, node.standard).filter { !have.contains($0) }
            if !more.isEmpty { changes.append((NodeSlot.source, have + more)) }
        }
        if !changes.isEmpty { try graph.set(found, changes) }
    }

    // MARK: Edges

    private mutating func link(_ edge: Findings.Edge) throws(GraphError) {
        guard let relation = graph.schema.relation(named: edge.relation) else { return }
        let (from, to) = (resolved[edge.from], resolved[edge.to])
        guard from != to, graph.schema.allows(relation, from: graph.kind(of: from), to: graph.kind(of: to)) else {
            return
        }
        if let known = graph.edge(from, relation, to) {
            guard Rule.isIngested(rule(ofEdge: known, relation)) else { return }
            let have = graph.storedValues(ofEdge: known, relation, EdgeSlot.source)
            let more = sources(edge.lines, edge.standard).filter { !have.contains($0) }
            if !more.isEmpty { try graph.set(from, relation, to, [(EdgeSlot.source, have + more)]) }
            return
        }
        var values: PropertyValues = [
            (EdgeSlot.source, sources(edge.lines, edge.standard)), (EdgeSlot.rule, [.text(edge.rule.rawValue)]),
        ]
        if edge.confidence < 1 { values.append((EdgeSlot.confidence, [.number(edge.confidence)])) }
        for (property, list) in edge.values {
            guard let slot = graph.schema.relations[relation].slot(named: property), slot > EdgeSlot.confidence else {
                continue
            }
            values.append((slot, list))
        }
        try graph.link(from, relation, to, values)
    }

    // MARK: Reading the graph

    private func sources(_ lines: [ClosedRange<Int>], _ standard: String?) -> [Value] {
        (standard.map { [.source(SourceReference(document: $0))] } ?? [])
            + lines.map { .source(SourceReference(document: documentID, lines: $0)) }
    }

    private func text(_ property: String, of node: NodeID) -> String? {
        guard let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: property),
            case .text(let text)? = graph.storedValues(of: node, slot).first
        else { return nil }
        return text
    }

    private func rule(of node: NodeID) -> String {
        if case .text(let rule)? = graph.storedValues(of: node, NodeSlot.rule).first { rule } else { Graph.curated }
    }

    private func rule(ofEdge edge: Int, _ relation: RelationID) -> String {
        if case .text(let rule)? = graph.storedValues(ofEdge: edge, relation, EdgeSlot.rule).first {
            rule
        } else {
            Graph.curated
        }
    }
}
