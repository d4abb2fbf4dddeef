import Text

/// Proposals as a committee files them: `案由：…`, `提案人：…`, what is wrong, what is proposed; each field under its label.
extension Analysis {
    private enum Field {
        case title, author, text, handling
    }

    private static let fields: [(label: Keys, field: Field)] = [
        ("案由:", .title), ("提案题目:", .title), ("提案名称:", .title), ("题目:", .title), ("标题:", .title), ("题 目:", .title),
        ("案 由:", .title), ("提案人:", .author), ("提案者:", .author), ("提案单位:", .author), ("第一提案人:", .author),
        ("领衔人:", .author),
        ("提 案 人:", .author), ("提出人:", .author), ("联名人:", .author), ("附议人:", .author),
        ("情况与问题:", .text), ("情况和问题:", .text), ("基本情况:", .text), ("存在问题:", .text), ("存在的问题:", .text), ("问题分析:", .text),
        ("背景:", .text),
        ("现状与问题:", .text), ("情况分析:", .text), ("提案内容:", .text), ("内容:", .text), ("正文:", .text), ("理由:", .text),
        ("分析:", .text),
        ("承办单位:", .handling), ("主办单位:", .handling), ("会办单位:", .handling), ("办理情况:", .handling), ("办理结果:", .handling),
        ("答复摘要:", .handling), ("审查意见:", .handling), ("类别:", .handling), ("界别:", .handling), ("提案编号:", .handling),
        ("立案时间:", .handling),
        ("提交时间:", .handling),
    ]

    /// The label at the head of a block, and what stands behind it.
    private func field(_ block: Block) -> (field: Field, rest: Range<Int>)? {
        let range = text.trimmed(block.body)
        for (label, field) in Analysis.fields where text.has(label, at: range.lowerBound, before: range.upperBound) {
            return (field, text.trimmed(range.lowerBound + label.count..<range.upperBound))
        }
        return nil
    }

    /// Behind a label that heads what a proposal tells.
    func behindLabel(_ range: Range<Int>) -> Range<Int> {
        for (label, field) in Analysis.fields where field == .text {
            if text.has(label, at: range.lowerBound, before: range.upperBound) {
                return text.trimmed(range.lowerBound + label.count..<range.upperBound)
            }
        }
        return range
    }

    /// Whether at least two proposals tell their title under a label.
    var isLabelled: Bool {
        var titles = 0
        for block in blocks where block.range.count <= 120 {
            if case .title? = field(block)?.field { titles += 1 }
            if titles == 2 { return true }
        }
        return false
    }

    /// The proposals of a labelled list and the titles at its head.
    func labelledSpeeches() -> (head: [Range<Int>], speeches: [Speech]) {
        var head: [Range<Int>] = []
        var speeches: [Speech] = []
        let reader = BylineReader(text: text)
        for place in blocks.indices where blocks[place].kind != .contents {
            let block = blocks[place]
            switch field(block) {
            case (.title, let rest)?: speeches.append(Speech(title: rest))
            case (.author, let rest)?:
                guard let last = speeches.indices.last, let byline = signed(rest, reader) else { continue }
                speeches[last].authors.append((byline, 1))
            case (.handling, _)?: continue
            case (.text, _)?, nil:
                if isProposalNumber(block) { continue }
                if let last = speeches.indices.last {
                    speeches[last].bodies.append(place)
                } else if block.kind == .label || block.kind == .heading {
                    head.append(text.trimmed(block.body))
                }
            }
        }
        return (head, speeches)
    }

    private func signed(_ range: Range<Int>, _ reader: BylineReader) -> Byline? {
        if let byline = reader.byline(range) { return byline }
        let names = text.names(range)
        if !names.isEmpty { return Byline(names: names, unit: nil, range: range) }
        return UnitName.isUnit(string(range)) ? Byline(names: [], units: [range], range: range) : nil
    }

    /// `提案第017号`, `第58号提案`
    private func isProposalNumber(_ block: Block) -> Bool {
        let range = text.trimmed(block.body)
        guard range.count <= 16, text.contains("号", in: range), text.contains("第", in: range) else { return false }
        return range.contains { isDigit(text.keys[$0]) }
    }
}
