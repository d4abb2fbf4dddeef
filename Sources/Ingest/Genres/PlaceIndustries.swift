import Text

/// Industries that sentences of a plan give to places: `甲区主攻激光装备`, `推进甲、乙等区域设施农业发展`, `甲砂器、乙陶瓷等工艺美术产业集群`.
extension Analysis {
    private static let giving: [Keys] = [
        "主攻", "做强", "做大", "做优", "做精", "壮大", "发展", "打造", "聚焦", "培育", "布局", "建设", "突出", "推进", "推动", "支持", "引导", "鼓励",
        "扶持",
        "建成", "创建", "集聚", "主导", "促进", "优化",
    ]
    private static let behindPlaces: [Keys] = [
        "等地区", "等区域", "等地", "等县区", "等县市", "等县", "等市", "等区", "等", "两县", "三县", "两区", "三区", "两地", "三地", "县", "市", "区", "要",
        "应", "积极",
        "加快", "重点", "大力", "着力", "依托", "的",
    ]
    /// From a place, or from the verb behind it, to what it develops.
    private static let longestReach = 14

    mutating func readPlaceIndustries() {
        let known = knownIndustries()
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            guard let section = outline.owner[place], !isReview(ancestors(of: section)) else { continue }
            for sentence in text.sentences(blocks[place].range) where !places.places(in: sentence).isEmpty {
                for part in text.split(sentence, at: [0x3B, 0x2C, 0x3002]) { readGiven(part, known) }
                readEnumerated(sentence)
            }
            readHeaded(place, section, known)
        }
    }

    /// The industries of the document's clusters, also by their names without 产业.
    private func knownIndustries() -> WordIndex<Int> {
        var words: [(word: String, meaning: Int)] = []
        for (place, node) in findings.nodes.enumerated() where node.kind == "industry" {
            for name in [node.name] + node.aliases where name.count >= 4 { words.append((name, place)) }
            if node.name.hasSuffix("产业"), node.name.count > 4 { words.append((String(node.name.dropLast(2)), place)) }
        }
        return WordIndex(words)
    }

    // MARK: Lists of places, then what they develop

    private mutating func readGiven(_ part: Range<Int>, _ known: WordIndex<Int>) {
        let named = Array(places.places(in: part)).filter { $0.division != home.province && $0.division != home.city }
        var first = 0
        while first < named.count {
            var last = first
            while last + 1 < named.count, isPlaceGap(named[last].range.upperBound..<named[last + 1].range.lowerBound) {
                last += 1
            }
            let end = last + 1 < named.count ? named[last + 1].range.lowerBound : part.upperBound
            let behind = named[last].range.upperBound..<end
            for industry in given(behind, before: part.lowerBound..<named[first].range.lowerBound, known) {
                for member in named[first...last] { develop(member, industry.node, industry.range) }
            }
            first = last + 1
        }
    }

    /// `2．沙漠旅游产业。甲县重点打造……`: a heading that is an industry, and the place that its first sentence is of.
    private mutating func readHeaded(_ place: Int, _ section: Int, _ known: WordIndex<Int>) {
        let title = outline.sections[section].titleRange
        let body = text.unnumbered(title)
        guard let industry = known.match(text, at: body.lowerBound, before: body.upperBound),
            industry.length == body.count
        else { return }
        let rest = max(blocks[place].range.lowerBound, title.upperBound)..<blocks[place].range.upperBound
        for sentence in text.sentences(rest) {
            let start = text.trimmed(sentence).lowerBound
            guard let first = places.places(in: sentence).first, first.range.lowerBound - start <= 3,
                first.division != home.city, first.division != home.province,
                text.contains(
                    any: Analysis.giving + ["依托"],
                    in: first.range.upperBound..<min(sentence.upperBound, first.range.upperBound + 6))
            else { continue }
            develop(first, industry.meaning, body)
        }
    }

    private func isPlaceGap(_ gap: Range<Int>) -> Bool {
        gap.count <= 2 && gap.allSatisfy { [0x3001, 0x548C, 0x53CA, 0x4E0E].contains(text.keys[$0]) }
    }

    /// What stands behind a list of places and is given to them: behind a verb, or where a verb stands before the list.
    private mutating func given(
        _ behind: Range<Int>, before: Range<Int>, _ known: WordIndex<Int>
    ) -> [(node: Int, range: Range<Int>)] {
        var start = behind.lowerBound
        var goesOn = true
        while goesOn {
            goesOn = false
            for word in Analysis.behindPlaces where text.has(word, at: start, before: behind.upperBound) {
                start += word.count
                goesOn = true
                break
            }
        }
        var hasVerb = false
        if let verb = text.first(any: Analysis.giving, in: start..<min(behind.upperBound, start + 6)) {
            hasVerb = true
            start = verb.upperBound
        }
        if !hasVerb, !text.contains(any: Analysis.giving, in: before) { return [] }
        var found: [(node: Int, range: Range<Int>)] = []
        var reach = start + Analysis.longestReach
        for (node, range) in namedIndustries(start..<behind.upperBound, known) {
            guard range.lowerBound <= reach, hasVerb || found.isEmpty else { break }
            found.append((node, range))
            reach = range.upperBound + 6
        }
        return found.isEmpty && hasVerb ? listedIndustry(start..<behind.upperBound) : found
    }

    private mutating func namedIndustries(
        _ range: Range<Int>, _ known: WordIndex<Int>
    ) -> [(node: Int, range: Range<Int>)] {
        var found: [(node: Int, range: Range<Int>)] = []
        for (number, named) in IndustryLexicon.shared.industries(in: text, range) {
            found.append((addIndustry(number, named), named))
        }
        var place = range.lowerBound
        while place < range.upperBound {
            guard let (node, length) = known.match(text, at: place, before: range.upperBound) else {
                place += 1
                continue
            }
            if !found.contains(where: { $0.range.overlaps(place..<place + length) }) {
                found.append((node, place..<place + length))
            }
            place += length
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static let noIndustries: [Keys] = [
        "特色产业", "优势产业", "主导产业", "支柱产业", "新兴产业", "未来产业", "传统产业", "富民产业", "的", "三次产业", "相关产业",
    ]

    /// 电子元器件产业, which no lexicon has, directly behind the verb.
    private mutating func listedIndustry(_ range: Range<Int>) -> [(node: Int, range: Range<Int>)] {
        var found: [(node: Int, range: Range<Int>)] = []
        for part in text.split(range, at: [0x3001, 0x548C, 0x4E0E, 0x53CA]) {
            guard (4...10).contains(part.count), text.has("产业", at: part.upperBound - 2, before: part.upperBound),
                !text.contains(any: Analysis.noIndustries, in: part)
            else { break }
            found.append((addIndustry(part, .industry, confidence: 0.7), part))
        }
        return found
    }

    // MARK: Each place with its own

    /// `甲砂器、乙和丙陶瓷、丁漆器等具有特色的工艺美术产业集群`: items that places head, and what they are of.
    private mutating func readEnumerated(_ sentence: Range<Int>) {
        var start = sentence.lowerBound
        while let end = text.first("等", in: start..<sentence.upperBound) {
            defer { start = end + 1 }
            let members = headedItems(before: end, from: start)
            guard members.count >= 3 else { continue }
            let behind = end + 1..<min(sentence.upperBound, end + 20)
            let reach = behind.first { text.keys[$0] == 0x2C || endsSentence(text.keys[$0]) } ?? behind.upperBound
            var nodes: [(Int, Range<Int>)] = []
            for word in ["集群", "产业"] as [Keys] {
                guard let cue = text.first(word, in: behind.lowerBound..<reach),
                    !["园", "示范", "基地"].contains(where: { text.has($0, at: cue + word.count, before: text.count) })
                else { continue }
                nodes = IndustryLexicon.shared.industries(in: text, behind.lowerBound..<min(reach, cue + word.count))
                    .map {
                        (addIndustry($0.industry, $0.range), $0.range)
                    }
                if nodes.isEmpty, let craft = craft(behind.lowerBound..<cue) { nodes = [craft] }
                if !nodes.isEmpty { break }
            }
            guard let (industry, range) = nodes.first else { continue }
            for member in members { develop(member, industry, range) }
        }
    }

    /// 工艺美术 of `工艺美术产业集群`: the lexicon leaves out what names a cluster.
    private mutating func craft(_ range: Range<Int>) -> (Int, Range<Int>)? {
        guard let (number, named) = IndustryLexicon.shared.industries(in: text, range).last else { return nil }
        return (addIndustry(number, named), named)
    }

    /// The places at the heads of the items of a list that ends at a place; few items may have none.
    private func headedItems(before end: Int, from start: Int) -> [NamedPlace] {
        var first = end
        while first > start, text.keys[first - 1] != 0x2C, text.keys[first - 1] != 0x3B { first -= 1 }
        let items = text.split(first..<end, at: [0x3001])
        guard items.count >= 3 else { return [] }
        var members: [NamedPlace] = []
        var headed = 0
        for item in items {
            let named = places.places(in: item)
            guard let head = named.first, head.range.lowerBound - item.lowerBound <= (members.isEmpty ? 8 : 1),
                head.range.upperBound < item.upperBound
            else { continue }
            headed += 1
            members += named.filter { $0.division.level == .county }
        }
        return headed * 3 >= items.count * 2 ? members : []
    }

    private mutating func develop(_ place: NamedPlace, _ industry: Int, _ range: Range<Int>) {
        let division = addDivision(place.division, [lines(place.range)])
        findings.link(
            division, "develops", industry, Findings.union([lines(place.range)], [lines(range)]), .develops,
            confidence: 0.7)
    }
}
