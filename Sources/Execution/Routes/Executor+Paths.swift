import Graph
import Plan

extension Executor {
    /// Longer paths can't be enumerated; a shortest one may have any length.
    package static let longestOfAll = 64

    /// Finds paths. What they run through are the roots of the answer.
    package func run(_ search: BoundPathSearch) throws(ExecutionError) -> Answer {
        let from = try roots(of: search.from, Measuring(measurements: measurements, place: .from)).sorted()
        let to = try roots(of: search.to, Measuring(measurements: measurements, place: .to)).sorted()
        let space = RouteSpace(search, ends: from + to, context)
        let measuring = Measuring(measurements: measurements, place: .routes)
        let routes = try measuring.measured(\.self, rowsIn: from.count + to.count) { () throws(ExecutionError) in
            try search.wantsAll ? all(search, from, to, space) : shortest(search, from, to, space)
        }
        var seen: Set<NodeID> = []
        let nodes = routes.flatMap(\.nodes).filter { seen.insert($0).inserted }
        return Answer(search.columns, chart: search.chart, roots: nodes, rows: routes.map(Row.route), context)
    }

    private func shortest(
        _ search: BoundPathSearch, _ from: [NodeID], _ to: [NodeID], _ space: RouteSpace
    ) throws(ExecutionError) -> [FoundRoute] {
        let finder = ShortestRoute(space: space)
        if let route = try finder.find(from: from, to: to, within: search.within ?? Int.max) {
            return search.limit == 0 ? [] : [route]
        }
        if search.within != nil, let longer = try finder.find(from: from, to: to, within: Int.max) {
            context.note(.shortestPath(length: longer.hops.count))
        }
        return []
    }

    private func all(
        _ search: BoundPathSearch, _ from: [NodeID], _ to: [NodeID], _ space: RouteSpace
    ) throws(ExecutionError) -> [FoundRoute] {
        let within = search.within ?? AllRoutes.usualLength
        let limit = search.limit ?? AllRoutes.usualCount
        var finder = try AllRoutes(to: to, within: within, limit: limit, space)
        let found = try finder.find(from: from, within: within)
        if search.within == nil { context.note(.pathsNoLonger(than: within)) }
        if search.limit == nil, found.count > limit { context.note(.morePaths(than: limit)) }
        return Array(found.prefix(limit))
    }
}
