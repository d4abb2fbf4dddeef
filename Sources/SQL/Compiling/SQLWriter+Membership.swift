import Plan

/// Conditions that are membership in a set of nodes, put so that an engine can answer them by one join.
///
/// PostgreSQL makes a join of `n IN (SELECT …)` where it must hold, but behind `NOT` and `OR` it looks the set up row by row, which
/// is quick only as long as the set fits into its memory for a hash table. So
///
///     NOT (n IN (A))              n IN (SELECT n FROM nodes EXCEPT (A))
///     n IN (A) OR n IN (B)        n IN (A UNION ALL B)
extension SQLWriter {
    /// Whether a condition doesn't hold.
    mutating func negation(_ condition: String, at place: Place) -> String {
        guard let set = SQLWriter.set(condition, of: place.node) else { return SQLWriter.negation(condition) }
        let all = scan(of: place.kinds)
        return "\(place.node) IN (SELECT \(all.place.node) FROM \(all.from) EXCEPT (\(set)))"
    }

    /// Whether one of several conditions holds.
    static func any(_ conditions: [String], of node: String) -> String {
        let sets = conditions.map { set($0, of: node) }
        let known = sets.compactMap { $0 }
        guard known.count > 1 else { return any(conditions) }
        let others = zip(conditions, sets).filter { $0.1 == nil }.map(\.0)
        return any(["\(node) IN (\(united(known.map { "(\($0))" })))"] + others)
    }

    /// Whether a condition is membership in a set and nothing else.
    static func isSet(_ condition: String, of node: String) -> Bool { set(condition, of: node) != nil }

    /// `SELECT …` of a condition that is membership and nothing else.
    private static func set(_ condition: String, of node: String) -> String? {
        let head = "\(node) IN ("
        guard condition.hasPrefix(head), condition.hasSuffix(")") else { return nil }
        let inner = condition.utf8.dropFirst(head.utf8.count).dropLast()
        guard inner.starts(with: "SELECT ".utf8) || inner.starts(with: "(SELECT ".utf8) else { return nil }
        var depth = 0
        var quote: UInt8?
        for byte in inner {
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case 0x22, 0x27: quote = byte
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth < 0 { return nil }
            default: break
            }
        }
        return String(inner)
    }
}
