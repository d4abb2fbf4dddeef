import Text

/// `按 年份 分组`, `按 值 降序 排序`: grouping and ordering as Chinese says them, the keys before the verb.
extension Parser {
    /// Behind `by` where a clause begins, with what it came to: `group` or `order` says so at the end, and a direction behind
    /// the last key is enough for `order`.
    mutating func keysFirst() throws(SyntaxError) -> Clause.Kind {
        let keys = try list(of: { (parser) throws(SyntaxError) in try parser.keyBeforeVerb() })
        let isSorted = keys.contains { $0.direction != nil }
        if !isSorted, take(.group) { return .group(keys.map(\.item)) }
        guard keys.allSatisfy(\.item.isBare) else { throw unexpected(.keyword(.group)) }
        if !take(.order), keys.last?.direction == nil { throw unexpected(.keyword(.order)) }
        return .order(
            keys.map { key in
                OrderKey(
                    expression: key.item.expression, descending: key.direction == .desc,
                    text: heading(in: key.item.expression.range))
            })
    }

    private mutating func keyBeforeVerb() throws(SyntaxError) -> KeyBeforeVerb {
        let item = try showItem()
        let direction = [Keyword.desc, .asc].first { take($0) }
        return KeyBeforeVerb(item: item, direction: direction)
    }
}

private struct KeyBeforeVerb {
    var item: ShowItem
    var direction: Keyword?
}

extension ShowItem {
    /// An expression alone, as a key of an order is.
    fileprivate var isBare: Bool { shape == nil && alias == nil }
}
