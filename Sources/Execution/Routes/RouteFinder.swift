import Graph
import Plan

/// What paths may use: the steps they may take, and the nodes they may run through.
final class RouteSpace {
    let context: ExecutionContext
    /// Every relation that has edges, both ways, in the order of the schema.
    let steps: [RelationStep]
    fileprivate let readers: [StepReader]
    /// Nodes that a path can begin or end at, whatever is avoided.
    private let ends: Bitmap
    private let avoidedKinds: KindSet
    private let avoidedNodes: Bitmap

    init(_ search: BoundPathSearch, ends: [NodeID], _ context: ExecutionContext) {
        self.context = context
        let limit = context.graph.nodeLimit
        steps = search.relations.filter { context.graph.edgeCount(of: $0) > 0 }.flatMap { relation in
            Direction.allCases.map { RelationStep(relation: relation, direction: $0) }
        }
        readers = steps.map { StepReader(context.graph, $0) }
        self.ends = Bitmap(limit: limit, ends)
        avoidedKinds = search.avoidedKinds
        avoidedNodes = Bitmap(limit: limit, search.avoidedNodes)
    }

    func isEnd(_ node: NodeID) -> Bool { ends.contains(Int(node)) }

    /// Whether paths run through the node.
    func isOpen(_ node: NodeID) -> Bool {
        if isEnd(node) { return true }
        return !avoidedNodes.contains(Int(node)) && !avoidedKinds.contains(context.graph.kind(of: node))
    }
}

/// Nodes by their distance from some others, grown one relation at a time.
struct RouteFrontier {
    private(set) var levels: [[NodeID]]
    private var seen: Bitmap
    private let space: RouteSpace

    /// How many nodes are looked at between two looks whether to stop; one may have a million edges.
    private static let checkEvery = 64

    init(_ nodes: [NodeID], _ space: RouteSpace) {
        levels = [nodes]
        seen = Bitmap(limit: space.context.graph.nodeLimit, nodes)
        self.space = space
    }

    var depth: Int { levels.count - 1 }
    var last: [NodeID] { levels[depth] }

    func contains(_ node: NodeID) -> Bool { seen.contains(Int(node)) }

    /// Adds the nodes one relation further.
    mutating func grow() throws(ExecutionError) {
        var next: [NodeID] = []
        var readers = space.readers
        for (place, node) in last.enumerated() {
            if place % RouteFrontier.checkEvery == 0 { try space.context.check() }
            for reader in readers.indices {
                for end in readers[reader].ends(of: node) where seen.insert(Int(end)) && space.isOpen(end) {
                    next.append(end)
                }
            }
        }
        levels.append(next)
    }

    /// The hops from a node of the last level back to where it began, of equally short ways the surest, and then the one
    /// whose relation and nodes come first.
    func wayBack(from node: NodeID, depth: Int) throws(ExecutionError) -> [(hop: FoundRoute.Hop, node: NodeID)] {
        let graph = space.context.graph
        var readers = space.readers
        var way: [(hop: FoundRoute.Hop, node: NodeID)] = []
        var current = node
        for level in levels[..<depth].reversed() {
            try space.context.check()
            let before = Bitmap(limit: graph.nodeLimit, level)
            var best: (hop: FoundRoute.Hop, node: NodeID, confidence: Double)?
            for (place, step) in space.steps.enumerated() {
                // Which edge it is, and how sure, is asked where there is one.
                guard readers[place].ends(of: current).contains(where: { before.contains(Int($0)) }) else { continue }
                for link in graph.links(of: current, step) where before.contains(Int(link.node)) {
                    let confidence = graph.confidence(ofEdge: link.edge, step.relation)
                    guard confidence > best?.confidence ?? -1 else { continue }
                    let hop = FoundRoute.Hop(relation: step.relation, direction: step.direction, edge: link.edge)
                    best = (hop, link.node, confidence)
                }
            }
            guard let best else { preconditionFailure("A node of a level has a neighbour in the one before") }
            way.append((best.hop, best.node))
            current = best.node
        }
        return way
    }
}

/// A shortest path between two sets of nodes, by breadth-first search from both ends at once: the smaller frontier grows.
///
/// When they first meet, what they meet at lies in the last level of both, so the way is shortest.
struct ShortestRoute {
    let space: RouteSpace

    /// nil if there is none of at most so many relations.
    func find(from: [NodeID], to: [NodeID], within: Int) throws(ExecutionError) -> FoundRoute? {
        var forward = RouteFrontier(from, space)
        var backward = RouteFrontier(to, space)
        var meeting = from.filter(backward.contains).min()
        while meeting == nil, forward.depth + backward.depth < within, !forward.last.isEmpty, !backward.last.isEmpty {
            if forward.last.count <= backward.last.count {
                try forward.grow()
                meeting = forward.last.filter(backward.contains).min()
            } else {
                try backward.grow()
                meeting = backward.last.filter(forward.contains).min()
            }
        }
        return try meeting.map { meeting throws(ExecutionError) in try route(through: meeting, forward, backward) }
    }

    private func route(
        through meeting: NodeID, _ forward: RouteFrontier, _ backward: RouteFrontier
    ) throws(ExecutionError) -> FoundRoute {
        var route = FoundRoute(nodes: [meeting], hops: [])
        for (hop, node) in try forward.wayBack(from: meeting, depth: forward.depth) {
            var walked = hop
            walked.direction = hop.direction.reversed
            route.hops.insert(walked, at: 0)
            route.nodes.insert(node, at: 0)
        }
        for (hop, node) in try backward.wayBack(from: meeting, depth: backward.depth) {
            route.hops.append(hop)
            route.nodes.append(node)
        }
        return route
    }
}
