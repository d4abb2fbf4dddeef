/// The added edges at each node, in the order in which they were added: chains through a flat array, since nearly every node has
/// one or two.
struct EdgeChains: Sendable {
    private struct Chain: Sendable {
        var first: UInt32
        var last: UInt32
        var count: UInt32
    }

    private var chains: [NodeID: Chain] = [:]
    /// For each edge, by its place, the next one of its node; the last one's own place.
    private var followers: [UInt32] = []

    /// Adds the edge that comes next in the order of all.
    mutating func append(to node: NodeID) {
        let place = UInt32(followers.count)
        followers.append(place)
        guard let found = chains.index(forKey: node) else {
            chains[node] = Chain(first: place, last: place, count: 1)
            return
        }
        followers[Int(chains.values[found].last)] = place
        chains.values[found].last = place
        chains.values[found].count += 1
    }

    func count(of node: NodeID) -> Int { chains[node].map { Int($0.count) } ?? 0 }

    /// The places of a node's edges.
    func edges(of node: NodeID) -> Edges {
        guard let chain = chains[node] else { return Edges(followers: followers, place: nil) }
        return Edges(followers: followers, place: chain.first)
    }

    /// The nodes that have edges here.
    var nodes: [NodeID] { Array(chains.keys) }

    func contains(_ node: NodeID) -> Bool { chains[node] != nil }

    struct Edges: Sequence, IteratorProtocol {
        fileprivate let followers: [UInt32]
        fileprivate var place: UInt32?

        mutating func next() -> Int? {
            guard let here = place else { return nil }
            let following = followers[Int(here)]
            place = following == here ? nil : following
            return Int(here)
        }
    }
}
