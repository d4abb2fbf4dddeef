/// From the bytes of a file of any kind to clean text.
enum DocumentText {
    static func cleanText(
        _ bytes: [UInt8], path: String, isCancelled: () -> Bool
    ) throws(DocumentError) -> CleanText {
        let decoded = try DecodedText(bytes)
        return LineReader.cleanText(decoded.bytes, isCancelled: isCancelled)
    }
}
