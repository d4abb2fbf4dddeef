import Text

/// What a node goes by in a `NameTable`.
package struct NameRole: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let id = NameRole(rawValue: 1)
    package static let name = NameRole(rawValue: 2)
    package static let alias = NameRole(rawValue: 4)
    package static let any: NameRole = [.id, .name, .alias]
}

/// Every id, name and alias of the base's nodes in folded form, sorted by its bytes: exact look-ups by bisection, prefixes
/// as a range, and substrings by the bigrams of the entries.
package struct NameTable: Sendable {
    package let texts: TextStore
    private let nodes: Lane<UInt32>
    private let roles: Lane<UInt8>
    package let index: BigramIndex?
    /// Looks at entries before they are read; nil where that was done.
    private let watch: Unmanaged<Inspection>?
    /// How many nodes there are.
    private let nodeCount: Int

    /// The node of an entry.
    @inline(__always)
    package func node(_ entry: Int) -> NodeID {
        guard let watch else { return nodes[entry] }
        return watch._withUnsafeGuaranteedRef { inspection in
            guard let node = inspection.element(nodes, entry), Int(node) < nodeCount else {
                inspection.note(at: nodes.pointer)
                // One that is there: what is answered after damage was found isn't shown.
                return 0
            }
            return node
        }
    }

    /// The nodes of ascending entries, in the order of these.
    func nodes(of entries: [UInt32]) -> [NodeID] {
        [NodeID](unsafeUninitializedCapacity: entries.count) { found, count in
            while count < entries.count {
                // The first of those that lie in one block is looked at with it.
                found.initializeElement(at: count, to: node(Int(entries[count])))
                let end = endOfBlock(Int(entries[count]))
                count += 1
                while count < entries.count, entries[count] < end {
                    let entry = Int(entries[count])
                    let isSound = Int(nodes[entry]) < nodeCount
                    found.initializeElement(at: count, to: isSound ? nodes[entry] : node(entry))
                    count += 1
                }
            }
        }
    }

    /// The first entry behind one whose node is kept in another block.
    private func endOfBlock(_ entry: Int) -> UInt32 {
        guard let watch else { return UInt32.max }
        let count = watch._withUnsafeGuaranteedRef { $0.countWithinBlock(nodes, entry) }
        return UInt32(entry + count)
    }

    /// One entry may be a node's id and name at once.
    @inline(__always)
    package func role(_ entry: Int) -> NameRole {
        guard let watch else { return NameRole(rawValue: roles[entry]) }
        return NameRole(rawValue: watch._withUnsafeGuaranteedRef { $0.element(roles, entry) ?? 0 })
    }

    /// The entries that are exactly this folded text.
    package func entries(equalTo folded: [UInt8]) -> Range<Int> {
        let start = lowerBound(of: folded)
        var end = start
        while end < texts.count, texts.folded(end).elementsEqual(folded) { end += 1 }
        return start..<end
    }

    /// The entries that begin with this folded text.
    package func entries(startingWith folded: [UInt8]) -> Range<Int> {
        let start = lowerBound(of: folded)
        var end = start
        while end < texts.count, texts.folded(end).starts(with: folded) { end += 1 }
        return start..<end
    }

    /// The entries that contain this folded text, ascending.
    package func entries(containing folded: [UInt8]) -> [UInt32] {
        guard !folded.isEmpty else { return Array(0..<UInt32(texts.count)) }
        guard let index else { return [] }
        let candidates = index.candidates(for: folded)
        return index.isExact(for: folded) ? candidates : texts.texts(of: candidates, containing: folded)
    }

    private func lowerBound(of folded: [UInt8]) -> Int {
        firstPlace(in: 0..<texts.count) { !texts.folded($0).lexicographicallyPrecedes(folded) }
    }
}

extension NameTable {
    static let texts = ColumnPart.Texts(from: 16)

    /// nil in an image without nodes.
    init?(_ image: Image, nodeCount: Int, watch: Inspection? = nil) {
        let name = SectionName(.names)
        guard nodeCount > 0, let texts = TextStore(image, name, parts: NameTable.texts, watch: watch),
            let nodes: Lane<UInt32> = image.lane(name.part(0)),
            let roles: Lane<UInt8> = image.lane(name.part(1)), nodes.count == texts.count, roles.count == texts.count
        else { return nil }
        self.init(
            texts: texts, nodes: nodes, roles: roles,
            index: BigramIndex(image, name, from: NameTable.texts.index, textCount: texts.count, watch: watch),
            watch: watch.map { Unmanaged.passUnretained($0) }, nodeCount: nodeCount)
    }

    /// Whether its lanes are of one length; it costs nothing.
    var fits: Bool { texts.hasRightLengths && index?.hasRightLengths == true }

    /// Whether every number in it points to something that is there.
    var isSound: Bool {
        texts.isSound && (watch != nil || nodes.areBelow(nodeCount)) && index?.isSound != false
    }
}
