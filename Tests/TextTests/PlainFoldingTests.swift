import Testing

@testable import Text

struct PlainFoldingTests {
    @Test(arguments: 0..<200 as Range<UInt64>) func `folding plainly is folding, or is left to it`(seed: UInt64) {
        var random = SystemRandomNumberGenerator()
        let scalars: [UInt32] = [
            0x41, 0x7A, 0x30, 0x21, 0x7E, 0x20, 0x0A, 0xFF0C, 0xFF21, 0xFF5E, 0xFF01, 0x201C, 0x201D, 0x3002, 0x300A,
            0x3014,
            0x4E00, 0x4F4E, 0x7ECF, 0x9FFF, 0x7D93, 0x4DC0, 0xE9, 0x301, 0x20BB7, 0x3000, 0xFF5F, 0x2014,
        ]
        // Mostly of the plain ones, so that many texts are plain.
        let text = String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                    let index = Int.random(in: 0..<(seed % 4 == 0 ? scalars.count : 20), using: &random)
                    return Unicode.Scalar(scalars[index])
                }))
        let bytes = Array(text.utf8)
        var target = [UInt8](repeating: 0, count: bytes.count + 1)
        let count = bytes.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                target.baseAddress.map { foldedPlainly(source, into: $0) } ?? -1
            }
        }
        // Tracing, the plain way isn't tried.
        let expected = FoldedText(text).bytes
        if count >= 0 { #expect(Array(target[..<count]) == expected, "\(text.unicodeScalars.map(\.value))") }
        #expect(foldedBytes(text) == expected, "\(text.unicodeScalars.map(\.value))")
        var appended: [UInt8] = [0x61]
        bytes.withUnsafeBufferPointer { folded($0, into: &appended) }
        #expect(appended == [0x61] + expected, "\(text.unicodeScalars.map(\.value))")
        let isPlain = text.unicodeScalars.allSatisfy { (0x4E00...0x9F00).contains($0.value) && $0.value != 0x7D93 }
        if isPlain { #expect(count == bytes.count) }
    }

    @Test(arguments: [
        [0xE4, 0xBD], [0xE4], [0xE4, 0x41, 0x41], [0xEF, 0xBC], [0xE3, 0x80], [0xE5, 0x8E, 0x41], [0x80],
    ])
    func `what isn't well-formed is left to folding`(bytes: [UInt8]) {
        var target = [UInt8](repeating: 0, count: bytes.count + 1)
        let count = bytes.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                target.baseAddress.map { foldedPlainly(source, into: $0) }
            }
        }
        #expect(count == -1)
    }
}
