import Glibc
import TestSupport
import Testing
import Text

@testable import Graph

/// Counts how often it was asked whether to stop, and says yes from a certain question on.
private final class Patience {
    private let last: Int
    private(set) var asked = 0

    init(_ last: Int) { self.last = last }

    func isOver() -> Bool {
        asked += 1
        return asked > last
    }
}

struct CancellingTests {
    /// Every question is the last one once; what is there is the old file until nobody can cancel any more.
    @Test func `a save that is cancelled leaves the file as it was, and nothing beside it`() throws {
        var random = RandomSource(seed: testSeed())
        let graph = try randomGraph(&random)
        try withTemporaryFolder { folder in
            let path = folder + "/graph.zkg"
            var questions = 0
            while true {
                try Graph().save(to: path)
                let before = fileBytes(path)
                let patience = Patience(questions)
                do throws(SnapshotError) {
                    try graph.save(to: path, isCancelled: patience.isOver)
                    #expect(content(try Graph(snapshot: path)) == content(graph))
                    break
                } catch {
                    #expect(error == .cancelled)
                    #expect(fileBytes(path) == before)
                    #expect(access(path + ".\(getpid()).tmp", F_OK) != 0)
                }
                questions += 1
            }
            #expect(questions > 2)
        }
    }

    private func write(_ texts: [[UInt8]], _ patience: Patience) -> ImageWriter {
        var names = NameTableBuilder()
        for (node, text) in texts.enumerated() {
            names.beginNode()
            text.withUnsafeBufferPointer { names.add($0, NodeID(node), .name) }
        }
        var writer = ImageWriter(isCancelled: patience.isOver)
        names.write(to: &writer)
        return writer
    }

    @Test func `names that are sorted can be given up`() throws {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        // Many that begin alike, so that it goes deep, and more looks at them than between two questions.
        let texts = (0..<40_000).map { _ in Array("经济发展规划第\(random.number(0...20_000))号".utf8) }
        let patience = Patience(Int.max)
        let whole = write(texts, patience)
        #expect(!whole.isStopped && !whole.sections.isEmpty)
        let expected = texts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
        let bytes = SectionName(.names).part(NameTable.texts.bytes)
        let section = try #require(whole.sections.first { $0.name == bytes.raw })
        #expect(section.bytes.elementsEqual(expected), "seed \(seed)")
        let impatient = Patience(0)
        let given = write(texts, impatient)
        #expect(given.isStopped && given.sections.isEmpty && impatient.asked == 1)
    }
}
