import Text

/// Documents that a text names between 《 and 》.
extension Analysis {
    /// Endings of titles of documents; other titles in 《》 are books, plays and films.
    private static let endings: [Keys] = [
        "规划", "纲要", "通知", "意见", "办法", "条例", "方案", "规定", "规范", "指引", "指南", "决定", "标准", "细则", "计划", "法", "公约", "目录", "措施",
        "规程", "公告", "报告", "批复", "若干意见", "政策",
    ]

    /// Links a node to the documents that a range cites; `根据《…》` makes the document's own basis.
    mutating func addCitations(of node: Int, _ range: Range<Int>, isBasis: Bool = false) {
        var place = range.lowerBound
        var isBased = false
        var last = range.lowerBound
        while place < range.upperBound {
            guard text.keys[place] == 0x300A else {
                place += 1
                continue
            }
            guard let close = text.keys[place..<min(range.upperBound, place + 80)].firstIndex(of: 0x300B) else {
                place += 1
                continue
            }
            // 根据《甲规划》《乙纲要》: both.
            isBased = isBasis && (isBased && place - last <= 2 || saysBasis(before: place, range))
            last = close + 1
            cite(place + 1..<close, node, isBased)
            place = close + 1
        }
    }

    private func saysBasis(before place: Int, _ range: Range<Int>) -> Bool {
        text.contains(any: ["根据", "依据", "按照"], in: max(range.lowerBound, place - 8)..<place)
    }

    private mutating func cite(_ title: Range<Int>, _ node: Int, _ isBased: Bool) {
        // `《太行山规划(2020—2035年)》` ends with a bracket.
        var end = title.upperBound
        if end > title.lowerBound, text.keys[end - 1] == 0x29, let open = text.last("(", in: title) { end = open }
        let core = title.lowerBound..<end
        guard core.count >= 4,
            Analysis.endings.contains(where: { text.has($0, at: core.upperBound - $0.count, before: core.upperBound) })
        else { return }
        let name = string(title)
        if nameKey(name) == nameKey(findings.nodes[document].name) { return }
        let cited = findings.add(
            Findings.Node(kind: "document", name: name, identity: .name, lines: [lines(title)], rule: .cited))
        findings.link(isBased ? document : node, isBased ? "based_on" : "cites", cited, [lines(title)], .cited)
    }
}
