/// The added edges at each node, in the order in which they were added: chains through a flat array, since nearly every node has
/// one or two.
struct EdgeChains: Sendable {
    private struct Chain: Sendable {
        var node: NodeID
        var first: UInt32
        var last: UInt32
        var count: UInt32
    }

    private var chains: [Chain] = []
    /// Places in `chains` plus 1, by a hash of the node; 0 is free. Its size is a power of 2.
    private var slots = [UInt32](repeating: 0, count: 16)
    /// For each edge, by its place, the next one of its node; the last one's own place.
    private var followers: [UInt32] = []

    /// Adds the edge that comes next in the order of all.
    mutating func append(to node: NodeID) {
        let place = UInt32(followers.count)
        followers.append(place)
        let slot = slot(of: node)
        if slots[slot] > 0 {
            let chain = Int(slots[slot]) - 1
            followers[Int(chains[chain].last)] = place
            chains[chain].last = place
            chains[chain].count += 1
            return
        }
        chains.append(Chain(node: node, first: place, last: place, count: 1))
        slots[slot] = UInt32(chains.count)
        if 2 * chains.count > slots.count { grow() }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: 2 * slots.count)
        for place in chains.indices { slots[slot(of: chains[place].node)] = UInt32(place) + 1 }
    }

    /// Where the node stands in `slots`, or the free slot that it would get.
    @inline(__always)
    private func slot(of node: NodeID) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: (UInt64(node) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot] > 0, chains[Int(slots[slot]) - 1].node != node { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private func chain(of node: NodeID) -> Chain? {
        let number = slots[slot(of: node)]
        return number > 0 ? chains[Int(number) - 1] : nil
    }

    @inline(__always)
    func count(of node: NodeID) -> Int { chain(of: node).map { Int($0.count) } ?? 0 }

    /// The place of a node's first edge; nil if it has none.
    @inline(__always)
    func first(of node: NodeID) -> Int? { chain(of: node).map { Int($0.first) } }

    /// The place of the edge that follows in the chain of its node; nil behind the last.
    @inline(__always)
    func next(behind place: Int) -> Int? {
        let following = Int(followers[place])
        return following == place ? nil : following
    }

    /// The places of a node's edges.
    func edges(of node: NodeID) -> Edges { Edges(followers: followers, place: chain(of: node)?.first) }

    /// The nodes that have edges here.
    var nodes: some Sequence<NodeID> { chains.lazy.map(\.node) }

    func contains(_ node: NodeID) -> Bool { chain(of: node) != nil }

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
