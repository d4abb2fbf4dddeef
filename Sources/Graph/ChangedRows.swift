import CKernels
import Text

/// The nodes of one kind at which a property isn't what the base's column says, and what it is there, as a column of their own:
///
///     base: node 0 2019, 1 2020, 2 2021, 3 2020; then 1 is set to 2022, 3 has none, and 9 is added with 2023
///     ⇒ row 0 is node 1, row 1 node 3, row 2 node 9; a column of 2022, nothing, 2023
///
/// So loops read these as they read those of the base. Of all nodes of the kind, those of the base and behind them those that were
/// added, a bit says whether it is one of these, and counting bits gives its row.
///
/// It is made when a reader first asks for it, from the changes alone, and shared by all copies of the graph with these changes. It is
/// public so that what is asked of single nodes is inlined in other modules.
public final class ChangedRows: @unchecked Sendable {
    /// By row, ascending; some may be removed.
    package let nodes: [NodeID]
    /// How many of them, the first, stand in the base.
    package let storedCount: Int
    /// The values by row; nil if none has one, or `hasColumn` says that there is no column.
    package let column: Column?
    /// Whether the values stand in `column`. Texts which the base doesn't number have an index there that answers for many of them at
    /// once; here they are asked one by one.
    package let hasColumn: Bool
    /// Keeps what the column reads.
    private let image: Image

    @usableFromInline let words: UnsafeMutablePointer<UInt64>
    /// How many rows come before those of a word.
    private let ranks: UnsafeMutablePointer<UInt32>
    @usableFromInline let bitCount: Int
    /// Nodes with lower numbers stand in the base; there the kind's first has the first bit.
    @usableFromInline let storedLimit: Int
    @usableFromInline let first: Int
    /// What is taken from the number of an added node to have its bit.
    @usableFromInline let addedShift: Int

    /// - Parameters:
    ///   - stored: nodes of the kind in the base with a changed value, ascending.
    ///   - added: the places of the kind's nodes among those that were added.
    init(_ kind: KindID, _ slot: SlotID, stored: ArraySlice<NodeID>, added: [Int], _ graph: Graph) {
        let range = graph.base.range(of: kind)
        storedLimit = graph.base.nodeCount
        first = range.lowerBound
        addedShift = storedLimit - range.count
        bitCount = range.count + graph.delta.nodes.count
        storedCount = stored.count
        nodes = stored + added.map { NodeID(graph.base.nodeCount + $0) }

        let wordCount = bitCount / 64 + 1
        words = .allocate(capacity: wordCount)
        words.initialize(repeating: 0, count: wordCount)
        ranks = .allocate(capacity: wordCount)
        ranks.initialize(repeating: 0, count: wordCount)
        for node in nodes {
            let place = Int(node) - (Int(node) < storedLimit ? first : addedShift)
            words[place >> 6] |= 1 << UInt64(place & 63)
        }
        for word in 1..<wordCount { ranks[word] = ranks[word - 1] + UInt32(words[word - 1].nonzeroBitCount) }

        var writer = ImageWriter()
        let property = graph.schema.kinds[kind].properties[slot]
        hasColumn = property.type != .text || graph.base.column(kind, slot)?.hasNumberedTexts == true
        let name = SectionName(.nodeColumn, owner: kind, slot: slot)
        if hasColumn {
            var builder = ColumnBuilder(property)
            for node in stored { builder.append(graph.delta.overrides[node]?[slot] ?? []) }
            for place in added {
                builder.append(slot, of: graph.delta.nodes[place].values, in: graph.delta.values)
            }
            builder.write(to: &writer, name)
        }
        image = writer.finish()
        column = Column(image, name, property.type, rowCount: nodes.count)
    }

    deinit {
        words.deallocate()
        ranks.deallocate()
    }

    /// Whether the property of a node isn't what the base's column says.
    ///
    /// - Requires: it is a node of the kind.
    @inlinable
    @inline(__always)
    public func contains(_ node: NodeID) -> Bool {
        let place = Int(node) &- (Int(node) < storedLimit ? first : addedShift)
        return UInt(bitPattern: place) < UInt(bitPattern: bitCount)
            && words[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// The row of one of these nodes.
    ///
    /// - Requires: it is one of them.
    package func row(of node: NodeID) -> Int {
        row(ofStored: Int(node) - (Int(node) < storedLimit ? first : addedShift))
    }

    /// The row of one of the nodes of the base by its row there.
    package func row(ofStored place: Int) -> Int {
        let before = words[place >> 6] & (1 << UInt64(place & 63) - 1)
        return Int(ranks[place >> 6]) + before.nonzeroBitCount
    }

    /// Of some nodes of the kind those that are as the base says, and the others, in their order.
    package func parted(_ nodes: ArraySlice<NodeID>) -> (stored: [NodeID], changed: [NodeID]) {
        var stored: [NodeID] = []
        let changed = [NodeID](unsafeUninitializedCapacity: nodes.count) { changed, changedCount in
            stored = [NodeID](unsafeUninitializedCapacity: nodes.count) { stored, storedCount in
                storedCount = nodes.withUnsafeBufferPointer {
                    ck_part_marked(
                        words, UInt32(first), rowLimit, $0.baseAddress, $0.count,
                        stored.baseAddress, changed.baseAddress)
                }
                changedCount = nodes.count - storedCount
            }
        }
        return (stored, changed)
    }

    /// Writes down at which places of some nodes of the kind the changed ones stand, and says how many they are.
    ///
    /// - Requires: there is room for all places.
    package func findChanged(
        _ nodes: UnsafeBufferPointer<NodeID>, into places: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        ck_find_marked(words, UInt32(first), rowLimit, nodes.baseAddress, nodes.count, places.baseAddress)
    }

    /// How many nodes of the kind stand in the base.
    private var rowLimit: UInt32 { UInt32(storedLimit - addedShift) }

    /// The bits of the kind's nodes in the base, by their rows there, for kernels.
    package var bits: UnsafePointer<UInt64> { UnsafePointer(words) }

    /// The first value of a row; nil if it has none.
    ///
    /// - Requires: `hasColumn`.
    package func value(_ row: Int) -> Value? {
        guard let column, let element = column.range(of: row).first else { return nil }
        return column.value(element)
    }
}
