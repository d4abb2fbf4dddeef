import Glibc
import TestSupport
import Testing
import Text

@testable import Graph

/// The index leaves out no text that a look at all of them would find.
struct ResemblanceIndexTests {
    private static let characters = Array("平遥瑶谣萍苹县银行杭航重庆虫清低底空经京济机产业市长常a b1·，𠮷〇\u{0}").map(String.init)
    private static let letters = [
        "p", "y", "pingyao", "yin", "hang", "xing", "ch", "z", "ong", "xi'an", "a", "1", "空", " ",
    ]

    private func scan(_ graph: Graph, _ resemblance: Resemblance) -> Set<NodeID> {
        var found: Set<NodeID> = []
        graph.forEachName { name, _, node in
            if resemblance.score(ofFolded: name) != nil { found.insert(node) }
            return true
        }
        return found
    }

    private func indexed(_ graph: Graph, _ resemblance: Resemblance) -> (found: Set<NodeID>, looks: Int) {
        var found: Set<NodeID> = []
        var looks = 0
        graph.forEachName(like: resemblance) { name, _, node in
            looks += 1
            if resemblance.score(ofFolded: name) != nil { found.insert(node) }
            return true
        }
        return (found, looks)
    }

    private func typed(_ names: [String], _ random: inout RandomSource) -> String {
        switch random.number(1...4) {
        case 1: return (0..<random.number(1...4)).map { _ in random.pick(ResemblanceIndexTests.letters) }.joined()
        case 2: return (0..<random.number(1...9)).map { _ in random.pick(ResemblanceIndexTests.characters) }.joined()
        default:
            // A name with typos.
            var characters = Array(random.pick(names)).map(String.init)
            for _ in 0..<random.number(0...3) where !characters.isEmpty {
                let place = random.number(0...characters.count - 1)
                switch random.number(1...3) {
                case 1: characters.remove(at: place)
                case 2: characters.insert(random.pick(ResemblanceIndexTests.characters), at: place)
                default: characters[place] = random.pick(ResemblanceIndexTests.characters)
                }
            }
            return characters.joined()
        }
    }

    @Test func `names are found by the index as by a look at every one`() throws {
        let seed = testSeed()
        for round in 0..<UInt64(count("ZHIKU_ROUNDS", default: 12)) {
            var random = RandomSource(seed: seed &+ round)
            var graph = Graph(schema: try sampleSchema())
            let names = (0..<random.number(1...60)).map { _ in
                (0..<random.number(1...12)).map { _ in random.pick(ResemblanceIndexTests.characters) }.joined()
            }
            for (number, name) in names.enumerated() {
                if number == names.count / 2 { graph = graph.folded().graph }
                _ = try? graph.add(0, id: "\(number)", [(NodeSlot.name, [.text(name)])])
            }
            if random.chance(60) { graph = graph.folded().graph }
            for _ in 0..<60 {
                let text = typed(names, &random)
                guard let resemblance = Resemblance(foldedBytes(text)) else { continue }
                let wanted = scan(graph, resemblance)
                #expect(indexed(graph, resemblance).found == wanted, "“\(text)”, seed \(seed &+ round)")
            }
        }
    }

    /// Names of two thousand different characters, as many as `ZHIKU_NAMES` says; with many, the times are printed.
    @Test func `the index leaves out most of many names`() throws {
        let total = count("ZHIKU_NAMES", default: 3_000)
        var random = RandomSource(seed: 11)
        let common = (0..<2_000).compactMap { _ in Unicode.Scalar(UInt32(random.number(0x4E00...0x9000))) }
        var builder = NameTableBuilder()
        for number in 0..<total {
            // Few characters are in most names, as in real ones.
            let name = (0..<random.number(4...18)).map { _ in
                Character(common[Int(pow(Double(random.number(0...999_999)) / 1e6, 2) * Double(common.count))])
            }
            var text = number % 50_000 == 7 ? "低空经济\(number)" : String(name) + "\(number)"
            builder.beginNode()
            text.withUTF8 { builder.add($0, NodeID(number), [.id, .name]) }
        }
        var writer = ImageWriter()
        builder.write(to: &writer)
        let image = writer.finish()
        defer { withExtendedLifetime(image) {} }
        let table = try #require(NameTable(image, nodeCount: total))
        let index = try #require(table.index)
        for text in ["低空经济", "低空京济", "dikong", "dkjj", "经济", "低空经", "低空京济发展"] {
            let resemblance = try #require(Resemblance(foldedBytes(text)))
            let begun = now()
            let scanned = (0..<table.texts.count).filter { resemblance.score(ofFolded: table.texts.folded($0)) != nil }
            let middle = now()
            let candidates = index.texts(like: resemblance).members.map(Int.init)
            let found = candidates.filter { resemblance.score(ofFolded: table.texts.folded($0)) != nil }
            let ended = now()
            #expect(found == scanned, "\(text)")
            #expect(candidates.count < total / 2, "\(text): \(candidates.count)")
            if total > 100_000 {
                print(
                    "\(text): \(found.count) found, \(candidates.count) looked at;", (middle - begun) * 1e3,
                    "ms by scan,", (ended - middle) * 1e3, "ms by index")
            }
        }
    }

    private func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
