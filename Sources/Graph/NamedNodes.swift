/// Names, and the nodes that go by each: a table of the names beside chains through one flat array, as nearly every name has one
/// node.
struct NamedNodes: Sendable {
    private struct Entry: Sendable {
        var node: NodeID
        /// The place of the next entry of its name plus 1; 0 if it is the last one.
        var next: UInt32
    }

    private var names = TextNumbering()
    /// For each name the place of its first entry plus 1; 0 if it has no node any more.
    private var firsts: [UInt32] = []
    private var entries: [Entry] = []
    /// The place of the first entry that is free plus 1, from which others follow.
    private var free: UInt32 = 0
    /// How many names some node goes by.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// A node goes by a name from now on.
    ///
    /// - Requires: it doesn't yet.
    mutating func add(_ name: [UInt8], _ node: NodeID) { name.withUnsafeBufferPointer { add($0, node) } }

    mutating func add(_ name: UnsafeBufferPointer<UInt8>, _ node: NodeID) {
        let number = Int(names.number(of: name))
        if number == firsts.count { firsts.append(0) }
        if firsts[number] == 0 { count += 1 }
        let entry = Entry(node: node, next: firsts[number])
        if free > 0 {
            firsts[number] = free
            let place = Int(free) - 1
            free = entries[place].next
            entries[place] = entry
        } else {
            entries.append(entry)
            firsts[number] = UInt32(entries.count)
        }
    }

    /// A node goes by a name no more.
    mutating func remove(_ name: [UInt8], _ node: NodeID) {
        guard let number = name.withUnsafeBufferPointer({ names.known($0) }) else { return }
        var before: Int?
        var next = firsts[number]
        while next > 0 {
            let place = Int(next) - 1
            next = entries[place].next
            if entries[place].node != node {
                before = place
                continue
            }
            if let before { entries[before].next = next } else { firsts[number] = next }
            entries[place].next = free
            free = UInt32(place) + 1
            if firsts[number] == 0 { count -= 1 }
            return
        }
    }

    /// The nodes that go by exactly this name, in any order.
    func nodes(_ name: UnsafeBufferPointer<UInt8>) -> [NodeID] {
        guard let number = names.known(name) else { return [] }
        var nodes: [NodeID] = []
        var next = firsts[number]
        while next > 0 {
            nodes.append(entries[Int(next) - 1].node)
            next = entries[Int(next) - 1].next
        }
        return nodes
    }

    /// Calls `body` with each name and each node that goes by it, in any order, until it says that it wants no more.
    func forEach(_ body: (UnsafeBufferPointer<UInt8>, NodeID) -> Bool) {
        for number in firsts.indices where firsts[number] > 0 {
            let goesOn = names.texts.withText(number) { name in
                var next = firsts[number]
                while next > 0 {
                    if !body(name, entries[Int(next) - 1].node) { return false }
                    next = entries[Int(next) - 1].next
                }
                return true
            }
            if !goesOn { return }
        }
    }
}
