import Graph
import Plan
import Text

/// A path between two nodes.
struct FoundRoute {
    /// One edge of it.
    struct Hop {
        var relation: RelationID
        /// As it is walked.
        var direction: Direction
        var edge: Int
    }

    /// One more than there are hops.
    var nodes: [NodeID]
    var hops: [Hop]
}

extension RoutePart {
    func values(of route: FoundRoute, _ graph: Graph) -> [Value] {
        func confidence(_ hop: FoundRoute.Hop) -> Double { graph.confidence(ofEdge: hop.edge, hop.relation) }
        switch self {
        case .length: return [.number(Double(route.hops.count))]
        case .start: return route.nodes.prefix(1).map { .node(graph.reference(to: $0)) }
        case .end: return route.nodes.suffix(1).map { .node(graph.reference(to: $0)) }
        case .nodes: return route.nodes.map { .node(graph.reference(to: $0)) }
        case .relations: return route.hops.map { .text(graph.schema.relations[$0.relation].name) }
        case .confidence: return [.number(route.hops.map(confidence).min() ?? 1)]
        case .path:
            let hops = route.hops.map { hop in
                Route.Hop(
                    relation: graph.schema.relations[hop.relation].name, isForward: hop.direction == .forward,
                    confidence: confidence(hop))
            }
            return [.route(Route(nodes: route.nodes.map { graph.reference(to: $0) }, hops: hops))]
        }
    }
}
