/// The words that begin what was found at a unit, and those that begin what is recommended.
extension Analysis {
    /// `反馈问题：`, and what others write before what was found.
    private static let findingCues: [Keys] = [
        "主要是:", "主要问题是:", "主要表现在:", "主要表现为:", "主要有:", "具体表现在:", "具体表现为:", "主要如下:", "存在以下问题:", "存在以下主要问题:",
        "发现的主要问题:", "发现的问题:", "存在以下问题。", "存在以下主要问题。", "存在如下问题:", "存在如下问题。", "以下几个方面问题:", "存在的主要问题:", "存在的问题:", "存在问题:",
        "主要问题:", "突出问题:", "问题如下:",
    ]
    private static let weakFindingCues: [Keys] = [
        "反馈问题:", "反馈指出,", "反馈指出:", "巡察发现,", "巡视发现,", "巡察发现:", "巡视发现:", "巡察中发现,", "巡察中发现:", "发现问题:", "巡察指出,", "巡视指出,",
        "巡察指出:", "巡视指出:",
    ]
    static let adviceCues: [Keys] = [
        "意见建议:", "整改建议:", "整改意见:", "工作建议:", "巡察建议:", "巡视建议:", "整改要求:", "提出如下意见:", "提出以下意见:", "提出如下建议:", "提出以下建议:",
        "提出以下意见建议:", "提出如下意见建议:", "提出了以下意见建议:", "提出了整改意见:", "意见和建议:", "建议:", "提出建议:", "要求:", "提出四点要求:", "提出三点要求:",
        "提出要求:", "意见:", "反馈要求,", "反馈强调,", "反馈建议,",
        "巡察建议,", "巡视建议,", "整改建议,", "工作建议,", "巡察要求,", "巡视要求,", "整改要求,",
    ]
    static let inspectionWords: [Keys] = ["巡察", "巡视"]

    static let findingWords: [Keys] = ["问题", "不足", "短板"]
    static let adviceWords: [Keys] = ["建议", "意见", "要求"]

    /// A short heading that says what the lines below are: `1.巡察发现的主要问题`.
    func isCueHeading(_ block: Block, _ words: [Keys]) -> Bool {
        block.kind != .paragraph && block.range.count <= 20 && text.contains(any: words, in: block.body)
            && !text.contains("方面", in: block.body)
    }

    /// `主要是：`, or a colon shortly behind 问题.
    func findingCue(_ range: Range<Int>) -> Range<Int>? {
        text.first(any: Analysis.findingCues, in: range) ?? colonCue(range, Analysis.findingWords)
            ?? text.first(any: Analysis.weakFindingCues, in: range)
    }

    /// A colon or dashes with one of the words in the few characters before.
    func colonCue(_ range: Range<Int>, _ words: [Keys]) -> Range<Int>? {
        var place = range.lowerBound
        while place < range.upperBound {
            let key = text.keys[place]
            if key == 0x3A || key == 0x2D {
                var start = place
                while start > range.lowerBound, place - start < 8,
                    ![0x2C, 0x3B, 0x3A, 0x3002].contains(text.keys[start - 1])
                { start -= 1 }
                if let word = text.first(any: words, in: start..<place), place - word.upperBound <= 3 {
                    var end = place
                    while end < range.upperBound, text.keys[end] == 0x3A || text.keys[end] == 0x2D { end += 1 }
                    return start..<end
                }
            }
            place += 1
        }
        return nil
    }

    func adviceRange(_ places: Range<Int>, _ range: Range<Int>) -> (cue: Range<Int>, rest: Range<Int>)? {
        // The cue of a paragraph of its own is surer than the word within a sentence.
        for block in blocks[places] where block.range.upperBound <= range.upperBound {
            if isCueHeading(block, Analysis.adviceWords) {
                return (block.range, block.range.upperBound..<range.upperBound)
            }
            if let cue = text.first(any: Analysis.adviceCues, in: block.range),
                cue.lowerBound - block.body.lowerBound <= 12
            {
                return (block.range.lowerBound..<cue.upperBound, cue.upperBound..<range.upperBound)
            }
        }
        return (text.first(any: Analysis.adviceCues, in: range) ?? colonCue(range, Analysis.adviceWords)).map {
            ($0, $0.upperBound..<range.upperBound)
        }
    }

    /// The groups behind `主要是：`, which semicolons or full stops part, or which are numbered.
    func findingGroups(_ places: Range<Int>, _ range: Range<Int>) -> [Range<Int>] {
        if let heading = blocks[places].first(where: { isCueHeading($0, Analysis.findingWords) }),
            heading.range.upperBound <= range.upperBound
        {
            return listed(heading.range.upperBound..<range.upperBound)
        }
        let labelled = labelledItems(places, Analysis.findingLabels)
        if !labelled.isEmpty { return labelled }
        if let cue = findingCue(range) { return listed(cue.upperBound..<range.upperBound) }
        // `巡察某局党组反馈的主要问题` above the numbered findings themselves.
        guard let heading = places.first.map({ blocks[$0 - 1] }), heading.kind != .paragraph,
            text.contains(any: Analysis.findingWords, in: heading.body), itemStarts(range).count >= 2
        else { return [] }
        return listed(range)
    }
}
