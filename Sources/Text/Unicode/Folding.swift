// The normalisation that `=` and `~` compare by. Two texts are equal to zhiku when their foldings have the same bytes.
//
// - NFKC and case folding, the Unicode mapping NFKC_Casefold (The Unicode Standard, 3.13, R5): `ＡＢ１２` is `ab12`, `①` is `1`,
//   `㎡` is `m2`, `％` is `%`, `，` is `,`; compatibility ideographs and radicals from PDF files (⺠) are the character itself.
// - A traditional character is its simplified one, by single characters: 發 and 髮 are 发, 裡 is 里, 經濟 is 经济.
// - What is invisible (zero-width space, byte order mark, soft hyphen, variation selectors) goes.
// - Quotes “”„「」 are `"`, ‘’『』 are `'`, dashes ‐–—― are `-`, 〜 is `~`, ⁄ is `/`, dots of names ・•‧ are `·`.
//   、 。 《》 〔〕 【】 stay.
// - White space goes, unless it stands between two ASCII letters or digits, where it becomes one space: newspapers set
//   titles as `四 轮 驱 动`, `A 级` is `A级` and `5 ㎡` is `5㎡`, but `new york` isn't `newyork`.
//
// Folding what is folded changes nothing.

/// Appends the folding of UTF-8 bytes. Ill-formed bytes become U+FFFD. What stands in `output` already is not looked at.
package func folded(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: bytes.count))
    let written = output.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { foldedPlainly(bytes, into: $0 + start) } ?? 0
    }
    output.removeLast(output.count - start - max(written, 0))
    if written >= 0 { return }
    var folder = Folder(bytes, appendingTo: &output)
    folder.fold()
    output = folder.takeOutput()
}

/// The folding of a text.
package func folded(_ text: String) -> String {
    String(decoding: foldedBytes(text), as: UTF8.self)
}

/// The folding of a text, in UTF-8.
package func foldedBytes(_ text: String) -> [UInt8] {
    withBytes(of: text) { bytes in
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        folded(bytes, into: &output)
        return output
    }
}

/// Lends the folding of a text, in UTF-8: an array would be made anew for each of a million names.
package func withFoldedBytes(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withBytes(of: text) { bytes in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { buffer in
            let written = buffer.baseAddress.map { foldedPlainly(bytes, into: $0) } ?? 0
            if written >= 0 {
                body(UnsafeBufferPointer(rebasing: buffer[..<written]))
            } else {
                foldedBytes(text).withUnsafeBufferPointer(body)
            }
        }
    }
}

/// A folded text that knows which bytes of the original each of its bytes comes from, for marking what was found.
///
///     original   四 轮 驱 动       bytes 0..<15
///     folded     四轮驱动          轮驱 is 3..<9 here, and 4..<11 there
package struct FoldedText: Sendable {
    package let bytes: [UInt8]
    private let starts: [UInt32]
    private let ends: [UInt32]

    package init(_ text: String) {
        self = withBytes(of: text) { FoldedText($0) }
    }

    /// - Requires: Fewer than 4 GiB, because offsets take four bytes.
    package init(_ original: UnsafeBufferPointer<UInt8>) {
        precondition(original.count <= Int(UInt32.max), "a text of 4 GiB")
        var none: [UInt8] = []
        var folder = Folder(original, appendingTo: &none, tracing: true)
        folder.fold()
        starts = folder.starts
        ends = folder.ends
        bytes = folder.takeOutput()
    }

    /// The bytes of the original that a range of folded bytes comes from, whole characters with their marks.
    package func original(_ range: Range<Int>) -> Range<Int> {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside of the folded text")
        guard !range.isEmpty else {
            let place = range.lowerBound < starts.count ? starts[range.lowerBound] : ends.last ?? 0
            return Int(place)..<Int(place)
        }
        return Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
    }
}
