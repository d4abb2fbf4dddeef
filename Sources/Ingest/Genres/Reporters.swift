/// Who wrote a story: its byline, its dateline, a name in brackets at its end.
extension Analysis {
    private static let reporterCues: [Keys] = [
        "本报记者", "本刊记者", "本网记者", "本台记者", "首席记者", "全媒体记者", "融媒体记者", "实习记者", "见习记者", "特约记者", "记者", "通讯员", "报道员", "实习生",
        "作者:",
        "作者",
    ]

    /// The names of a title's block whose last line is a byline and nothing else: `本报记者 李梅 通讯员 王芳`.
    func byline(_ block: Block) -> [Range<Int>]? {
        guard let last = text.lines[block.lines].last else { return nil }
        return byline(last.range)
    }

    /// A title's block without the byline that may stand below it; empty if there is nothing else.
    func titleRange(_ block: Block) -> Range<Int> {
        guard let last = text.lines[block.lines].last, byline(last.range) != nil else { return block.body }
        return text.trimmed(block.body.lowerBound..<max(block.body.lowerBound, last.range.lowerBound))
    }

    func byline(_ line: Range<Int>) -> [Range<Int>]? {
        var range = text.trimmed(line)
        if let names = mediaNames(range) ?? pictureNames(range) { return names }
        // 记者 李梅 摄影 王芳
        if let photo = text.first("摄影", in: range), photo - range.lowerBound >= 4, range.upperBound - photo > 3 {
            range = text.trimmed(range.lowerBound..<photo)
        }
        guard range.count <= 60, let cue = text.first(any: Analysis.reporterCues, in: range),
            cue.lowerBound - range.lowerBound <= 4 || text.contains(any: ["文/", "图/"], in: range.prefix(5))
                || text.has("来源", at: range.lowerBound, before: range.upperBound),
            !text.contains("摄", in: range)
        else { return nil }
        let names = reporters(range)
        return names.isEmpty ? nil : names
    }

