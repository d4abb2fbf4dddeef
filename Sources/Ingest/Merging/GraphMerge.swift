import Graph
import Text

/// Works what documents say into a graph, one document wholly or not at all.
///
/// What a person curated stays as it is. What rules said of a document that was ingested before is taken out first, so that
/// a document says in the graph what it says now; a node that other documents or a person still speak of stays.
package struct GraphMerge {
    /// With all sources after `finish()`.
    package internal(set) var graph: Graph
    var placesByCode: [String: NodeID] = [:]
    var known: KnownDocuments
    var words = SchemaWords()
    /// For each finding's node, the graph's.
    var resolved: [Resolved] = []
    var documentID = ""
    /// Sources that nodes and edges of several documents get when all is worked in: a town that a thousand documents name would
    /// otherwise have its list copied a thousand times.
    var pendingSources = PendingSources()
    /// Documents whose facts were taken out, and not put in again yet.
    private var withdrawn: Set<String> = []
    let isCancelled: () -> Bool

    /// A node of the graph that a finding's node is.
    struct Resolved {
        var node: NodeID
        /// It is the document's own and wasn't there before.
        var isNewOwn: Bool

        /// No node, for what stays out of the graph.
        static let none = Resolved(node: NodeID.max, isNewOwn: false)
    }

    /// What became of a document.
    package enum Outcome: Sendable, Equatable {
        case added(document: String)
        /// The same bytes are there, and rules find in them what they found.
        case unchanged(document: String)
        /// Other bytes under the same name, or rules that find something else.
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

    package internal(set) var conflicts: [Conflict] = []
    /// By the document's id, from when it is taken out until it is worked in again.
    var retractions: [String: Retractions] = [:]
    package private(set) var leftOut: [LeftOut] = []
    /// The property with checksums of what rules found in a document; nothing that a person reads.
    package static let checksums = "checksums"
    /// Documents that were worked in.
    var taken: Set<String> = []
    /// Short names of offices that a person has parted from the long ones.
    var partedNames: Set<String> = []
    /// Checksums of links between documents that a person took out.
    var removedLinks: Set<String> = []

    package init(_ graph: Graph, isCancelled: @escaping () -> Bool = { false }) throws(GraphError) {
        self.graph = graph
        known = KnownDocuments(graph)
        self.isCancelled = isCancelled
        try declare()
        if let place = graph.schema.kind(named: "place") {
            for node in graph.nodes(of: place) {
                if let code = graph.text("code", of: node) { placesByCode[code] = node }
            }
        }
    }

    /// What ingesting adds to the schema: passages, where a document lies, and how to tell what rules found in it.
    private mutating func declare() throws(GraphError) {
        let text = Property(name: "text", aliases: ["正文", "原文"], type: .text)
        let path = Property(name: "path", aliases: ["路径名"], type: .text)
        let fingerprint = Property(name: "fingerprint", aliases: ["指纹"], type: .text)
        let found = Property(name: GraphMerge.checksums, aliases: ["校验码"], type: .text)
        let retracted = Property(name: "retracted", aliases: ["撤下"], type: .text, isMany: true)
        for (kind, properties) in [
            ("section", [text]), ("document", [text, path, fingerprint, found, retracted]), ("proposal", [text]),
        ] {
            guard let id = graph.schema.kind(named: kind) else { continue }
            let missing = properties.filter { graph.schema.kinds[id].slot(named: $0.name) == nil }
            if missing.isEmpty { continue }
            do throws(SchemaError) {
                try self.graph.declareKind(
                    name: kind, parent: nil, plural: nil, aliases: [], properties: missing, columns: nil)
            } catch {
                throw .schema(error)
            }
        }
    }

    // MARK: Documents

    /// Takes out what the graph has of documents that are about to be worked in again; going through the graph once for several
    /// is what makes a shelf of changed documents cheap.
    package mutating func prepare(_ documents: [Document]) throws(GraphError) {
        var stale: [(document: Document, node: NodeID)] = []
        for document in documents {
            guard let node = known.node(of: document), !isUpToDate(node, document) else { continue }
            stale.append((document, node))
        }
        noteRetractions(stale)
        try withdraw(Set(stale.map { graph.id(of: $0.node) }))
    }

    private mutating func withdraw(_ documents: Set<String>) throws(GraphError) {
        if documents.isEmpty { return }
        try finish()
        try Withdrawal.withdraw(documents, from: &graph)
        withdrawn.formUnion(documents)
    }

    /// Works a document into the graph.
    ///
    /// - Throws: `IngestError`; the merge is of no use then.
    package mutating func take(_ document: Document) throws(IngestError) -> Outcome {
        let known = self.known.node(of: document)
        let oldSHA256 = known.flatMap { graph.text("sha256", of: $0) }
        do throws(GraphError) {
            if let known, isUpToDate(known, document) {
                try follow(document, known)
                return .unchanged(document: graph.id(of: known))
            }
            documentID = known.map { graph.id(of: $0) } ?? freeID(Document.stem(of: document.file))
            if let known, !withdrawn.contains(documentID) {
                noteRetractions([(document, known)])
                try withdraw([documentID])
            }
            withdrawn.remove(documentID)
        } catch {
            throw .graph(error)
        }
        try takeFindings(document)
        do throws(GraphError) { try absorbCited(resolved[0].node) } catch { throw .graph(error) }
        retractions[documentID] = nil
        taken.insert(documentID)
        self.known.replace(resolved[0].node, oldSHA256: oldSHA256, with: document)
        return known == nil ? .added(document: documentID) : .replaced(document: documentID)
    }

    private mutating func takeFindings(_ document: Document) throws(IngestError) {
        resolved = []
        resolved.reserveCapacity(document.findings.nodes.count)
        let retracted = retractions[documentID]
        for (place, node) in document.findings.nodes.enumerated() {
            if place % 256 == 0, isCancelled() { throw .cancelled }
            if let retracted, retracted.nodes.contains(place) {
                // No edge leads to what isn't there.
                resolved.append(.none)
                continue
            }
            do throws(GraphError) {
                resolved.append(try place == 0 ? documentNode(node, document) : self.node(node))
            } catch {
                throw .graph(error)
            }
        }
        // By place: a copy of an edge would count all of its parts as referred to once more.
        for place in document.findings.edges.indices {
            if place % 256 == 0, isCancelled() { throw .cancelled }
            let (from, to) = (document.findings.edges[place].from, document.findings.edges[place].to)
            if resolved[from].node == NodeID.max || resolved[to].node == NodeID.max { continue }
            if let retracted, retracted.edges.contains(place) { continue }
            do throws(GraphError) { try link(place, of: document.findings) } catch { throw .graph(error) }
        }
    }

    /// Gives nodes and edges the sources that wait for it, only some of them once cancelled.
    package mutating func finish() throws(GraphError) { try pendingSources.flush(into: &graph, isCancelled) }

    /// Whether the graph has what rules find in these bytes today.
    private func isUpToDate(_ node: NodeID, _ document: Document) -> Bool {
        graph.text("path", of: node) != nil && graph.text("sha256", of: node) == document.sha256
            && graph.text("fingerprint", of: node) == document.fingerprint
    }

    /// A file that was moved: its lines are read from where it is now.
    private mutating func follow(_ document: Document, _ node: NodeID) throws(GraphError) {
        let kind = graph.kind(of: node)
        guard let path = graph.text("path", of: node), path != document.path, document.path != "-", !isFile(path),
            let pathSlot = words.slot("path", of: kind, graph.schema),
            let fileSlot = words.slot("file", of: kind, graph.schema)
        else { return }
        try graph.set(node, [(pathSlot, [.text(document.path)]), (fileSlot, [.text(document.file)])])
        known.note(node, path: document.path, sha256: document.sha256)
    }

    private func freeID(_ stem: String) -> String {
        guard let kind = graph.schema.kind(named: "document") else { return stem }
        var (id, number) = (stem, 1)
        while !graph.nodes(named: id, in: kind, by: .id).isEmpty {
            number += 1
            id = "\(stem)-\(number)"
        }
        return id
    }

    private mutating func documentNode(_ node: Findings.Node, _ document: Document) throws(GraphError) -> Resolved {
        var node = node
        node.values += [
            ("file", [.text(document.file)]), ("sha256", [.text(document.sha256)]), ("path", [.text(document.path)]),
            ("fingerprint", [.text(document.fingerprint)]),
            (GraphMerge.checksums, [.text(Retractions.checksums(of: document.findings))]),
        ]
        if let retracted = retractions[documentID] {
            let facts = words(for: retracted, of: document.findings)
            node.values.append(("retracted", facts.map { .text($0) }))
            leftOut.append(LeftOut(document: documentID, facts: facts))
        }
        node.identity = .own("")
        return try self.node(node)
    }

    /// 总体规划 of 总体规划（2024—2026年）; nil if no bracket ends it.
    private func withoutBracket(_ title: String) -> String? {
        guard let last = title.last, "）)".contains(last), let open = title.lastIndex(where: { "（(".contains($0) }),
            open != title.startIndex
        else { return nil }
        return String(title[..<open])
    }

    /// Other documents may have cited this one before it was read: what they cite is it.
    private mutating func absorbCited(_ document: NodeID) throws(GraphError) {
        let family = graph.schema.root(of: graph.kind(of: document))
        let titles = [graph.name(of: document)] + graph.aliases(of: document)
        let names = titles + titles.compactMap(withoutBracket)
        let cited = Set(names.flatMap { graph.nodes(named: $0, in: family, by: .id) }).filter {
            $0 != document && graph.rule(of: $0) == Rule.cited.rawValue && graph.text("sha256", of: $0) == nil
        }
        if cited.isEmpty { return }
        try finish()
        for node in cited.sorted() {
            for relation in graph.schema.relations.indices {
                for link in graph.links(of: node, RelationStep(relation: relation, direction: .inverse)) {
                    // A document that names itself cites nothing.
                    let isOwn = link.node == document || graph.id(of: link.node).hasPrefix(documentID + "/")
                    guard !isOwn, graph.edge(link.node, relation, document) == nil,
                        graph.schema.allows(relation, from: graph.kind(of: link.node), to: graph.kind(of: document))
                    else { continue }
                    let slots = graph.schema.relations[relation].properties.indices
                    let values = slots.map { (slot: $0, values: graph.storedValues(ofEdge: link.edge, relation, $0)) }
                    try graph.link(link.node, relation, document, values.filter { !$0.values.isEmpty })
                }
            }
            graph.remove(node)
        }
    }
}
