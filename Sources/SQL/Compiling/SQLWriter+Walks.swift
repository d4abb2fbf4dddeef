/// Walks of several steps, as unions of joins or as recursive queries.
extension SQLWriter {
    /// Where the next step of a walk is put on.
    enum Growth {
        /// Behind the end that was reached, where it is known where walks begin.
        case onwards
        /// Before the beginning, where it is known which ends are wanted.
        case backwards
    }

    /// Longer repetitions are recursive queries, which not every distributed engine has.
    private static let mostUnrolled = 3

    /// `SELECT s, t` of the pairs of walks of 1 to so many steps.
    ///
    /// - Parameters:
    ///   - first: the pairs of the walks of one step that are gone on from.
    ///   - single: the pairs of one step.
    ///   - most: at least 1; `Int.max` for any number.
    mutating func walks(
        from first: String, over single: String, atMost most: Int, growing growth: Growth
    ) -> String {
        if most == 1 { return first }
        func step(_ walk: String, _ edge: String, from source: String, depth: String = "") -> String {
            switch growth {
            case .onwards:
                "SELECT \(walk).s, \(edge).t\(depth) FROM \(source) JOIN (\(single)) \(edge) ON \(edge).s = \(walk).t"
            case .backwards:
                "SELECT \(edge).s, \(walk).t\(depth) FROM (\(single)) \(edge) JOIN \(source) ON \(walk).s = \(edge).t"
            }
        }
        let (walk, edge) = (nextAlias("q"), nextAlias("p"))
        if most <= SQLWriter.mostUnrolled {
            var selects = [first]
            for _ in 2...most {
                let (walk, edge) = (nextAlias("q"), nextAlias("p"))
                selects.append(step(walk, edge, from: "(\(selects[selects.count - 1])) \(walk)"))
            }
            return SQLWriter.united(selects)
        }
        if most == Int.max {
            let longer = step(walk, edge, from: walk)
            return "WITH RECURSIVE \(walk)(s, t) AS (\(first) UNION \(longer)) SELECT s, t FROM \(walk)"
        }
        let longer = step(walk, edge, from: walk, depth: ", \(walk).d + 1")
        return "WITH RECURSIVE \(walk)(s, t, d) AS (SELECT l.s, l.t, 1 FROM (\(first)) l UNION \(longer)"
            + " WHERE \(walk).d < \(most)) SELECT s, t FROM \(walk)"
    }
}
