extension Borders {
    /// `table` is `box` with these: for `--ascii`, for mail, for terminals that draw lines two cells wide.
    static let ascii = Borders(
        top: .ascii, inner: .ascii, bottom: .ascii, vertical: "|", gap: ":")
}

extension Borders.Rule {
    fileprivate static let ascii = Borders.Rule(left: "+", line: "-", cross: "+", right: "+")
}
