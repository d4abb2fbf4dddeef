import Graph
import Text

/// What a person took out of what rules had found in a document: it stays out when the document is read again.
///
/// The document keeps short checksums of all that its rules found (`checksums`). What they find again, and found the last time, and
/// what the graph hasn't any more, somebody removed. A node of the document's own is known again by what it says, since its number
/// may be another one now.
struct Retractions {
    /// By place in the findings.
    private(set) var nodes: Set<Int> = []
    private(set) var edges: Set<Int> = []

    var isEmpty: Bool { nodes.isEmpty && edges.isEmpty }

    private static let width = 8

    /// The checksums of all that was found, eight characters each.
    static func checksums(of findings: Findings) -> String {
        let keys = findings.nodes.indices.map { key(ofNode: $0, of: findings) }
        let count = max(0, keys.count - 1) + findings.edges.count
        return String(unsafeUninitializedCapacity: width * count) { buffer in
            var place = 0
            func write(_ key: UInt64) {
                put(key, in: buffer, at: place)
                place += width
            }
            for key in keys.dropFirst() { write(key) }
            for edge in findings.edges.indices { write(key(ofEdge: edge, of: findings, keys)) }
            return place
        }
    }

    /// What of a document's findings the graph had and has no more; the graph still holds what was found the last time.
    ///
    /// - Parameters:
    ///   - document: the document's node.
    ///   - own: its own nodes in the graph, by what they say.
    init(
        of findings: Findings, found: String, document: NodeID, own: [UInt64: [NodeID]], in merge: GraphMerge
    ) {
        let known = Kept(found)
        let keys = findings.nodes.indices.map { Retractions.key(ofNode: $0, of: findings) }
        let id = merge.graph.id(of: document)
        var own = own
        var resolved: [NodeID?] = []
        resolved.reserveCapacity(keys.count)
        for (place, node) in findings.nodes.enumerated() {
            let there =
                place == 0
                ? document
                : node.isOwn
                    ? Retractions.take(keys[place], node, id, &own, merge.graph) ?? merge.curated(node, of: document)
                    : merge.existing(node, of: id)
            resolved.append(there)
            // What is cited may have become the document that was read.
            if there == nil, node.rule != .cited, known.contains(Retractions.written(keys[place])) {
                nodes.insert(place)
            }
        }
        for (place, edge) in findings.edges.enumerated() {
            guard let from = resolved[edge.from], let to = resolved[edge.to], from != to,
                let relation = merge.graph.schema.relation(named: edge.relation),
                merge.graph.edge(from, relation, to) == nil,
                known.contains(Retractions.written(Retractions.key(ofEdge: place, of: findings, keys)))
            else { continue }
            edges.insert(place)
        }
    }

    /// The document's own nodes of a graph, by what they say.
    static func ownNodes(of documents: Set<String>, in graph: Graph) -> [String: [UInt64: [NodeID]]] {
        var found: [String: [UInt64: [NodeID]]] = [:]
        let keys = NodeKeys(graph)
        for node in graph.allNodes() {
            let id = graph.id(of: node)
            guard let slash = id.firstIndex(of: "/") else { continue }
            let document = String(id[..<slash])
            guard documents.contains(document) else { continue }
            found[document, default: [:]][keys.key(of: node), default: []].append(node)
        }
        return found
    }

    /// The node that says what a finding says: the one of its path, else the first that no other finding has taken.
    private static func take(
        _ key: UInt64, _ node: Findings.Node, _ document: String, _ own: inout [UInt64: [NodeID]], _ graph: Graph
    ) -> NodeID? {
        guard let nodes = own[key], let first = nodes.first, case .own(let path) = node.identity else { return nil }
        let same = nodes.count > 1 ? nodes.first { graph.id(of: $0) == document + "/" + path } : nil
        own[key]?.removeAll { $0 == same ?? first }
        return same ?? first
    }

    // MARK: Keys

    /// The properties that tell one number, finding or heading of a document from another.
    private static let telling = ["value", "upper", "year", "summary", "depth"]

    /// By place: a copy of a node would count all of its parts as referred to once more.
    private static func key(ofNode place: Int, of findings: Findings) -> UInt64 {
        var mixer = Mixer()
        switch findings.nodes[place].identity {
        case .own:
            mixer.put(findings.nodes[place].kind)
            mixer.put(findings.nodes[place].name)
            for property in telling { mixer.put(findings.nodes[place].value(property)?.description ?? "") }
        case .name: mixer.put(findings.nodes[place].kind + " " + nameKey(findings.nodes[place].name))
        case .within(let fullName): mixer.put(findings.nodes[place].kind + " in " + nameKey(fullName))
        case .code(let code): mixer.put(code)
        }
        return mixer.state
    }