    /// The names behind 记者 and 通讯员 in a byline, a dateline or a caption.
    func reporters(_ range: Range<Int>) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var place = range.lowerBound
        while let cue = text.first(any: Analysis.reporterCues, in: place..<range.upperBound) {
            place = cue.upperBound
            var end = place
            while end < range.upperBound, end - place < 16,
                isHan(text.keys[end]) || [0x20, 0x3001].contains(text.keys[end])
            { end += 1 }
            var part = text.trimmed(place..<end)
            if let next = text.first(any: Analysis.reporterCues, in: part) {
                part = text.trimmed(part.lowerBound..<next.lowerBound)
            }
            for tail in ["本报", "本刊", "本网", "本台"] as [Keys] where part.count > tail.count + 1 {
                if text.has(tail, at: part.upperBound - tail.count, before: part.upperBound) {
                    part = text.trimmed(part.lowerBound..<part.upperBound - tail.count)
                }
            }
            // 金哲 时间: the next field follows.
            if let field = text.first(any: ["时间", "编辑", "来源", "责编"], in: part) {
                part = text.trimmed(part.lowerBound..<field.lowerBound)
            }
            if let sign = text.last("摄", in: part) { part = text.trimmed(part.lowerBound..<sign) }
            // 瞿若水 文/图
            for tail in [" 文图", " 文", " 图"] as [Keys] where part.count > tail.count + 1 {
                if text.has(tail, at: part.upperBound - tail.count, before: part.upperBound) {
                    part = text.trimmed(part.lowerBound..<part.upperBound - tail.count)
                }
            }
            // 记者李梅报道近日，……
            let told = text.first(any: ["摄影报道", "报道", "采写"], in: part).flatMap {
                (2...9).contains($0.lowerBound - part.lowerBound) ? $0.lowerBound : nil
            }
            if let told { part = text.trimmed(part.lowerBound..<told) }
            let isSigned =
                told != nil || end == range.upperBound || [0x29, 0x2F, 0x20].contains(text.keys[end])
                || text.has("摄", at: end, before: range.upperBound)
            var found = text.names(part).isEmpty ? namesTogether(part) : text.names(part)
            // In a line that is a byline and nothing else, any two or three characters behind 记者 are a name.
            // So it is in brackets: （通讯员 鹤鸣）
            let isBracketed = end < range.upperBound && text.keys[end] == 0x29
            let isAlone = (range.count <= 40 || isBracketed) && (2...3).contains(part.count) && isSigned
            if found.isEmpty, isAlone, part.allSatisfy({ isHan(text.keys[$0]) }) { found = [part] }
            if isSigned || part.upperBound < end { names += found }
        }
        return names
    }

    /// 李梅 of `文/图  李梅`, `图文：李梅`: who wrote and took pictures, where 记者 doesn't stand.
    private func pictureNames(_ line: Range<Int>) -> [Range<Int>]? {
        let cues: [Keys] = ["文/图", "图/文", "文图", "图文", "文/", "撰文"]
        guard line.count <= 24,
            let cue = cues.first(where: { text.has($0, at: line.lowerBound, before: line.upperBound) })
        else { return nil }
        var rest = line.lowerBound + cue.count..<line.upperBound
        while let first = rest.first, [0x20, 0x3A, 0x2F].contains(text.keys[first]) { rest.removeFirst() }
        let names = text.names(rest)
        if !names.isEmpty { return names }
        // 文/李梅 图/王芳, whatever their surnames.
        let parts = text.split(line, at: [0x20]).map { part in
            ["文/", "图/", "摄影/"].first { text.has(Keys($0), at: part.lowerBound, before: part.upperBound) }
                .map { part.lowerBound + $0.unicodeScalars.count..<part.upperBound }
        }
        let own = parts.compactMap { $0 }.filter {
            (2...4).contains($0.count) && $0.allSatisfy { isHan(text.keys[$0]) }
        }
        return own.count == parts.count && !own.isEmpty ? own : nil
    }

    /// 李沐 of `□ 某县融媒体中心 李沐`, a line that is a medium's name and names.
    private func mediaNames(_ line: Range<Int>) -> [Range<Int>]? {
        var range = line
        while let first = range.first, !isHan(text.keys[first]) { range.removeFirst() }
        guard range.count <= 30, let space = range.first(where: { text.keys[$0] == 0x20 }),
            UnitName.type(of: string(range.lowerBound..<space)) == "媒体"
        else { return nil }
        let names = text.names(space + 1..<range.upperBound)
        return names.isEmpty ? nil : names
    }

    /// Names side by side of which one at least has a known surname: behind 通讯员 nothing else stands.
    private func namesTogether(_ range: Range<Int>) -> [Range<Int>] {
        let parts = text.split(range, at: [0x20, 0x3001])
        let areNames =
            parts.count > 1 && parts.allSatisfy { (2...3).contains($0.count) }
            && parts.contains { PersonName.isName($0, in: text) }
        return areNames ? parts : []
    }

    /// 李梅 of `本报讯（李梅）`, where no 记者 stands before the name.
    func datelineNames(_ block: Block) -> [Range<Int>] {
        let head = block.range.lowerBound..<min(block.range.upperBound, block.range.lowerBound + 24)
        guard let open = text.first("讯(", in: head) ?? text.first("电(", in: head),
            let close = text.first(")", in: open..<min(block.range.upperBound, open + 24))
        else { return [] }
        return text.names(open + 2..<close)
    }

    /// 李梅 of a paragraph that ends with `（李梅）`.
    func signature(behind block: Block) -> [Range<Int>] {
        guard block.range.count > 40, text.keys[block.range.upperBound - 1] == 0x29,
            let open = text.last("(", in: block.range.upperBound - min(14, block.range.count)..<block.range.upperBound),
            case let before = text.trimmed(block.range.lowerBound..<open), let end = before.last,
            endsSentence(text.keys[end])
        else { return [] }
        return text.names(open + 1..<block.range.upperBound - 1)
    }
}
