import Graph
import Text

/// Links between numbers of several documents. One that a person took out stays out when one of the documents is read again: the
/// document of the later number keeps a checksum of each that was found, beside those of its own facts.
extension GraphMerge {
    /// Gives nodes and edges the sources that wait, and links numbers that documents say again, or otherwise, with each other.
    /// Once cancelled it does so only in part.
    package mutating func compareDocuments() throws(GraphError) {
        try finish()
        if taken.isEmpty { return }
        guard let restates = graph.schema.relation(named: "restates"),
            let contradicts = graph.schema.relation(named: "contradicts"), var numbers = StatedNumbers(graph)
        else { return }
        var noted: [String: [String]] = [:]
        let keys = Retractions.NodeKeys(graph)
        for (place, pair) in numbers.pairs(of: taken, isCancelled: isCancelled).enumerated() {
            if place % 1024 == 0, isCancelled() { return }
            let checksum = GraphMerge.checksum(of: pair, keys)
            noted[pair.document, default: []].append(checksum)
            let relation = pair.isEqual ? restates : contradicts
            if removedLinks.contains(checksum) || graph.edge(pair.later, relation, pair.first) != nil { continue }
            let rule: Rule = pair.isEqual ? .restatedElsewhere : .contradictedElsewhere
            let sources = [pair.first, pair.later].flatMap { graph.storedValues(of: $0, NodeSlot.source) }
            try graph.link(
                pair.later, relation, pair.first,
                [
                    (EdgeSlot.source, sources), (EdgeSlot.rule, [.text(rule.rawValue)]),
                    (EdgeSlot.confidence, [.number(pair.isEqual ? 0.7 : 0.5)]),
                ])
        }
        for document in noted.keys.sorted() { try note(noted[document] ?? [], of: document) }
        taken = []
        removedLinks = []
    }

    /// Notes which links between these documents and others were found before and are gone, while their numbers are there.
    mutating func noteRemovedLinks(of documents: Set<String>) {
        guard let restates = graph.schema.relation(named: "restates"),
            let contradicts = graph.schema.relation(named: "contradicts"), var numbers = StatedNumbers(graph)
        else { return }
        var known: [String: Retractions.Kept] = [:]
        let keys = Retractions.NodeKeys(graph)
        for pair in numbers.pairs(of: documents, isCancelled: isCancelled) {
            let found = known[pair.document] ?? Retractions.Kept(checksums(of: pair.document)?.text ?? "")
            known[pair.document] = found
            let checksum = GraphMerge.checksum(of: pair, keys)
            let relation = pair.isEqual ? restates : contradicts
            if found.contains(checksum), graph.edge(pair.later, relation, pair.first) == nil {
                removedLinks.insert(checksum)
            }
        }
    }

    private static func checksum(of pair: StatedNumbers.Pair, _ keys: Retractions.NodeKeys) -> String {
        var mixer = Mixer()
        mixer.put(pair.isEqual ? "restates" : "contradicts")
        mixer.put(pair.document)
        mixer.put(keys.key(of: pair.later))
        mixer.put(pair.other)
        mixer.put(keys.key(of: pair.first))
        return Retractions.written(mixer.state)
    }

    /// The checksums that a document which was read keeps.
    private func checksums(of document: String) -> (node: NodeID, slot: Int, text: String)? {
        guard let kind = graph.schema.kind(named: "document"),
            let node = graph.nodes(named: document, in: kind, by: .id).first,
            let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: GraphMerge.checksums),
            let text = graph.text(GraphMerge.checksums, of: node)
        else { return nil }
        return (node, slot, text)
    }

    private mutating func note(_ found: [String], of document: String) throws(GraphError) {
        guard let (node, slot, text) = checksums(of: document) else { return }
        let known = Retractions.Kept(text)
        let fresh = found.filter { !known.contains($0) }
        if !fresh.isEmpty { try graph.set(node, [(slot, [.text(text + fresh.joined())])]) }
    }
}
