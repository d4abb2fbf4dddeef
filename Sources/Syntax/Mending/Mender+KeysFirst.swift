import Text

/// Keys that stand before their verb, or without one.
extension Mender {
    /// `按 类别 统计 问题` ⇒ `统计 问题 按 类别`
    mutating func mendLeadingKeys() {
        guard let first = pieces.first, Mender.by.contains(first.key),
            let verb = place(from: 2, where: { [.find, .count].contains($0.keyword) }), verb + 1 < pieces.count
        else { return }
        let keys = pieces[1..<verb].filter { !Mender.groupingWords.contains($0.key) }
        var rest = Array(pieces[verb...])
        if rest.count == 3, Mender.amounts.contains(rest[2].key) { rest.removeLast() }
        rest.insert(contentsOf: [keyword(.by)] + keys, at: 2)
        pieces = rest
    }

    /// `显示 计数() 按 年份` ⇒ `分组 年份 显示 年份，计数()`, and without an aggregate `按 年份` ⇒ `排序 年份`
    mutating func mendKeysWithoutVerb() {
        guard pieces.first?.keyword == .find,
            let by = pieces.lastIndex(where: { Mender.by.contains($0.key) }), by > 1, by + 1 < pieces.count,
            ![.order, .group].contains(pieces[by - 1].keyword), !pieces.contains(where: { $0.keyword == .pivot })
        else { return }
        let end = place(from: by + 1, where: { $0.keyword?.role == .clause }) ?? pieces.count
        let keys = Array(pieces[by + 1..<end])
        if keys.isEmpty || keys.contains(where: { [.asc, .desc].contains($0.keyword) }) { return }
        if end < pieces.count, [.group, .order].contains(pieces[end].keyword) { return }
        guard let show = place(from: 1, where: { $0.keyword == .show }), show < by,
            pieces[show..<by].contains(where: { $0.keyword == .count || Mender.aggregates.contains($0.key) })
        else { return replace(by..<by + 1, by: orderBy) }
        let comma = Piece.sign(isChinese ? "，" : ",", glued: true)
        let shown = pieces[show + 1..<by].first?.key == keys.first?.key ? [] : keys + [comma]
        pieces.removeSubrange(by..<end)
        pieces.replaceSubrange(show...show, with: groupBy + keys + [keyword(.show)] + shown)
    }

    private static let groupingWords: Set<String> = ["分组", "分类", "group", "分别", "来"]
    private static let aggregates: Set<String> = [
        "sum", "avg", "min", "max", "median", "求和", "合计", "总和", "平均", "平均值", "最大值", "最小值", "最大", "最小", "中位数",
    ]
}
