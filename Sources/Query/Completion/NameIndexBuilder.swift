import Graph
import Text

/// Makes a `NameIndex` a slice at a time, so that it can be done while nobody presses a key, and be left at any moment.
package struct NameIndexBuilder: Sendable {
    private enum Stage { case counting, ordering, coding, linking }

    private let graph: Graph
    private let names: NameTable
    private var stage = Stage.counting
    /// What the stage has done.
    private var position = 0

    private var firstNames: [UInt32]
    private var entries: [UInt32]
    /// Of the characters below U+10000, nearly all that occur.
    private var codeOfCommon = [UInt16](repeating: NameIndex.unknown, count: 0x10000)
    private var codeOfOther: [UInt32: UInt16] = [:]
    private var alphabet: [Unicode.Scalar] = []
    private var codes: [UInt16] = []
    private var starts: [UInt32] = [0]
    private var linkCounts: [UInt32] = []

    /// nil for a graph whose base has no nodes.
    package init?(_ graph: Graph) {
        guard let names = graph.baseNames else { return nil }
        self.graph = graph
        self.names = names
        firstNames = [UInt32](repeating: 0, count: graph.baseCount + 1)
        entries = [UInt32](repeating: 0, count: names.texts.count)
        starts.reserveCapacity(entries.count + 1)
        codes.reserveCapacity(entries.count * 8)
        linkCounts.reserveCapacity(graph.baseCount)
    }

    /// Whether this is made of the base of `graph`.
    package func isOf(_ graph: Graph) -> Bool { self.graph.hasSameBase(as: graph) }

    /// Works for about a millisecond; gives the index when it is done.
    package mutating func advance() -> NameIndex? {
        switch stage {
        case .counting: if count(upTo: min(position + 16_384, entries.count)) { enter(.ordering) }
        case .ordering: if order(upTo: min(position + 8192, entries.count)) { enter(.coding) }
        case .coding: if code(upTo: min(position + 2048, entries.count)) { enter(.linking) }
        case .linking:
            let end = min(position + 8192, graph.baseCount)
            linkCounts += graph.baseLinkCounts(of: position..<end)
            position = end
            if end == graph.baseCount { return index }
        }
        return nil
    }

    /// Works until it is done, or until `isCancelled`, which is asked every millisecond or so; then it gives nil, and can go on later.
    package mutating func finish(isCancelled: () -> Bool) -> NameIndex? {
        while !isCancelled() {
            if let index = advance() { return index }
        }
        return nil
    }

    private mutating func enter(_ next: Stage) {
        stage = next
        position = 0
    }

    /// How many names each node has, one place further on.
    private mutating func count(upTo end: Int) -> Bool {
        for entry in position..<end { firstNames[Int(names.node(entry)) + 1] += 1 }
        position = end
        guard end == entries.count else { return false }
        for node in 1..<firstNames.count { firstNames[node] += firstNames[node - 1] }
        return true
    }

    /// Puts each entry to its node. What is taken of a node's places is counted in its first name, and put back at the end.
    private mutating func order(upTo end: Int) -> Bool {
        for entry in position..<end {
            let node = Int(names.node(entry))
            entries[Int(firstNames[node])] = UInt32(entry)
            firstNames[node] += 1
        }
        position = end
        guard end == entries.count else { return false }
        for node in stride(from: firstNames.count - 1, to: 0, by: -1) { firstNames[node] = firstNames[node - 1] }
        firstNames[0] = 0
        return true
    }

    private mutating func code(upTo end: Int) -> Bool {
        for name in position..<end {
            let text = names.texts.folded(Int(entries[name]))
            var place = 0
            while place < text.count {
                let (value, length) = scalar(in: text, at: place)
                codes.append(code(of: value))
                place += length
            }
            starts.append(UInt32(codes.count))
        }
        position = end
        return end == entries.count
    }

    private mutating func code(of value: UInt32) -> UInt16 {
        if value < 0x10000 {
            let code = codeOfCommon[Int(value)]
            if code != NameIndex.unknown { return code }
        } else if let code = codeOfOther[value] {
            return code
        }
        guard alphabet.count < Int(NameIndex.unknown), let scalar = Unicode.Scalar(value) else {
            return NameIndex.unknown
        }
        let code = UInt16(alphabet.count)
        alphabet.append(scalar)
        if value < 0x10000 { codeOfCommon[Int(value)] = code } else { codeOfOther[value] = code }
        return code
    }

    private var index: NameIndex {
        NameIndex(
            graph: graph, names: names, alphabet: alphabet, codes: codes, starts: starts, entries: entries,
            firstNames: firstNames, linkCounts: linkCounts)
    }
}
