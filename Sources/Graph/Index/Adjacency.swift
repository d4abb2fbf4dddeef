/// The neighbours of every node under one relation in one direction: offsets and targets.
///
/// Nodes of one kind have consecutive numbers, so each kind that has edges is a segment with an offset per row and one more.
/// For `county(2) -> industry(7), county(3) -> industry(7), industry(8)` with counties 2…4:
///
///     segment of county starts at offset 0      offsets  0 1 3 3      targets  7 7 8
///
/// Positions of the forward direction number the edges; the inverse direction keeps them in `edges`.
package struct Adjacency: Sendable {
    /// Where the offsets of a kind begin; -1 for a kind without edges.
    let segmentStarts: [Int]
    let offsets: Lane<UInt32>
    package let targets: Lane<UInt32>
    /// The forward position of each entry; nil in the forward direction, where it is the entry's own place.
    let edges: Lane<UInt32>?

    /// The entries of a node, by its kind and row in it.
    @inline(__always)
    package func range(kind: KindID, row: Int) -> Range<Int> {
        let start = segmentStarts[kind]
        if start < 0 { return 0..<0 }
        return Int(offsets[start + row])..<Int(offsets[start + row + 1])
    }

    /// The number of the edge at an entry.
    @inline(__always)
    package func edge(_ entry: Int) -> Int { edges.map { Int($0[entry]) } ?? entry }

    /// Whether nodes of the kind have any edges here.
    package func hasEdges(_ kind: KindID) -> Bool { segmentStarts[kind] >= 0 }
}

extension Adjacency {
    static func name(_ relation: RelationID, _ direction: Direction) -> SectionName {
        SectionName(.adjacency, owner: relation, slot: Int(direction.rawValue))
    }

    /// nil if the relation has no edges.
    init?(_ image: Image, _ relation: RelationID, _ direction: Direction, kindCount: Int) {
        let name = Adjacency.name(relation, direction)
        guard let segments: Lane<UInt32> = image.lane(name.part(0)),
            let offsets: Lane<UInt32> = image.lane(name.part(1)),
            let targets: Lane<UInt32> = image.lane(name.part(2))
        else { return nil }
        var starts = [Int](repeating: -1, count: kindCount)
        for place in stride(from: 0, to: segments.count - 1, by: 2) where Int(segments[place]) < kindCount {
            starts[Int(segments[place])] = Int(segments[place + 1])
        }
        segmentStarts = starts
        self.offsets = offsets
        self.targets = targets
        edges = direction == .forward ? nil : image.lane(name.part(3))
    }

    /// Writes both directions of a relation.
    ///
    /// - Requires: the edges are sorted by their from node.
    static func write(
        _ edges: [(from: UInt32, to: UInt32)], _ relation: RelationID, layout: [(kind: KindID, nodes: Range<Int>)],
        to writer: inout ImageWriter
    ) {
        guard !edges.isEmpty else { return }
        writeDirection(
            edges.map(\.from), edges.map(\.to), numbers: nil, name(relation, .forward), layout: layout, to: &writer)
        if writer.isToStop(at: 0) { return }
        let order = stableOrder(edges.map(\.to))
        if writer.isToStop(at: 0) { return }
        writeDirection(
            order.map { edges[$0].to }, order.map { edges[$0].from }, numbers: order.map { UInt32($0) },
            name(relation, .inverse), layout: layout, to: &writer)
    }

    private static func writeDirection(
        _ sources: [UInt32], _ targets: [UInt32], numbers: [UInt32]?, _ name: SectionName,
        layout: [(kind: KindID, nodes: Range<Int>)], to writer: inout ImageWriter
    ) {
        var segments: [UInt32] = []
        var offsets: [UInt32] = []
        var position = 0
        for (kind, nodes) in layout {
            guard position < sources.count, nodes.contains(Int(sources[position])) else { continue }
            segments += [UInt32(kind), UInt32(offsets.count)]
            for node in nodes {
                offsets.append(UInt32(position))
                while position < sources.count && Int(sources[position]) == node { position += 1 }
            }
            offsets.append(UInt32(position))
        }
        writer.add(name.part(0), segments)
        writer.add(name.part(1), offsets)
        writer.add(name.part(2), targets)
        if let numbers { writer.add(name.part(3), numbers) }
    }

    /// The places of numbers from the lowest number on, those of equal ones in their order.
    static func stableOrder(_ numbers: [UInt32]) -> [Int] {
        guard let least = numbers.min(), let most = numbers.max() else { return [] }
        // A few numbers far apart are not worth a table of all between.
        if Int(most - least) > 16 * numbers.count + 1024 {
            return numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
        }
        var starts = [Int](repeating: 0, count: Int(most - least) + 2)
        for number in numbers { starts[Int(number - least) + 1] += 1 }
        for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
        var order = [Int](repeating: 0, count: numbers.count)
        for (place, number) in numbers.enumerated() {
            order[starts[Int(number - least)]] = place
            starts[Int(number - least)] += 1
        }
        return order
    }
}
