import CKernels
import Glibc
import Text

/// Sorts the names of new nodes and works them into the table of all names.
struct BulkNames {
    private var names: [ck_name] = []

    mutating func reserve(_ count: Int) { names.reserveCapacity(count) }

    /// - Requires: the text stands where it is until `write` has returned.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ node: NodeID, _ role: NameRole) {
        names.append(
            ck_name(
                text: text.baseAddress ?? BulkNames.nothing, key: 0, length: UInt32(text.count), node: node,
                role: UInt32(role.rawValue)))
    }

    /// Where texts without bytes are.
    private nonisolated(unsafe) static let nothing = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

    mutating func sort() {
        names.withUnsafeMutableBufferPointer { _ = ck_sort_names($0.baseAddress, $0.count, nil, nil) }
    }

    /// Whether two of the new nodes have one id.
    ///
    /// - Requires: they are sorted.
    var hasTwins: Bool {
        var last: ck_name?
        for name in names where NameRole(rawValue: UInt8(name.role)).contains(.id) {
            if let last, areEqual(BulkNames.text(last), BulkNames.text(name)) { return true }
            last = name
        }
        return false
    }

    /// Whether one of the new nodes has the id of one that is there, in the same family.
    func hasTwin(in table: NameTable, _ isInFamily: (NodeID) -> Bool) -> Bool {
        names.contains { name in
            guard NameRole(rawValue: UInt8(name.role)).contains(.id) else { return false }
            return table.entries(equalTo: Array(BulkNames.text(name))).contains { entry in
                table.role(entry).contains(.id) && isInFamily(table.node(entry))
            }
        }
    }

    /// Adds the sections of a table of these names and those of another, whose nodes get new numbers; false without memory.
    ///
    /// - Requires: they are sorted.
    func write(
        to image: inout ComposedImage, with table: NameTable?, renumbering: (NodeID) -> NodeID,
        scratch: ScratchFile?, isCancelled: () -> Bool
    ) -> Bool {
        let oldCount = table?.texts.count ?? 0
        let count = names.count + oldCount
        let size = names.reduce(0) { $0 + Int($1.length) } + (table.map { $0.texts.foldedBytes.count } ?? 0)
        guard size <= Int(UInt32.max), count < Int(UInt32.max),
            let offsets = Region(capacity: (count + 1) * 4, scratch: scratch),
            let bytes = Region(capacity: size, scratch: scratch),
            let nodes = Region(capacity: count * 4, scratch: scratch), let roles = Region(capacity: count)
        else { return false }
        offsets.append(UInt32(0))
        func put(_ text: UnsafeBufferPointer<UInt8>, _ node: NodeID, _ role: UInt8) {
            bytes.append(UnsafeRawBufferPointer(text))
            offsets.append(UInt32(bytes.count))
            nodes.append(node)
            roles.append(role)
        }
        var old = 0
        for name in names {
            let text = BulkNames.text(name)
            if let table {
                while old < oldCount, table.isBefore(old, renumbering, text, name.node) {
                    put(table.texts.folded(old), renumbering(table.node(old)), table.role(old).rawValue)
                    old += 1
                }
            }
            put(text, name.node, UInt8(name.role))
        }
        if let table {
            while old < oldCount {
                put(table.texts.folded(old), renumbering(table.node(old)), table.role(old).rawValue)
                old += 1
            }
        }
        let name = SectionName(.names)
        image.add(name.part(0), nodes)
        image.add(name.part(1), roles)
        image.add(name.part(NameTable.texts.offsets), offsets)
        image.add(name.part(NameTable.texts.bytes), bytes)
        let index = BulkBigrams(
            bytes.lane(of: UInt8.self), offsets.lane(of: UInt32.self), count: count, scratch: scratch,
            isCancelled: isCancelled)
        guard let index else { return false }
        index.write(to: &image, name, from: NameTable.texts.index)
        return true
    }

    private static func text(_ name: ck_name) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: name.text, count: Int(name.length))
    }
}

extension NameTable {
    /// Whether an entry comes before a text of a node.
    fileprivate func isBefore(
        _ entry: Int, _ renumbering: (NodeID) -> NodeID, _ text: UnsafeBufferPointer<UInt8>, _ node: NodeID
    ) -> Bool {
        let own = texts.folded(entry)
        if let left = own.baseAddress, let right = text.baseAddress {
            let order = memcmp(left, right, min(own.count, text.count))
            if order != 0 { return order < 0 }
        }
        if own.count != text.count { return own.count < text.count }
        return renumbering(self.node(entry)) < node
    }
}
