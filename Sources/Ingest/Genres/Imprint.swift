import Text

/// Lines around an article that say who made it, and when.
extension Analysis {
    private static let imprintHeads: [Keys] = [
        "来源", "编辑", "责编", "审核", "校对", "供稿", "监制", "往期", "延伸阅读", "扫码", "微信", "原创", "责任编辑", "值班编辑", "--END", "END",
        "点击上方", "议题:", "时间:", "地点:", "主题:",
    ]

    /// `编辑：李梅　审核：王芳`, `原创 某某政协 2025-03-01 19:20`, `— END —`
    func isImprint(_ range: Range<Int>) -> Bool {
        let range = text.trimmed(range)
        if Analysis.imprintHeads.contains(where: { text.has($0, at: range.lowerBound, before: range.upperBound) }) {
            return true
        }
        let letters = range.filter { text.keys[$0] != 0x2D && text.keys[$0] != 0x20 }
        return letters.count == 3 && letters.map { text.keys[$0] } == [0x45, 0x4E, 0x44]
    }
}
