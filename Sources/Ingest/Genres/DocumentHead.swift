import Text

/// The head and the foot of a document after GB/T 9704: number, title, addressees, date; copies and who printed it.
extension Analysis {
    private static let titleEndings: [Keys] = [
        "规划", "通知", "意见", "方案", "计划", "纲要", "决定", "办法", "报告", "要点", "措施", "答复",
        "答复函", "复函", "通报", "公报", "公告", "概况", "简介", "县情", "目录", "公示",
        "分解表", "任务表", "一览表", "任务分工", "清单",
    ]

    private static let retrospects: [Keys] = ["统计公报", "公报", "统计数据", "运行情况", "工作总结", "情况统计", "评估报告", "监测报告"]

    mutating func readHead() {
        let head = blocks.indices.prefix { $0 < 40 && !isFirstChapter($0) }
        let number = head.lowerBound..<min(blocks.count, head.upperBound)
        readNumber(number)
        readTitles(number)
        if let (date, range) = labelledDate(number) { setDate(date, range) }
        readSigners(number)
        readAddressees(number)
        readFoot()
        readLetterSignature()
    }

    private func isFirstChapter(_ place: Int) -> Bool {
        let block = blocks[place]
        guard block.kind == .heading, let numbering = block.numbering else { return false }
        return numbering.ordinal == 1 && (numbering.style == .han || numbering.style == .chapter)
            && !outline.sections.isEmpty
    }

    // MARK: Head

    /// 晋政发〔2021〕44号
    private mutating func readNumber(_ places: Range<Int>) {
        for block in blocks[places] where block.range.count <= 40 {
            guard let open = text.first("[", in: block.range) ?? text.first("(", in: block.range),
                open > block.range.lowerBound,
                let close = text.first(any: ["]", ")"], in: open..<block.range.upperBound)?.lowerBound,
                close - open == 5,
                (open + 1..<close).allSatisfy({ isDigit(text.keys[$0]) }),
                let end = text.first("号", in: close..<block.range.upperBound)
            else { continue }
            let agency = text.string(block.range.lowerBound..<open)
            let year = text.string(open + 1..<close)
            let number = text.string(close + 1..<end)
            guard agency.count <= 10, !number.isEmpty, number.allSatisfy(\.isNumber) else { continue }
            findings.set("number", [.text("\(agency)〔\(year)〕\(number)号")], of: document)
            findings.note(lines(block.range), of: document)
            documentYear = Int(year) ?? documentYear
            return
        }
    }

    /// The longest title, over its lines, that ends as titles of documents do; 关于印发……的通知 is the notice's.
    private mutating func readTitles(_ places: Range<Int>) {
        var plan: Range<Int>?
        var notice: Range<Int>?
        for place in places {
            let block = blocks[place]
            guard block.kind == .label || block.kind == .heading, block.numbering == nil else { continue }
            let range = text.trimmed(block.body)
            guard range.count >= (place == places.lowerBound ? 4 : 6),
                !text.contains("文件", in: max(range.lowerBound, range.upperBound - 2)..<range.upperBound)
            else { continue }
            let core = text.withoutBracket(range)
            let ending = Analysis.titleEndings.first {
                text.has($0, at: core.upperBound - $0.count, before: core.upperBound)
            }
            guard ending != nil else { continue }
            if text.contains("的通知", in: max(range.lowerBound, range.upperBound - 3)..<range.upperBound) {
                notice = notice ?? range
            } else {
                plan = plan ?? range
            }
        }
        let title = plan ?? notice ?? firstHeading(places)
        if let title { noteTitle(title) }
        if let notice, notice != title { noteTitle(notice) }
        if let title { setLevelAndPeriod(title) }
    }