    /// The same of a graph's nodes.
    struct NodeKeys {
        private let graph: Graph
        /// Of each kind, those of the telling properties.
        private let slots: [[SlotID?]]

        init(_ graph: Graph) {
            self.graph = graph
            slots = graph.schema.kinds.map { kind in telling.map { kind.slot(named: $0) } }
        }

        func key(of node: NodeID) -> UInt64 {
            let kind = graph.kind(of: node)
            var mixer = Mixer()
            mixer.put(graph.schema.kinds[kind].name)
            mixer.put(graph.name(of: node))
            for slot in slots[kind] {
                let value = slot.flatMap { graph.firstValue(of: node, $0) }
                mixer.put(value?.description ?? "")
            }
            return mixer.state
        }
    }

    private static func key(ofEdge place: Int, of findings: Findings, _ nodes: [UInt64]) -> UInt64 {
        var mixer = Mixer()
        mixer.put(findings.edges[place].relation)
        mixer.put(nodes[findings.edges[place].from])
        mixer.put(nodes[findings.edges[place].to])
        return mixer.state
    }

    /// As the document keeps it.
    static func written(_ key: UInt64) -> String {
        String(unsafeUninitializedCapacity: width) { buffer in
            put(key, in: buffer, at: 0)
            return width
        }
    }

    /// Its last digits to the base of 36.
    private static func put(_ key: UInt64, in buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        var rest = key
        for place in stride(from: start + width - 1, through: start, by: -1) {
            let digit = UInt8(rest % 36)
            buffer[place] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
            rest /= 36
        }
    }

    /// The checksums that a document keeps, by the eight bytes of each.
    struct Kept {
        private var checksums: Set<UInt64> = []

        init(_ text: String) {
            let bytes = Array(text.utf8)
            checksums.reserveCapacity(bytes.count / width)
            for start in stride(from: 0, to: bytes.count - width + 1, by: width) {
                checksums.insert(Kept.word(bytes[start..<start + width]))
            }
        }

        /// - Parameter checksum: as the document keeps it.
        func contains(_ checksum: String) -> Bool { checksums.contains(Kept.word(checksum.utf8)) }

        private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    }
}

extension GraphMerge {
    /// Facts of a document that rules found again and that stay out of the graph, since somebody had removed them.
    package struct LeftOut: Sendable {
        package var document: String
        /// As statements would call them: `finding 作风不实`, `county 平遥县 develops industry 旅游业`.
        package var facts: [String]
    }

    /// The graph's node for one that is not the document's own; a person of another city is told apart only by the document.
    func existing(_ node: Findings.Node, of document: String) -> NodeID? {
        guard let kind = graph.schema.kind(named: node.kind) else { return nil }
        if let found = identify(node, kind).0 { return found }
        return graph.nodes(named: node.name, in: graph.schema.root(of: kind)).first { named in
            graph.storedValues(of: named, NodeSlot.source).contains {
                if case .source(let source) = $0 { source.document == document } else { false }
            }
        }
    }

    /// What a person rewrote of a document's own, where it stands.
    func curated(_ node: Findings.Node, of document: NodeID) -> NodeID? {
        guard case .own(let path) = node.identity, let kind = graph.schema.kind(named: node.kind) else { return nil }
        let named = graph.nodes(named: "\(graph.id(of: document))/\(path)", in: graph.schema.root(of: kind), by: .id)
        return named.first { !Rule.isIngested(graph.rule(of: $0)) }
    }

    /// Notes what of documents that are about to be taken out a person had removed.
    mutating func noteRetractions(_ documents: [(document: Document, node: NodeID)]) {
        for (document, _) in documents { notePartedNames(document.findings) }
        let known = documents.compactMap { entry in
            graph.text(GraphMerge.checksums, of: entry.node).map {
                (entry.document, entry.node, graph.id(of: entry.node), $0)
            }
        }
        if known.isEmpty { return }
        noteRemovedLinks(of: Set(known.map(\.2)))
        let own = Retractions.ownNodes(of: Set(known.map(\.2)), in: graph)
        for (document, node, id, found) in known {
            let retractions = Retractions(
                of: document.findings, found: found, document: node, own: own[id] ?? [:], in: self)
            self.retractions[id] = retractions.isEmpty ? nil : retractions
        }
    }

    /// What stays out of a document, as people call it.
    func words(for retractions: Retractions, of findings: Findings) -> [String] {
        func words(_ place: Int) -> String { findings.nodes[place].kind + " " + findings.nodes[place].name }
        return retractions.nodes.sorted().map(words)
            + retractions.edges.sorted().map { place in
                let edge = findings.edges[place]
                return words(edge.from) + " " + edge.relation + " " + words(edge.to)
            }
    }
}
