import Query
import Text

/// The folder of original documents, from which `.source` shows lines.
struct Corpus {
    let folder: String

    init(folder: String) { self.folder = folder }

    enum Lines {
        case found([(number: Int, text: String)])
        case missing(path: String)
        /// The file is not the one that the graph was made from.
        case otherFile(path: String)
    }

    /// The lines of a file, if it is the one with this checksum.
    func lines(_ range: ClosedRange<Int>, of file: String, sha256: String?) -> Lines {
        let path = folder + "/" + file
        guard isBelowItsFolder(file), let bytes = try? readBytes(of: path) else { return .missing(path: path) }
        if let sha256, SHA256.hexadecimal(of: bytes) != sha256.lowercased() { return .otherFile(path: path) }
        var lines: [(Int, String)] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where range.contains(index + 1) {
            let text = line.last == 0x0D ? line.dropLast() : line
            lines.append((index + 1, String(decoding: text, as: UTF8.self)))
        }
        return .found(lines)
    }
}
