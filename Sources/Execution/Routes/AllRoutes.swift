import Graph
import Plan

/// All paths without a node twice between two sets of nodes, shorter ones first; a path ends where it first comes to an end.
///
/// They are enumerated length by length, so that a limit leaves out the longest. A branch is followed only while its node is
/// near enough to the other end.
struct AllRoutes {
    /// How long paths are at most if nothing was said; in a graph where everything hangs together, longer ones are noise.
    static let usualLength = 4
    /// How many there are at most if nothing was said.
    static let usualCount = 100

    private let space: RouteSpace
    private let limit: Int
    /// The distance of each node from the far end; beyond `within` it is `far`.
    private var distances: [UInt8]
    private static let far = UInt8.max
    private var found: [FoundRoute] = []
    private var route = FoundRoute(nodes: [], hops: [])
    private var isOnRoute: Set<NodeID> = []
    private var steps = 0

    /// - Requires: `within` is below 255.
    init(to: [NodeID], within: Int, limit: Int, _ space: RouteSpace) throws(ExecutionError) {
        self.space = space
        self.limit = limit
        distances = [UInt8](repeating: AllRoutes.far, count: space.context.graph.nodeLimit)
        var frontier = RouteFrontier(to, space)
        for depth in 0...within {
            for node in frontier.last { distances[Int(node)] = UInt8(depth) }
            if depth < within { try frontier.grow() }
        }
    }

    /// At most one more than the limit, by which one sees that there are more.
    mutating func find(from: [NodeID], within: Int) throws(ExecutionError) -> [FoundRoute] {
        for length in 0...within {
            for node in from where Int(distances[Int(node)]) <= length {
                route = FoundRoute(nodes: [node], hops: [])
                isOnRoute = [node]
                try extend(by: length)
                if found.count > limit { return found }
            }
        }
        return found
    }

    /// Goes on with the path to every end that is exactly so many relations away. The recursion is as deep as paths are long.
    private mutating func extend(by length: Int) throws(ExecutionError) {
        steps += 1
        if steps % batchSize == 0 {
            try space.context.check()
            let limit = space.context.limits[.steps]
            if steps > limit { throw .limitMet(.steps, limit, at: nil) }
        }
        guard let node = route.nodes.last else { return }
        let isThere = distances[Int(node)] == 0
        if length == 0 || isThere {
            if length == 0, isThere { found.append(route) }
            return
        }
        for step in space.steps {
            for link in space.context.graph.links(of: node, step) {
                let distance = Int(distances[Int(link.node)])
                // Between its ends a path runs through no other begin or end.
                guard distance < length, distance == 0 || !space.isEnd(link.node),
                    isOnRoute.insert(link.node).inserted
                else { continue }
                route.nodes.append(link.node)
                route.hops.append(FoundRoute.Hop(relation: step.relation, direction: step.direction, edge: link.edge))
                try extend(by: length - 1)
                route.nodes.removeLast()
                route.hops.removeLast()
                isOnRoute.remove(link.node)
                if found.count > limit { return }
            }
        }
    }
}
