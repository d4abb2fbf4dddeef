import Graph
import Plan

/// What a measure gives every node, found once for a query.
struct MeasureValues {
    private let places: NodePlaces
    private let values: [Double]

    init(_ measure: RelationMeasure, _ context: ExecutionContext) throws(ExecutionError) {
        switch measure.function {
        case .degree:
            let graph = try RelationGraph(measure, context)
            places = graph.places
            values = try degrees(measure, graph, context)
        case .pagerank:
            let (graph, degrees) = try RelationGraph.incoming(measure, context)
            places = graph.places
            values = try pageRanks(graph, degrees, context)
        case .components, .betweenness, .community:
            let graph = try RelationGraph.undirected(measure, context)
            places = graph.places
            values =
                switch measure.function {
                case .components: numberedBySize(try components(graph, context))
                case .community: numberedBySize(try communities(graph, context))
                default: try betweenness(graph, context)
                }
        }
    }

    /// nil of a node that the measure is not about.
    func value(at node: NodeID) -> Double? {
        let place = places[node]
        return place == NodePlaces.none ? nil : values[Int(place)]
    }
}

/// Edges at each node, either way; an edge of a relation that is its own inverse counts once.
private func degrees(
    _ measure: RelationMeasure, _ graph: RelationGraph, _ context: ExecutionContext
) throws(ExecutionError) -> [Double] {
    var degrees = [Double](repeating: 0, count: graph.count)
    for relation in Set(measure.steps.map(\.relation)) {
        for direction in Direction.allCases {
            var reader = StepReader(context.graph, RelationStep(relation: relation, direction: direction))
            for (place, node) in graph.nodes.enumerated() { degrees[place] += Double(reader.count(of: node)) }
            try context.check()
        }
    }
    return degrees
}

/// Labels as numbers from 1: that of most nodes first, and of two as large the one whose first node comes first.
private func numberedBySize(_ labels: [UInt32]) -> [Double] {
    var sizes = [Int](repeating: 0, count: labels.count)
    var firsts: [UInt32] = []
    for label in labels {
        if sizes[Int(label)] == 0 { firsts.append(label) }
        sizes[Int(label)] += 1
    }
    let order = firsts.enumerated().sorted {
        (sizes[Int($1.element)], $0.offset) < (sizes[Int($0.element)], $1.offset)
    }
    var numbers = [Double](repeating: 0, count: labels.count)
    for (number, label) in order.enumerated() { numbers[Int(label.element)] = Double(number + 1) }
    return labels.map { numbers[Int($0)] }
}
