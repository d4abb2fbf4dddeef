import Text

/// Industries that a text names beside those of its clusters.
extension Analysis {
    private static let classes = "GB/T 4754"

    /// Adds an industry of the lexicon that a range names.
    mutating func addIndustry(_ number: Int, _ range: Range<Int>) -> Int {
        let lines = self.lines(range)
        let industry = IndustryLexicon.shared.industries[number]
        // The document's own name for one goes before the lexicon's.
        if let known = industryNodes[nameKey(string(range))] ?? industryNodes[nameKey(industry.name)] {
            findings.note(lines, of: known)
            return known
        }
        let node = findings.add(
            Findings.Node(
                kind: "industry", name: industry.name, identity: .name,
                aliases: industry.name.hasSuffix("产业") && industry.name.count > 4
                    ? [String(industry.name.dropLast(2))] : [],
                values: industry.codes.isEmpty ? [] : [("code", industry.codes.map { .text($0) })], lines: [lines],
                standard: industry.codes.isEmpty ? nil : Analysis.classes, rule: .industryWord, confidence: 0.9))
        industryNodes[nameKey(industry.name)] = node
        return node
    }

    /// Links a node to the industries that a range names.
    mutating func addIndustries(
        of node: Int, _ range: Range<Int>, _ relation: String, confidence: Double = 0.8
    ) {
        for (number, range) in IndustryLexicon.shared.industries(in: text, range) {
            let lines = self.lines(range)
            let industry = addIndustry(number, range)
            findings.link(node, relation, industry, [lines], .industryWord, confidence: confidence)
        }
    }

    /// What headings and leads name a plan promotes, with the section that they head; the text below only mentions it.
    mutating func readIndustries() {
        for place in outline.sections.indices {
            guard let node = sectionNodes[place] else { continue }
            let title = outline.sections[place].titleRange
            for (number, range) in IndustryLexicon.shared.industries(in: text, title) {
                let lines = self.lines(range)
                let industry = addIndustry(number, range)
                findings.link(document, "promotes", industry, [lines], .industryWord, confidence: 0.9)
                findings.link(node, "promotes", industry, [lines], .industryWord, confidence: 0.9)
            }
        }
        for place in blocks.indices where blocks[place].kind != .contents {
            guard let section = outline.owner[place].flatMap({ sectionNodes[$0] }) else { continue }
            for sentence in text.sentences(blocks[place].range) { readGrowing(sentence, section) }
        }
    }

    private static let growing: [Keys] = [
        "发展", "做强", "做优", "做大", "壮大", "培育", "打造", "布局", "推进", "推动", "加快", "建设", "聚焦", "振兴", "提升",
    ]

    /// 重点发展纺织服装、食品加工产业: what follows the verb in its clause is promoted; the rest is mentioned.
    private mutating func readGrowing(_ sentence: Range<Int>, _ section: Int) {
        let named = IndustryLexicon.shared.industries(in: text, sentence)
        if named.isEmpty { return }
        for (number, range) in named {
            var start = range.lowerBound
            while start > sentence.lowerBound, text.keys[start - 1] != 0x2C, text.keys[start - 1] != 0x3B { start -= 1 }
            start = max(start, range.lowerBound - 12)
            let isGrowing = text.contains(any: Analysis.growing, in: start..<range.lowerBound)
            let lines = self.lines(range)
            let industry = addIndustry(number, range)
            findings.link(section, "mentions", industry, [lines], .industryWord, confidence: 0.8)
            if isGrowing {
                findings.link(document, "promotes", industry, [lines], .industryWord, confidence: 0.7)
            }
        }
    }

    private static let listing: [Keys] = [
        "发展", "做强", "做优", "做大", "壮大", "培育", "打造", "重点发展", "大力发展", "做精", "提升", "振兴", "做大做强", "发展壮大", "建设", "主导",
    ]

    /// 柑橘产业 of `发展柑橘产业和电商产业`: what the lexicon doesn't have.
    private mutating func addListed(by place: Int, _ range: Range<Int>) {
        for clause in text.split(range, at: [0x2C, 0x3B, 0x3002, 0x3A]) {
            guard text.contains("产业", in: clause), let cue = text.first(any: Analysis.listing, in: clause) else {
                continue
            }
            for part in text.split(cue.upperBound..<clause.upperBound, at: [0x3001, 0x548C, 0x4E0E]) {
                guard (4...12).contains(part.count), text.has("产业", at: part.upperBound - 2, before: part.upperBound),
                    !text.contains(any: ["特色产业", "优势产业", "主导产业", "支柱产业", "产业产业", "新兴产业", "未来产业", "的"], in: part),
                    IndustryLexicon.shared.industries(in: text, part).isEmpty
                else { continue }
                let industry = addIndustry(part, .industry, confidence: 0.7)
                findings.link(place, "develops", industry, [lines(part)], .develops, confidence: 0.7)
            }
        }
    }

    /// 平遥县 develops what its own paragraph names.
    mutating func addDeveloped(by place: Int, _ range: Range<Int>) {
        addListed(by: place, range)
        for (number, range) in IndustryLexicon.shared.industries(in: text, range) {
            let lines = self.lines(range)
            let industry = addIndustry(number, range)
            findings.link(place, "develops", industry, [lines], .develops, confidence: 0.8)
        }
    }
}
