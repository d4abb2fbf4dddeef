import TestSupport
import Testing
import Text

@testable import Graph

/// What the indexes find is what looking at every text finds.
struct TextSearchTests {
    private func contains(_ text: String, _ needle: String) -> Bool {
        let (text, needle) = (Array(folded(text).utf8), Array(folded(needle).utf8))
        return needle.isEmpty || text.indices.contains { text[$0...].starts(with: needle) }
    }

    /// A part of one of the texts, or a text that occurs in none.
    private func needle(_ texts: [String], _ length: Int, _ random: inout RandomSource) -> String {
        let text = random.pick(texts)
        guard random.chance(70), text.count >= length else { return randomText(&random, length...length) }
        return String(text.dropFirst(random.number(0...text.count - length)).prefix(length))
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5])
    func `texts that contain a needle are found by their bigrams`(_ length: Int) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<12 {
            let texts = (0..<random.number(1...60)).map { _ in randomText(&random, 0...8) }
            var store = TextStoreBuilder()
            for text in texts { store.append(text) }
            var writer = ImageWriter(tripleRule: randomTripleRule(&random))
            let name = SectionName(.names)
            BigramCollector.write(store, to: &writer, name, from: 0)
            let image = writer.finish()
            defer { withExtendedLifetime(image) {} }
            guard let index = BigramIndex(image, name, from: 0, textCount: texts.count) else { continue }
            for _ in 0..<20 {
                let needle = needle(texts, length, &random)
                let wanted = texts.indices.filter { contains(texts[$0], needle) }
                #expect(index.upperBound(of: foldedBytes(needle)) >= wanted.count, "“\(needle)”, seed \(seed)")
                if foldedBytes(needle).isEmpty { continue }
                let candidates = index.candidates(for: foldedBytes(needle)).map(Int.init)
                #expect(candidates == candidates.sorted())
                if index.isExact(for: foldedBytes(needle)) {
                    var marks = Bitmap(limit: texts.count + 70, [3])
                    index.mark(foldedBytes(needle), from: 66, in: &marks)
                    #expect(marks.members.map { Int($0) } == [3] + wanted.map { $0 + 66 }, "“\(needle)”, seed \(seed)")
                    #expect(marks.count == wanted.count + 1)
                    #expect(candidates == wanted, "“\(needle)” in \(texts), seed \(seed)")
                } else {
                    #expect(folded(needle).unicodeScalars.count > 2)
                    #expect(Set(candidates).isSuperset(of: wanted), "“\(needle)” in \(texts), seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5])
    func `a graph finds texts in its base and in its changes`(_ length: Int) throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<6 {
            let graph = try randomGraph(&random, tripleRule: randomTripleRule(&random))
            for kind in graph.schema.kinds.indices {
                // A name or rule that nothing was said about has a value that no column knows; no index is asked for those.
                let slots = graph.schema.kinds[kind].properties.indices.filter { slot in
                    graph.schema.kinds[kind].properties[slot].type == .text
                        && ![NodeSlot.name, NodeSlot.rule].contains(slot)
                }
                let nodes = graph.nodes(of: kind).filter { graph.kind(of: $0) == kind }
                for slot in slots {
                    let texts = nodes.map {
                        graph.values(of: $0, slot).compactMap { if case .text(let t) = $0 { t } else { nil } }
                    }
                    let needles = [
                        needle([""] + texts.joined(), length, &random), needle([""] + texts.joined(), 1, &random),
                    ]
                    let wanted = zip(nodes, texts).filter {
                        $0.1.contains { text in needles.contains { contains(text, $0) } }
                    }
                    let found = graph.nodes(ofOnly: kind, slot, containing: needles.map { foldedBytes($0) })
                    #expect(found == wanted.map(\.0), "\(needles), kind \(kind), slot \(slot), \(texts), seed \(seed)")
                    // What was marked before stays, whatever the property says of it.
                    let before = Set(graph.allNodes().filter { $0 % 3 == 0 })
                    var marks = Bitmap(limit: graph.nodeLimit, before)
                    graph.mark(ofOnly: kind, slot, containing: needles.map { foldedBytes($0) }, in: &marks)
                    #expect(
                        marks.members == before.union(found).sorted() && marks.count == before.union(found).count,
                        "\(needles), kind \(kind), slot \(slot), \(texts), seed \(seed)")
                    if let bound = graph.textUpperBound(kind, slot, foldedBytes(needles[0])) {
                        let exact = texts.count { $0.contains { contains($0, needles[0]) } }
                        #expect(bound >= exact, "“\(needles[0])”, seed \(seed)")
                    }
                }
            }
        }
    }

    @Test func `names are found as they are, by their beginnings and by their parts`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<6 {
            let graph = try randomGraph(&random)
            let names = graph.allNodes().map { node in
                (node, id: graph.id(of: node), name: graph.name(of: node), aliases: graph.aliases(of: node))
            }
            let texts = [""] + names.flatMap { [$0.id, $0.name] + $0.aliases }
            for _ in 0..<30 {
                let text = random.chance(60) ? random.pick(texts) : needle(texts, random.number(0...3), &random)
                let all = names.filter { entry in
                    ([entry.id, entry.name] + entry.aliases).contains { folded($0) == folded(text) }
                }
                #expect(graph.nodes(named: text) == all.map(\.0), "“\(text)”, seed \(seed)")
                let byID = names.filter { folded($0.id) == folded(text) }.map(\.0)
                #expect(graph.nodes(named: text, by: .id) == byID, "“\(text)”, seed \(seed)")
                let parts = names.filter { entry in ([entry.name] + entry.aliases).contains { contains($0, text) } }
                #expect(graph.nodes(whoseNameContains: text) == parts.map(\.0), "“\(text)”, seed \(seed)")
                #expect(
                    graph.nameUpperBound(foldedBytes(text)) >= (text.isEmpty ? 0 : parts.count),
                    "“\(text)”, seed \(seed)")
                var begun: Set<NodeID> = []
                graph.forEachName(startingWith: text) { _, _, node in begun.insert(node).inserted || true }
                let beginning = names.filter { entry in
                    ([entry.id, entry.name] + entry.aliases).contains {
                        folded($0).utf8.starts(with: folded(text).utf8)
                    }
                }
                #expect(begun.sorted() == beginning.map(\.0), "“\(text)”, seed \(seed)")
            }
        }
    }

    @Test func `marks are the nodes whose names are found, over several blocks of a large snapshot`() throws {
        var graph = Graph(schema: try sampleSchema())
        let kind = try #require(graph.schema.kinds.indices.first)
        for number in 0..<20_000 { _ = try graph.add(kind, id: "\(number % 7)号\(number)") }
        let bytes = largeSnapshot(of: graph)
        let opened = try openedLargeSnapshot(bytes)
        for needle in ["号", "3号", "号1", "99"] {
            var marks = Bitmap(limit: opened.nodeLimit, [5])
            opened.mark(ofOnly: [kind], whoseNameContains: foldedBytes(needle), in: &marks)
            let wanted = (0..<20_000).filter { $0 == 5 || contains("\($0 % 7)号\($0)", needle) }.map { NodeID($0) }
            #expect(marks.members == wanted, "\(needle)")
            #expect(marks.count == wanted.count)
        }
        #expect(opened.damage == nil)
    }
}
