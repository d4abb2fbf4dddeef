import Graph

/// The places of some nodes in their ascending order. Of nodes with consecutive numbers, as those of a kind are, they are differences;
/// else one array over the range of their numbers tells.
struct NodePlaces: Sendable {
    private let first: Int
    private let count: Int
    /// Empty where numbers are consecutive.
    private let places: [UInt32]

    static let none = UInt32.max

    /// - Requires: they ascend.
    init(_ nodes: [NodeID]) {
        let range = nodes.range
        (first, count) = (range.lowerBound, range.count)
        if range.count == nodes.count {
            places = []
            return
        }
        var places = [UInt32](repeating: NodePlaces.none, count: range.count)
        for (place, node) in nodes.enumerated() { places[Int(node) - range.lowerBound] = UInt32(place) }
        self.places = places
    }

    /// `none` of a node that isn't among them.
    @inline(__always)
    subscript(node: NodeID) -> UInt32 {
        let number = Int(node) - first
        guard UInt(bitPattern: number) < UInt(bitPattern: count) else { return NodePlaces.none }
        return places.isEmpty ? UInt32(number) : places[number]
    }
}
