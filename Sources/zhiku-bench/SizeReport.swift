import Graph
import Query

/// What a snapshot takes for each node and each edge, and beside it the least that its layout needs: for a node its values, for an
/// edge its two ends and its number (12 bytes) and where each node's edges begin.
struct SizeReport {
    private let graph: Graph

    init(database: String) throws(RunnerError) {
        do throws(Failure) { graph = try Session.opening(database, isCancelled: { false }).graph } catch {
            throw RunnerError(error)
        }
    }

    func print() {
        for kind in graph.schema.kinds.indices {
            let count = graph.baseRange(of: kind).count
            if count == 0 { continue }
            let size = graph.storedSize(ofKind: kind)
            emit("kind " + graph.schema.kinds[kind].name, count, size, least: size.values)
        }
        for relation in graph.schema.relations.indices {
            let count = graph.edgeCount(of: relation)
            if count == 0 { continue }
            emit(
                "relation " + graph.schema.relations[relation].name, count, graph.storedSize(ofRelation: relation),
                least: leastSize(of: relation, count))
        }
        emit("names", graph.baseCount, graph.storedSizeOfNames, least: 0)
    }

    private func leastSize(of relation: RelationID, _ count: Int) -> Int {
        var least = 12 * count
        for direction in Direction.allCases {
            let step = RelationStep(relation: relation, direction: direction)
            for kind in graph.schema.kinds.indices {
                least += 4 * (graph.storedEdges(of: kind, step)?.offsets.count ?? 0)
            }
        }
        return least
    }

    private func emit(_ name: String, _ count: Int, _ size: StoredSize, least: Int) {
        func each(_ bytes: Int) -> Member { .number((Double(bytes) / Double(count) * 10).rounded() / 10) }
        zhiku_bench.emit([
            "event": .text("size"), "of": .text(name), "count": .number(Double(count)), "bytes_each": each(size.total),
            "least": each(least), "values": each(size.values), "folded": each(size.folded),
            "indexes": each(size.indexes), "sources": each(size.sources),
        ])
    }
}
