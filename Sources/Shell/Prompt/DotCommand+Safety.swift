import Query
import Render
import Text

extension DotCommand {
    /// Whether it reads or writes files, runs a program or changes the graph, which `--safe` refuses.
    func isRefusedWhenSafe(_ argument: String) -> Bool {
        let words = argument.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        switch self {
        case .open, .read, .output, .once, .edit, .corpus, .backup, .export, .undo: return true
        // What turns a pager on starts a program; the settings may be looked at.
        case .pager: return words.first.map { $0 != Display.Paging.off.rawValue } ?? false
        case .set:
            guard words.count > 1 else { return false }
            return words[0] == Setting.corpus.rawValue
                || words[0] == Setting.pager.rawValue && words[1] != Display.Paging.off.rawValue
        case .query: return words.first.flatMap { QueryAction($0) } != .show
        case .assert: if case .file? = Assertion(argument) { return true } else { return false }
        case .help, .schema, .examples, .tutorial, .params, .echo, .bail, .format, .source, .show, .last, .maxrows,
            .maxwidth, .bom, .timer, .history,
            .lang, .limit, .quit, .queries, .run, .log, .reload:
            return false
        }
    }
}
