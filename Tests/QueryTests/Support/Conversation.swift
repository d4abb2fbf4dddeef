import Diagnostics
import Execution
import Glibc
import Graph
import Query
import Syntax
import Text

/// A session that is spoken to in texts, for tests: answers come as lines of cells.
struct Conversation {
    var session = Session()

    init(_ setup: String = "") { _ = say(setup) }

    /// The rows of every answer, cells between `|`; or the message of the first error.
    mutating func say(_ text: String) -> [String] {
        let source = SourceText(name: "test", text: text)
        var lines: [String] = []
        do {
            for statement in try parse(source) {
                switch try session.run(statement, in: source) {
                case .answer(var answer):
                    while case let batch = try answer.nextBatch(), !batch.isEmpty {
                        lines += batch.map { $0.map(cellText).joined(separator: "|") }
                    }
                case .text(let text): lines.append(text)
                case .words(let words): lines.append(words.english)
                case .done: break
                }
            }
        } catch let error as SyntaxError {
            return ["error: \(error.diagnostic.message.english)"]
        } catch let failure as Failure {
            return ["error: \(failure.diagnostic.message.english)"]
        } catch let error as ExecutionError {
            return ["error: \(error.diagnostic.message.english)"]
        } catch {
            return ["error: \(error)"]
        }
        return lines
    }
}

private func cellText(_ value: Value) -> String {
    switch value {
    case .node(let node): node.name + (node.confidence < 1 ? "?" : "")
    case .list(let values): values.map(cellText).joined(separator: "; ")
    case .record(let fields): "{" + fields.map { "\($0.name): \(cellText($0.value))" }.joined(separator: ", ") + "}"
    case .missing, .text, .number, .quantity, .date, .boolean, .source, .route: value.description
    }
}

/// A file that is gone after the body.
func withFile<Result>(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Result) rethrows -> Result {
    var template = Array("/tmp/zhiku-test-XXXXXX".utf8CString)
    mkdtemp(&template)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let path = folder + "/" + name
    if let file = fopen(path, "w") {
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
    defer {
        unlink(path)
        rmdir(folder)
    }
    return try body(path)
}
