/// From the bytes of a file of any kind to clean text.
enum DocumentText {
    /// What a file is, by its first bytes and then by its name.
    private enum Kind {
        case text
        case html
        case pdf
        /// Word and OpenDocument, which pandoc or LibreOffice read.
        case office(ending: String)
    }

    static func cleanText(
        _ bytes: [UInt8], path: String, isCancelled: () -> Bool
    ) throws(DocumentError) -> CleanText {
        switch kind(of: bytes, path) {
        case .text:
            let decoded = try DecodedText(bytes)
            // A page of the web saved under another name.
            if HTMLText.isHTML(decoded.bytes) {
                return LineReader.cleanText(HTMLText.text(of: decoded.bytes), isCancelled: isCancelled)
            }
            return LineReader.cleanText(decoded.bytes, isCancelled: isCancelled)
        case .html:
            return LineReader.cleanText(HTMLText.text(of: try DecodedText(bytes).bytes), isCancelled: isCancelled)
        case .pdf:
            let text = try Conversion.text(of: bytes, ending: "pdf", kind: "PDF", by: [.pdftotext], isCancelled)
            return LineReader.cleanText(text, isCancelled: isCancelled)
        case .office(let ending):
            let text = try Conversion.text(
                of: bytes, ending: ending, kind: "." + ending,
                by: ending == "doc" ? [.libreOffice] : [.pandoc, .libreOffice], isCancelled)
            return LineReader.cleanText(text, isCancelled: isCancelled)
        }
    }

    /// A lying name is no matter: what the bytes say counts.
    private static func kind(of bytes: [UInt8], _ path: String) -> Kind {
        let ending = path.split(separator: "/").last?.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return .office(ending: ["docx", "odt"].contains(ending) ? ending : "docx")
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .office(ending: "doc") }
        if bytes.starts(with: Array("{\\rtf".utf8)) { return .office(ending: "rtf") }
        return ["html", "htm", "xhtml", "shtml"].contains(ending) ? .html : .text
    }
}