    private func firstHeading(_ places: Range<Int>) -> Range<Int>? {
        let first = places.lazy.map { blocks[$0] }.first { block in
            let isField = block.body.prefix(9).contains { text.keys[$0] == 0x3A }
            return block.markdownLevel == 1 && block.numbering == nil
                || block.kind == .label && block.body.count >= 8 && !isField && text.keys[block.body.lowerBound] != 0x28
        }
        if let first { return first.body }
        // 某县县情 above fields and paragraphs.
        return blocks.first.flatMap { $0.kind == .label && $0.body.count >= 4 ? $0.body : nil }
    }

    private mutating func setLevelAndPeriod(_ title: Range<Int>) {
        home = HomePlace(of: text, places, title: title)
        let level = home.county != nil ? "县" : home.city != nil ? "市" : home.province != nil ? "省" : nil
        if let level { findings.set("level", [.text(level)], of: document) }
        let years = text.years(in: title)
        if let only = years.first, years.count == 1, !isSpanEnd(only),
            text.contains(any: ["报告", "要点", "工作", "计划", "公报", "统计", "任务", "清单", "运行情况"], in: title)
        {
            titledYear = only
            isYearPlan = text.contains(any: ["任务", "要点", "清单", "分工", "实事"], in: title)
            if documentYear == 0 { documentYear = only.year }
        }
        isRetrospect = text.contains(any: Analysis.retrospects, in: title)
        // A report is of the year in which it was given: ——2026年1月20日在……会议上
        if titledYear == nil, text.contains("报告", in: title), let given = headDate {
            titledYear = YearMention(year: given.year, range: given.range, isDeadline: false)
            if documentYear == 0 { documentYear = given.year }
        }
        var place = title.lowerBound
        while place < title.upperBound {
            for length in [3, 2, 4] where text.keys[place] == 0x5341 && place + length <= title.upperBound {
                let name = string(place..<place + length)
                if planningPeriod(named: name) != nil {
                    findings.set("period", [.text(name)], of: document)
                    return
                }
            }
            place += 1
        }
    }

    /// 2026年 of `（2024—2026年）`
    private func isSpanEnd(_ year: YearMention) -> Bool {
        year.range.lowerBound > 0 && [0x2D, 0x7E, 0x81F3].contains(text.keys[year.range.lowerBound - 1])
    }

    /// A cover's line that is a unit's name, and one that is a date.
    mutating func readSigners(_ places: Range<Int>) {
        let labels = blocks[places].filter {
            ($0.kind == .label || $0.kind == .heading || $0.kind == .row && $0.range.count <= 40) && $0.numbering == nil
        }
        for range in labels.flatMap({ $0.kind == .row ? signedCells($0) : signedLines($0) }) {
            var name = string(range)
            for tail in ["文件", "编制", "发布", "印发", "制定"] where name.hasSuffix(tail) { name.removeLast(2) }
            if UnitName.isUnit(name), name.count >= 5, range.count <= 30 {
                let unit = addUnit(name, lines(range), .issuer)
                findings.link(document, "issued_by", unit, [lines(range)], .issuer)
            } else if range.count <= 14, let date = date(range) {
                setDate(date, range)
            }
        }
    }

    mutating func setDate(_ date: PartialDate, _ range: Range<Int>) {
        findings.set("date", [.date(date)], of: document)
        findings.note(lines(range), of: document)
        documentYear = date.year
    }

    /// A line that a wide blank parts into a unit and a date; the head of a table is none.
    private func signedCells(_ block: Block) -> [Range<Int>] {
        let parts = signedLines(block)
        return parts.contains { UnitName.isUnit(string($0)) } ? parts : []
    }

    /// The lines of a label, and the unit that 关于印发 stands behind.
    private func signedLines(_ block: Block) -> [Range<Int>] {
        var ranges = [text.trimmed(block.body)]
        if block.lines.count > 1 { ranges = text.lines[block.lines].map { text.trimmed($0.range) } }
        // 某市农业农村局　2025年9月
        ranges += ranges.flatMap { range -> [Range<Int>] in
            guard let year = text.years(in: range).first, year.range.lowerBound > range.lowerBound else { return [] }
            let before = text.trimmed(range.lowerBound..<year.range.lowerBound)
            return UnitName.isUnit(string(before)) ? [before, year.range.lowerBound..<range.upperBound] : []
        }
        if let about = text.first("关于", in: block.body), about - block.body.lowerBound >= 5 {
            ranges.append(block.body.lowerBound..<about)
        }
        return ranges
    }

