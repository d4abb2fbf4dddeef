/// A text that statements are read from, with the name that errors call it by.
package struct SourceText: Sendable {
    /// A file's path, or `stdin`, `-c`, `prompt`.
    package var name: String
    /// UTF-8.
    package var bytes: [UInt8]
    /// The number of the text's first line in what the person sees as the whole; 1 unless it is a part of a longer input.
    package var firstLine: Int

    package init(name: String, bytes: [UInt8], firstLine: Int = 1) {
        self.name = name
        self.bytes = bytes
        self.firstLine = firstLine
    }

    package init(name: String, text: String, firstLine: Int = 1) {
        self.init(name: name, bytes: Array(text.utf8), firstLine: firstLine)
    }
}
