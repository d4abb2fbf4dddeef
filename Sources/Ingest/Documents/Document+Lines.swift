import Text

extension Document {
    /// Lines of a text file as they stand there; nil if there is no such file, it is no text, or not the one of this checksum.
    package static func lines(
        _ range: ClosedRange<Int>, ofFileAt path: String, sha256: String?
    ) -> [(number: Int, text: String)]? {
        guard let bytes = try? DocumentFile.bytes(of: path), sha256 == nil || SHA256.hexadecimal(of: bytes) == sha256,
            let decoded = try? DecodedText(bytes), !bytes.starts(with: Array("%PDF-".utf8))
        else { return nil }
        var lines: [(number: Int, text: String)] = []
        var number = 1
        var start = 0
        while start < decoded.bytes.count, number <= range.upperBound {
            let end = decoded.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? decoded.bytes.count
            if range.contains(number) {
                lines.append((number, String(decoding: decoded.bytes[start..<end], as: UTF8.self)))
            }
            let isPair = end + 1 < decoded.bytes.count && decoded.bytes[end] == 0x0D && decoded.bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            number += 1
        }
        return lines
    }
}
