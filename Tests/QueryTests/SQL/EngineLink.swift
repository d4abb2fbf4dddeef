import Glibc
import SQL
import TestSupport

/// A conversation with `Tests/Differential/differential.py`, which asks engines of SQL what it is told to, through two named pipes.
///
/// Both sides write lines of fields in the format of `COPY`; an engine's answer is its name, `ok` or `error`, and rows
/// in the same format or words.
final class EngineLink {
    private let output: UnsafeMutablePointer<FILE>
    private let input: UnsafeMutablePointer<FILE>

    struct Reply {
        var engine: String
        var rows: [[String?]]?
        var words: String
    }

    /// nil unless `ZHIKU_ENGINES` names the folder of the pipes.
    init?() {
        guard let folder = getenv("ZHIKU_ENGINES").map({ String(cString: $0) }),
            let output = fopen(folder + "/questions", "w"), let input = fopen(folder + "/answers", "r")
        else { return nil }
        (self.output, self.input) = (output, input)
    }

    deinit {
        fclose(output)
        fclose(input)
    }

    /// Tells a line and does not wait.
    func tell(_ fields: [String]) throws {
        var line = CopyText()
        for field in fields { try line.add(field) }
        line.endRow()
        let bytes = line.takeBytes()
        fwrite(bytes, 1, bytes.count, output)
    }

    /// Has all engines run a statement.
    func ask(_ statement: SQLStatement) throws -> [Reply] {
        var fields = ["ask", statement.text]
        for parameter in statement.parameters {
            switch parameter {
            case .text: fields += ["text", parameter.text]
            case .number: fields += ["number", parameter.text]
            case .integer: fields += ["integer", parameter.text]
            }
        }
        try tell(fields)
        fflush(output)
        var replies: [Reply] = []
        while let line = readLine(), line != "." {
            let fields = try CopyText.fields(of: line.utf8).map { String(decoding: $0 ?? [], as: UTF8.self) }
            guard fields.count == 3 else { continue }
            let rows = fields[1] == "ok" ? try EngineLink.rows(fields[2]) : nil
            replies.append(Reply(engine: fields[0], rows: rows, words: fields[2]))
        }
        if replies.isEmpty { throw Gone() }
        return replies
    }

    private static func rows(_ text: String) throws -> [[String?]] {
        try text.split(separator: "\n").map { line in
            try CopyText.fields(of: line.utf8).map { $0.map { String(decoding: $0, as: UTF8.self) } }
        }
    }

    /// Nobody answers any more.
    struct Gone: Error {}

    private func readLine() -> String? {
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        let length = getline(&buffer, &capacity, input)
        guard length > 0, let buffer else { return nil }
        return String(cString: buffer).trimmingSuffix { $0 == "\n" }.description
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
