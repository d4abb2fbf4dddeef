import TestSupport
import Testing
import Text

@testable import Graph

struct SubstringTests {
    private func isFoundPlainly(_ needle: [UInt8], in bytes: [UInt8]) -> Bool {
        needle.count <= bytes.count
            && (0...bytes.count - needle.count).contains { bytes[$0..<$0 + needle.count].elementsEqual(needle) }
    }

    @Test func `a needle is found wherever it stands, and nowhere else`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<4_000 {
            // Few different bytes, so that needles nearly fit in many places.
            let bytes = (0..<random.number(0...90)).map { _ in UInt8(random.number(0...2)) }
            var needle = (0..<random.number(0...20)).map { _ in UInt8(random.number(0...2)) }
            if random.chance(50), !bytes.isEmpty {
                let start = random.number(0...bytes.count - 1)
                needle = Array(bytes[start..<min(bytes.count, start + random.number(1...20))])
            }
            let found = bytes.withUnsafeBufferPointer { isFound(needle, in: $0) }
            #expect(found == isFoundPlainly(needle, in: bytes), "\(needle) in \(bytes), seed \(seed)")
        }
    }

    @Test(arguments: ["低", "低空", "低空经济", "ab", "é"])
    func `it is found at every place of a text of every length`(_ text: String) {
        let needle = Array(text.utf8)
        for length in needle.count...needle.count + 40 {
            for start in 0...length - needle.count {
                var bytes = [UInt8](repeating: 0x2E, count: length)
                bytes.replaceSubrange(start..<start + needle.count, with: needle)
                #expect(bytes.withUnsafeBufferPointer { isFound(needle, in: $0) }, "\(start) of \(length)")
                bytes[start + needle.count / 2] ^= 1
                #expect(!bytes.withUnsafeBufferPointer { isFound(needle, in: $0) }, "\(start) of \(length)")
            }
        }
    }
}
