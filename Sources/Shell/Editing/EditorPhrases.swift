/// What the editor says by itself, in the language of the session.
package struct EditorPhrases: Sendable {
    /// `search 低空: `; the query stands between this and a colon.
    package var search: String
    /// Instead of `search` when nothing, or nothing older, matches.
    package var searchFailed: String
    /// Beside a text that is too tall to edit; takes its number of rows.
    package var setAside: @Sendable (_ rows: Int) -> String
    /// Below a list of candidates that is cut; takes the number of those left out.
    package var more: @Sendable (_ count: Int) -> String

    package init(
        search: String, searchFailed: String,
        setAside: @escaping @Sendable (Int) -> String, more: @escaping @Sendable (Int) -> String
    ) {
        self.search = search
        self.searchFailed = searchFailed
        self.setAside = setAside
        self.more = more
    }

    package static let english = EditorPhrases(
        search: "search", searchFailed: "no match",
        setAside: { "\($0) lines set aside: Enter runs them, Ctrl-C drops them" },
        more: { "… and \($0) more" })

    package static let chinese = EditorPhrases(
        search: "搜索", searchFailed: "没有匹配",
        setAside: { "\($0) 行暂存在旁：回车执行，Ctrl-C 放弃" },
        more: { "… 还有 \($0) 项" })
}
