/// For each node the first node of the part that it hangs together with.
func components(_ graph: RelationGraph, _ context: ExecutionContext) throws(ExecutionError) -> [UInt32] {
    var labels = [UInt32](repeating: RelationGraph.none, count: graph.count)
    var stack: [UInt32] = []
    var steps = 0
    for first in 0..<graph.count where labels[first] == RelationGraph.none {
        labels[first] = UInt32(first)
        stack.append(UInt32(first))
        while let place = stack.popLast() {
            steps += 1
            if steps % batchSize == 0 { try context.check() }
            for edge in graph.neighbours(Int(place)) {
                let target = Int(graph.targets[edge])
                guard labels[target] == RelationGraph.none else { continue }
                labels[target] = UInt32(first)
                stack.append(graph.targets[edge])
            }
        }
    }
    return labels
}
