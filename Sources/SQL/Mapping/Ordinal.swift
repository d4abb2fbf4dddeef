import Graph

/// The number of a node in tables: the place of its kind in the schema's layout times ten billion, and its place among the
/// nodes of the kind itself, from 0.
///
///     30000000005    the sixth node of the fourth kind
///
/// The order of ordinals is the order in which zhiku gives rows, and the kind of a node is seen from its ordinal: a kind and
/// its sub-kinds are one range. Edges are numbered by relation in the same way, by the nodes that they lead from, those of one
/// node in their own order: of two authors the first stays the first.
package enum Ordinal {
    /// Ordinals of one kind or relation; a graph has fewer nodes, and fewer edges of one relation.
    package static let span: Int64 = 10_000_000_000

    package static func first(of place: Int) -> Int64 { Int64(place) * span }

    /// The place of its kind in the layout, or of its relation in the schema.
    package static func owner(of ordinal: Int64) -> Int { Int(ordinal / span) }
}

/// The ordinals of the nodes of one graph.
package struct Ordinals: Sendable {
    private let firsts: [Int64]
    private let ranges: [Range<Int>]
    /// By node, its place among those of its kind; empty where that is its place in the base.
    private let places: [UInt32]
    private let kindOf: @Sendable (NodeID) -> KindID

    /// Linear in the nodes of a graph with changes, and in its kinds otherwise.
    package init(_ graph: Graph) {
        let layout = graph.schema.layoutOrder
        var firsts = [Int64](repeating: 0, count: layout.count)
        for (place, kind) in layout.enumerated() { firsts[kind] = Ordinal.first(of: place) }
        self.firsts = firsts
        ranges = graph.schema.kinds.indices.map { graph.baseRange(of: $0) }
        kindOf = { graph.kind(of: $0) }
        let isBase =
            graph.nodeLimit == graph.baseCount
            && graph.schema.kinds.indices.allSatisfy { graph.ownCount(of: $0) == graph.baseRange(of: $0).count }
        if isBase {
            places = []
        } else {
            var places = [UInt32](repeating: .max, count: graph.nodeLimit)
            for kind in layout {
                for (place, node) in graph.nodes(ofKindItself: kind).enumerated() { places[Int(node)] = UInt32(place) }
            }
            self.places = places
        }
    }

    /// - Requires: the node is one of the graph's.
    package subscript(node: NodeID) -> Int64 {
        let kind = kindOf(node)
        let place = places.isEmpty ? Int64(Int(node) - ranges[kind].lowerBound) : Int64(places[Int(node)])
        return firsts[kind] + place
    }
}

extension Graph {
    /// The nodes of a kind without those of its sub-kinds, in the order of rows.
    func nodes(ofKindItself kind: KindID) -> [NodeID] {
        schema.subtree(of: kind).count == 1
            ? nodes(of: kind) : nodes(of: kind).filter { self.kind(of: $0) == kind }
    }
}
