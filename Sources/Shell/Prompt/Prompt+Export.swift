import Diagnostics
import Query
import Syntax

extension Prompt {
    /// `.export sql FOLDER`
    mutating func export(_ argument: String) {
        let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, Vocabulary.keyword(spelled: parts[0]) == .sql else {
            return complain(Message(".export needs sql and a folder", ".export 要带 sql 和文件夹"))
        }
        let path = FileNames.expandingHome(parts[1].filter { !"\"“”".contains($0) })
        do throws(Failure) {
            say(try runner.session.export(toFolder: path))
        } catch {
            runner.fail(error)
        }
    }
}
