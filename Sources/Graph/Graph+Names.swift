import Text

extension Graph {
    /// The nodes of the kind (any if nil) that go by exactly this text, by the given roles. Ascending.
    package func nodes(named text: String, in kind: KindID? = nil, by roles: NameRole = .any) -> [NodeID] {
        var found: [NodeID] = []
        withFoldedBytes(of: text) { found = nodes(named: $0, in: kind, by: roles) }
        return found
    }

    private func nodes(named key: UnsafeBufferPointer<UInt8>, in kind: KindID?, by roles: NameRole) -> [NodeID] {
        var found: [NodeID] = []
        if let names = base.names {
            for entry in names.entries(equalTo: Array(key)) where isCurrent(names, entry, roles, kind) {
                found.append(names.node(entry))
            }
        }
        for node in delta.names.nodes(key) {
            // Whatever it is called by stands there, so that only a part of the roles needs a look.
            let isFound =
                roles == .any
                ? isAlive(node) && isKind(node, kind) : isNamed(node, Array(key), roles, kind, { $0 == $1 })
            if isFound { found.append(node) }
        }
        return found.count > 1 ? Set(found).sorted() : found
    }

    /// The nodes of the kind (any if nil) whose id, name or an alias contains this text, by the given roles. Ascending.
    package func nodes(whoseNameContains text: String, in kind: KindID? = nil, by roles: NameRole = [.name, .alias])
        -> [NodeID]
    {
        let needle = foldedBytes(text)
        var found = Bitmap(limit: nodeLimit)
        if let names = base.names {
            for entry in names.entries(containing: needle) where isCurrent(names, Int(entry), roles, kind) {
                found.insert(Int(names.node(Int(entry))))
            }
        }
        delta.names.forEach { key, node in
            if isFound(needle, in: key), isNamed(node, needle, roles, kind, { contains($0, $1) }) {
                found.insert(Int(node))
            }
            return true
        }
        return found.members
    }

    /// Calls `body` with the nodes of the kinds themselves that go by an id, name or alias which contains the folded needle, in any
    /// order, and with some of them several times.
    @inline(__always)
    private func forEachNode(ofOnly kinds: [KindID], whoseNameContains needle: [UInt8], _ body: (NodeID) -> Void) {
        let ranges = joined(kinds.map { base.range(of: $0) })
        let isAsStored = delta.removedNodes.isEmpty && delta.renamed.isEmpty
        if let names = base.names, let range = ranges.first {
            let isOneRange = ranges.count == 1
            for entry in names.entries(containing: needle) {
                let node = names.node(Int(entry))
                let isWithin = range.contains(Int(node)) || !isOneRange && ranges.contains { $0.contains(Int(node)) }
                guard isWithin else { continue }
                if isAsStored || isAlive(node) && !delta.renamed.contains(node) { body(node) }
            }
        }
        forEachChangedNode(ofOnly: kinds, whoseNameContains: needle, body)
    }

    /// As the same of nodes that were added or renamed since the base was made.
    private func forEachChangedNode(
        ofOnly kinds: [KindID], whoseNameContains needle: [UInt8], _ body: (NodeID) -> Void
    ) {
        delta.names.forEach { key, node in
            if isFound(needle, in: key), kinds.contains(kind(of: node)),
                isNamed(node, needle, .any, nil, { contains($0, $1) })
            {
                body(node)
            }
            return true
        }
    }

    /// The nodes of the kinds themselves that go by an id, name or alias which contains the folded needle, in any order, and some of
    /// them several times.
    package func nodes(ofOnly kinds: [KindID], whoseNameContains needle: [UInt8]) -> [NodeID] {
        var found: [NodeID] = []
        forEachNode(ofOnly: kinds, whoseNameContains: needle) { found.append($0) }
        return found
    }

