/// What the editor says by itself, in the language of the session.
package struct EditorPhrases: Sendable {
    /// `search 低空: `; the query stands between this and a colon.
    package var search: String
    /// Instead of `search` when nothing, or nothing older, matches.
    package var searchFailed: String
    /// Instead of a text that is too tall to edit; takes how many lines it has, and characters if it has only one.
    package var setAside: @Sendable (_ lines: Int, _ characters: Int, _ isPaste: Bool) -> String
    /// What can be done with such a text.
    package var setAsideHint: String
    /// Below a list of candidates that is cut; takes the number of those left out.
    package var more: @Sendable (_ count: Int) -> String
    /// The history can't be written; takes the file's path and the reason.
    package var historyProblem: @Sendable (_ path: String, _ reason: String) -> String
    /// What an editor that was started came to.
    package var editorProblem: @Sendable (ExternalEditor.Problem) -> String

    package static let english = EditorPhrases(
        search: "search", searchFailed: "no match",
        setAside: { lines, characters, isPaste in
            "[" + (isPaste ? "paste, " : "") + (lines > 1 ? "\(lines) lines" : "\(characters) characters") + "]"
        },
        setAsideHint: "Too tall to edit here: Enter runs it, Ctrl-X Ctrl-E edits it, Ctrl-C drops it",
        more: { "… and \($0) more: Tab" },
        historyProblem: { "the history can't be kept in \($0): \($1)" },
        editorProblem: { $0.words.text(in: .english) })

    package static let chinese = EditorPhrases(
        search: "搜索", searchFailed: "没有匹配",
        setAside: { lines, characters, isPaste in
            "[" + (isPaste ? "粘贴 " : "") + (lines > 1 ? "\(lines) 行" : "\(characters) 字") + "]"
        },
        setAsideHint: "太长，不便在此编辑：回车执行，Ctrl-X Ctrl-E 编辑，Ctrl-C 放弃",
        more: { "… 还有 \($0) 项：按 Tab" },
        historyProblem: { "历史无法保存到 \($0)：\($1)" },
        editorProblem: { $0.words.text(in: .chinese) })
}