    /// 二〇二五年十一月, 2025年11月3日; nil if anything else stands there.
    func date(_ range: Range<Int>) -> PartialDate? {
        guard let year = text.years(in: range).first, year.range.lowerBound - range.lowerBound <= 1 else { return nil }
        var numbers: [Int] = []
        var start = year.range.upperBound
        for sign in [0x6708, 0x65E5] as [UInt32] {
            guard let end = text.keys[start..<range.upperBound].firstIndex(of: sign),
                let number = text.ordinal(text.trimmed(start..<end))
            else { break }
            numbers.append(number)
            start = end + 1
        }
        guard text.trimmed(start..<range.upperBound).count <= 3 else { return nil }
        return PartialDate(year: year.year, month: numbers.first, day: numbers.count > 1 ? numbers[1] : nil)
    }

    /// `各市、县人民政府，省人民政府各委、办、厅、局：`
    private mutating func readAddressees(_ places: Range<Int>) {
        for block in blocks[places] where block.range.count <= 120 {
            let range = text.trimmed(block.range)
            guard let last = range.last, text.keys[last] == 0x3A, text.contains(any: ["各", "人民政府", "委员会"], in: range),
                !range.contains(where: { endsSentence(text.keys[$0]) })
            else { continue }
            for part in text.split(range.lowerBound..<last, at: [0x2C, 0x3B]) where part.count >= 2 {
                let unit = addUnit(string(part), lines(part), .addressee)
                findings.link(document, "sent_to", unit, [lines(part)], .addressee)
            }
            return
        }
    }

    // MARK: Foot

    private mutating func readFoot() {
        guard
            let start = blocks.indices.suffix(12).first(where: { text.contains("抄送", in: blocks[$0].range.prefix(6)) })
        else { return }
        var copies = blocks[start].range
        var places = start + 1..<blocks.count
        // Copies go on until the printer and the date.
        while let next = places.first, !isPrinter(blocks[next]) {
            copies = copies.lowerBound..<blocks[next].range.upperBound
            places = places.dropFirst()
        }
        let cue = text.first(any: ["抄送:", "抄送"], in: copies)?.upperBound ?? copies.lowerBound
        for part in text.split(cue..<copies.upperBound, at: [0x2C, 0x3002, 0x3B]) where part.count >= 2 {
            let unit = addUnit(string(part), lines(part), .copies)
            findings.link(document, "copied_to", unit, [lines(part)], .copies)
        }
        readPrinter(places)
    }

    private func isPrinter(_ block: Block) -> Bool {
        text.contains("印发", in: block.range)
            || (UnitName.type(of: string(block.range)).map { $0 == "政府部门" || $0 == "党委部门" } ?? false)
                && block.range.count <= 20 && !text.contains("各", in: block.range)
    }

    /// `山西省人民政府办公厅  2021年12月22日印发`, on one line or two.
    private mutating func readPrinter(_ places: Range<Int>) {
        guard let first = places.first, let last = places.last else { return }
        let range = blocks[first].range.lowerBound..<blocks[last].range.upperBound
        guard let year = text.years(in: range).last else { return }
        let before = text.trimmed(range.lowerBound..<year.range.lowerBound)
        let name = string(before)
        if UnitName.isUnit(name) {
            let unit = addUnit(name, lines(before), .printer)
            findings.link(document, "printed_by", unit, [lines(range)], .printer)
        }
        if let end = text.first("印发", in: year.range.lowerBound..<range.upperBound),
            let date = date(year.range.lowerBound..<end)
        {
            findings.set("printed", [.date(date)], of: document)
            findings.note(lines(year.range.lowerBound..<range.upperBound), of: document)
        }
    }
}
