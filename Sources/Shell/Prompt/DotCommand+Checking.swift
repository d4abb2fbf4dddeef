import Diagnostics
import Syntax

extension DotCommand {
    /// What is wrong with a command of a script, as far as that is known without running it.
    static func mistake(in text: String) -> Diagnostic? {
        let (word, argument) = split(text)
        guard let command = DotCommand(word: word) else {
            return Diagnostic(
                Message("there is no command .\(word)", "没有 .\(word) 这个命令"), at: nil, hints: [hint(insteadOf: word)])
        }
        switch command {
        case .assert where Assertion(argument) == nil:
            return Diagnostic(
                Message(
                    ".assert takes rows and a number, empty, or file and a path", ".assert 后接 rows 和数、empty，或 file 和文件名"
                ),
                at: nil)
        case .edit, .history, .tutorial:
            return Diagnostic(
                Message(".\(command.rawValue) is for the prompt", ".\(command.rawValue) 只用于提示符下"), at: nil)
        case .read where argument.isEmpty, .open where argument.isEmpty, .once where argument.isEmpty:
            return Diagnostic(Message(".\(command.rawValue) needs a file", ".\(command.rawValue) 要带文件名"), at: nil)
        default: return nil
        }
    }

    /// For a command that there isn't.
    static func hint(insteadOf word: String) -> Message {
        if Vocabulary.keyword(spelled: word) != nil {
            return Message("a statement begins without a dot: \(word) …", "语句前不加点：\(word) …")
        }
        return nearest(to: word).map { Message("did you mean .\($0)?", "是不是 .\($0)？") }
            ?? Message(".help lists them", ".help 列出全部")
    }
}
