import Text

/// Between a format for tools and a terminal: what could steer the terminal or deceive the reader is written out. In JSON it
/// becomes an escape that means the same; in csv and tsv, where nothing does, `␛` or `<U+202E>`.
struct HarmlessSink: ByteSink {
    private var sink: any ByteSink
    private let isJSON: Bool

    init(_ sink: any ByteSink, isJSON: Bool) {
        self.sink = sink
        self.isJSON = isJSON
    }

    /// - Requires: Whole characters, as formats write them.
    mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        let text = String(decoding: bytes, as: UTF8.self)
        try sink.write(Array((isJSON ? escaped(text) : shown(text)).utf8))
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if isConcealed(scalar.value), scalar != "\n" {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Tabs and line breaks part the fields and rows.
    private func shown(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false)
            .map { visible(String($0), lineBreaks: .kept) }.joined(separator: "\t")
    }
}
