import Synchronization
import TestSupport
import Testing

@testable import Graph

/// What readers of a changed graph are given is what its edges say one by one.
@Suite struct `Ends beside changes` {
    private func steps(_ graph: Graph) -> [RelationStep] {
        graph.schema.relations.indices.flatMap { relation in
            Direction.allCases.map { RelationStep(relation: relation, direction: $0) }
        }
    }

    /// Where a reader differs from the edges: by node and step.
    private func differences(_ graph: Graph) -> [String] {
        var found: [String] = []
        for step in steps(graph) {
            var reader = StepReader(graph, step)
            let nodes = graph.allNodes()
            let plain = nodes.map { graph.links(of: $0, step).map(\.node) }
            for (node, ends) in zip(nodes, plain) {
                // Counted before they are gathered, and after.
                let counts = [reader.count(of: node), reader.ends(of: node).count, reader.count(of: node)]
                if Array(reader.ends(of: node)) != ends || counts != [Int](repeating: ends.count, count: 3) {
                    found.append("node \(node) under \(step)")
                }
                if ends.contains(where: { !reader.endRange.contains(Int($0)) }) { found.append("range of \(step)") }
            }
            let kinds = Set(plain.joined().map(graph.kind))
            if reader.leadsOnly(to: { _ in false }), !kinds.isEmpty { found.append("kinds of \(step)") }
            let isStored = graph.base.adjacency(step) != nil
            if isStored, !reader.leadsOnly(to: { _ in true }) { found.append("all of \(step)") }

            var marks = Bitmap(limit: graph.nodeLimit)
            if graph.markNeighbours(of: nodes, step, in: &marks) != Set(plain.joined()).count
                || marks.members != Set(plain.joined()).sorted()
            {
                found.append("marks of \(step)")
            }
            let leading = graph.nodes(nodes, leadingInto: marks, [step])
            if leading != zip(nodes, plain).filter({ !$0.1.isEmpty }).map(\.0) { found.append("leading by \(step)") }
        }
        return found
    }

    @Test func `are those of the edges, after every change and in every copy`() throws {
        try throughChanges { graph, _ in differences(graph) }
    }

    @Test func `an edge that is removed and added again comes last`() throws {
        var graph = Graph(schema: try sampleSchema())
        let place = try graph.add(0, id: "a")
        let industries = try ["x", "y", "z"].map { try graph.add(2, id: $0) }
        for industry in industries { try graph.link(place, 0, industry) }
        graph = graph.folded().graph
        let step = RelationStep(relation: 0, direction: .forward)
        var before = StepReader(graph, step)
        let all = Array(before.ends(of: 0))
        try graph.unlink(0, 0, all[0])
        try graph.link(0, 0, all[0])
        try graph.unlink(0, 0, all[0])
        try graph.link(0, 0, all[0])
        var reader = StepReader(graph, step)
        #expect(Array(reader.ends(of: 0)) == [all[1], all[2], all[0]])
        #expect(reader.count(of: 0) == 3)
        // A reader stays with the graph that it was made of.
        #expect(Array(before.ends(of: 0)) == all)
    }

    @Test func `a node that was added later than the last change to its relation has none`() throws {
        var graph = Graph(schema: try sampleSchema())
        let places = try ["a", "b"].map { try graph.add(0, id: $0) }
        try graph.link(places[0], 1, places[1])
        let step = RelationStep(relation: 1, direction: .forward)
        var first = StepReader(graph, step)
        #expect(Array(first.ends(of: places[0])) == [places[1]])
        let later = try (0..<200).map { try graph.add(0, id: "later \($0)") }
        var reader = StepReader(graph, step)
        for node in later { #expect(reader.ends(of: node).isEmpty && reader.count(of: node) == 0) }
    }

    @Test func `threads that read one graph at once are given the same`() throws {
        let seed = testSeed()
        for number in 0..<UInt64(6) {
            var random = RandomSource(seed: seed &+ number)
            var graph = try randomGraph(&random, changes: 400)
            for _ in 0..<40 { change(&graph, &random) }
            let shared = graph
            let plain = content(graph)
            let wrong = Atomic(0)
            let jobs = (0..<4).map { job -> TwoThreads.Job in
                { _ in
                    for step in steps(shared) {
                        var reader = StepReader(shared, step)
                        let nodes = job % 2 == 0 ? shared.allNodes() : shared.allNodes().reversed()
                        for node in nodes {
                            let isRight = Array(reader.ends(of: node)) == shared.links(of: node, step).map(\.node)
                            wrong.wrappingAdd(isRight ? 0 : 1, ordering: .relaxed)
                        }
                    }
                    return true
                }
            }
            #expect(TwoThreads.run(jobs, isCancelled: { false }))
            #expect(wrong.load(ordering: .relaxed) == 0, "seed \(seed &+ number)")
            #expect(content(graph) == plain, "seed \(seed &+ number)")
        }
    }
}
