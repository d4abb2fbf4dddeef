import Diagnostics
import Glibc
import Query
import Syntax

/// A folder of this process for the table that is read.
private let folder: String = {
    var template = Array("/tmp/zhiku-fuzz-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
        complain("no folder in /tmp")
        _exit(2)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}()

/// Reads the table by a statement that has its headings; one row that fails must leave no other behind.
func checkTable(_ bytes: [UInt8], ending: String) {
    let path = "\(folder)/table.\(ending)"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0, write(file, bytes, bytes.count) == bytes.count, close(file) == 0 else { _exit(2) }
    let text = """
        import "\(path)" as figure (id: column n, indicator: column n, value: column v, date: column d, source: column s)
        import "\(path)" as county (id: column n, alias: column v, code: column d) skip existing
        import "\(path)" as link county column n develops industry column v (confidence: column d)
        """
    let source = SourceText(name: "fuzz", text: text)
    var session = smallGraph
    var parser = Parser(source)
    while let statement = try? parser.next() {
        let before = session.graph.changeCount
        do throws(Failure) {
            _ = try session.run(statement, in: source)
        } catch {
            checkWords(error.diagnostic, error.source)
            if session.graph.changeCount != before { finding("a table that failed left rows") }
        }
    }
}