    /// Marks these nodes.
    package func mark(ofOnly kinds: [KindID], whoseNameContains needle: [UInt8], in marks: inout Bitmap) {
        let ranges = joined(kinds.map { base.range(of: $0) })
        guard delta.removedNodes.isEmpty, delta.renamed.isEmpty, ranges.count == 1, let names = base.names else {
            forEachNode(ofOnly: kinds, whoseNameContains: needle) { marks.insert(Int($0)) }
            return
        }
        marks.insert(names.nodes(of: names.entries(containing: needle)), within: ranges[0])
        forEachChangedNode(ofOnly: kinds, whoseNameContains: needle) { marks.insert(Int($0)) }
    }

    /// Neighbouring ranges, as those of a kind and its sub-kinds are, put together.
    private func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, last.upperBound == range.lowerBound {
                joined[joined.count - 1] = last.lowerBound..<range.upperBound
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// Calls `body` with the folded text, role and node of every name; the order is by text in the base, then added ones.
    package func forEachName(
        startingWith prefix: String = "", _ body: (UnsafeBufferPointer<UInt8>, NameRole, NodeID) -> Bool
    ) {
        let key = foldedBytes(prefix)
        if let names = base.names {
            for entry in key.isEmpty ? 0..<names.texts.count : names.entries(startingWith: key) {
                guard isCurrent(names, entry, .any, nil) else { continue }
                if !body(names.texts.folded(entry), names.role(entry), names.node(entry)) {
                    return
                }
            }
        }
        forEachAddedName(startingWith: key, body)
    }

    /// As `forEachName`, for names that may be like what was typed; most others are left out by the index.
    package func forEachName(
        like resemblance: Resemblance, _ body: (UnsafeBufferPointer<UInt8>, NameRole, NodeID) -> Bool
    ) {
        if let names = base.names, let index = names.index {
            for entry in index.texts(like: resemblance).members.map(Int.init)
            where isCurrent(names, entry, .any, nil) {
                if !body(names.texts.folded(entry), names.role(entry), names.node(entry)) {
                    return
                }
            }
        }
        forEachAddedName(body)
    }

    /// The names of added nodes, and of nodes of the base that have others now.
    private func forEachAddedName(
        startingWith key: [UInt8] = [], _ body: (UnsafeBufferPointer<UInt8>, NameRole, NodeID) -> Bool
    ) {
        delta.names.forEach { name, node in
            guard name.starts(with: key), isAlive(node) else { return true }
            return body(name, roles(of: node, Array(name)), node)
        }
    }

    private func isCurrent(_ names: NameTable, _ entry: Int, _ roles: NameRole, _ kind: KindID?) -> Bool {
        guard !roles.isDisjoint(with: names.role(entry)) else { return false }
        let node = names.node(entry)
        return isAlive(node) && !delta.renamed.contains(node) && isKind(node, kind)
    }

    private func isNamed(
        _ node: NodeID, _ key: [UInt8], _ roles: NameRole, _ kind: KindID?, _ match: ([UInt8], [UInt8]) -> Bool
    ) -> Bool {
        guard isAlive(node), isKind(node, kind) else { return false }
        return (roles.contains(.id) && match(foldedBytes(id(of: node)), key))
            || (roles.contains(.name) && match(foldedBytes(name(of: node)), key))
            || (roles.contains(.alias) && aliases(of: node).contains { match(foldedBytes($0), key) })
    }

    private func roles(of node: NodeID, _ key: [UInt8]) -> NameRole {
        var roles: NameRole = []
        if foldedBytes(id(of: node)) == key { roles.insert(.id) }
        if foldedBytes(name(of: node)) == key { roles.insert(.name) }
        if aliases(of: node).contains(where: { foldedBytes($0) == key }) { roles.insert(.alias) }
        return roles
    }

    private func isKind(_ node: NodeID, _ kind: KindID?) -> Bool {
        kind.map { schema.isKind(self.kind(of: node), within: $0) } ?? true
    }

    private func contains(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { isFound(needle, in: $0) }
    }
}
