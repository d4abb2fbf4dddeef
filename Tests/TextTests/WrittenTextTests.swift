import TestSupport
import Testing

@testable import Text

struct WrittenTextTests {
    private static let words = [
        "", "县", "平遥县", "é", "e\u{301}", "a", "𠮷", "平遥县人民政府办公室", "平遥县人民政府办公厅", "％", "党组",
    ]

    @Test func `texts are equal by their bytes, and begin and end by their bytes`() {
        for left in WrittenTextTests.words {
            for right in WrittenTextTests.words {
                let (one, other) = (Array(left.utf8), Array(right.utf8))
                #expect((WrittenText(left) == WrittenText(right)) == (one == other), "\(left) \(right)")
                #expect(left.hasBytes(atStart: right) == one.starts(with: other), "\(left) \(right)")
                let isEnd = one.reversed().starts(with: other.reversed())
                #expect(left.hasBytes(atEnd: right) == isEnd, "\(left) \(right)")
            }
        }
    }

    @Test func `a table of places finds what a dictionary finds`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var table = PlaceTable()
        var texts: [WrittenText] = []
        var plain: [WrittenText: Int] = [:]
        for _ in 0..<5000 {
            // Few hashes, so that many texts share one.
            let text = WrittenText("名\(random.number(0...900))")
            let hash = text.hash & 63
            let found = table.first(hash) { texts[$0] == text }
            #expect(found == plain[text], "seed \(seed)")
            if found == nil {
                table.add(hash)
                plain[text] = texts.count
                texts.append(text)
            }
        }
    }

    /// As `CompactText` says what it is, byte by byte.
    private func plainCompact(_ original: [UInt8]) -> (bytes: [UInt8], origins: [Int], lineStarts: [Int]) {
        var (bytes, origins, lineStarts): ([UInt8], [Int], [Int]) = ([], [], [])
        var (breaks, position) = (1, 0)
        while position < original.count {
            let byte = original[position]
            if byte == 0x0A {
                breaks += 1
            } else if byte == 0x09 || byte == 0x0C {
                bytes.append(0x0A)
                origins.append(position)
            } else if original[position...].starts(with: [0xE3, 0x80, 0x80]) {
                position += 2
            } else if byte != 0x20, byte != 0x0D, byte != 0x2A {
                var isBrokenPage = false
                if let start = lineStarts.last, bytes.count - start >= 27 {
                    let areHan = [bytes[bytes.count - 3], byte].allSatisfy { (0xE4...0xE9).contains($0) }
                    isBrokenPage = bytes[start] != 0x23 && areHan
                }
                if breaks > 1, !isBrokenPage {
                    bytes.append(0x0A)
                    origins.append(position)
                }
                if breaks > 0 { lineStarts.append(bytes.count) }
                breaks = 0
                bytes.append(byte)
                origins.append(position)
            }
            position += 1
        }
        return (bytes, origins, lineStarts)
    }

    @Test func `compact text is what it is read byte by byte`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        let parts = [
            "\n", "\n\n", "县", "平遥县的一些话说到这里没有完", "#", "*", " ", "\u{3000}", "\t", "\r\n", "a", "é", "𠮷", "\u{C}",
        ]
        for _ in 0..<2000 {
            let text = (0..<random.number(0...12)).map { _ in parts[random.number(0...parts.count - 1)] }.joined()
            let bytes = Array(text.utf8)
            let compact = bytes.withUnsafeBufferPointer { CompactText($0) }
            let expected = plainCompact(bytes)
            #expect(compact.bytes == expected.bytes && compact.lineStarts == expected.lineStarts, "seed \(seed)")
            for place in compact.bytes.indices {
                let origin = expected.origins[place]
                #expect(compact.original(place..<place + 1) == origin..<origin + 1, "seed \(seed)")
            }
        }
    }
}
