/// Statements that the reference evaluator doesn't know, for comparing the engine with itself.
extension QueryGenerator {
    /// A query with a pivot, measures, functions or ranks, or a search for paths.
    mutating func furtherStatement() -> String {
        if random.chance(25) { return pathSearch() }
        var (text, kinds) = roots(Place(kinds: []), canCombine: true)
        let place = Place(kinds: kinds, depth: 1)
        switch random.number(1...4) {
        case 1:
            guard let row = scalarKey(place), let column = scalarKey(place) else { return text + " show id" }
            text += " pivot \(row) as k by \(column) as j"
            return text + random.pick(["", " order by k limit 2", " show count() as n totals"])
        case 2:
            let name = random.pick(world.relations).name
            let measures = ["degree", "components", "pagerank", "community", "betweenness"].map { "\($0)(\(name))" }
            return text + " show id, \(random.pick(measures)) as m, \(random.pick(measures)) as n order by m, id"
        case 3:
            let condition = condition(place)
            return text + " show id, if(\(condition), length(id), 0) as f, concat(id, \"x\") as g order by f desc, id"
        default:
            guard let key = scalarKey(place) else { return text + " show id" }
            return text + " order by id top \(random.number(1...2)) per \(key) show id, coalesce(\(key), 0) as k cite"
        }
    }

    private mutating func pathSearch() -> String {
        let from = roots(Place(kinds: [], depth: 1), canCombine: false).text
        let to = roots(Place(kinds: [], depth: 1), canCombine: false).text
        let via = random.chance(30) ? " via \(random.pick(world.relations).name)" : ""
        let all = random.chance(50) ? " all" : ""
        return "path\(all) from (\(from)) to (\(to))\(via) within \(random.number(0...3)) limit 20"
    }
}
