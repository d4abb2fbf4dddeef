import Text

/// Sites of a document: names are found once, and then every place where they stand, also those where nothing shows that they are sites.
extension Analysis {
    /// Adds the sites that the document names.
    mutating func collectSites() {
        let finder = SiteFinder(text: text, places: places)
        var words: [(word: String, meaning: Int)] = []
        for block in blocks where block.kind != .contents {
            for site in finder.sites(in: block.range) {
                let name = string(site.range)
                guard siteNodes[nameKey(name)] == nil else { continue }
                // 壶关太行山大峡谷景区 is 太行山大峡谷, if one of them is named before.
                let key = nameKey(string(core(of: site.range)))
                let node = siteNodes[key] ?? addSite(name, site)
                findings.addAlias(name, to: node)
                siteNodes[nameKey(name)] = node
                if siteNodes[key] == nil { siteNodes[key] = node }
                words.append((name, node))
            }
        }
        siteWords = WordIndex(words)
    }

    private static let sortEndings: [Keys] = ["旅游景区", "风景名胜区", "风景区", "旅游区", "景区", "遗址"]

    /// A name without the place before it and the sort behind it, where a name is left.
    private func core(of range: Range<Int>) -> Range<Int> {
        var core = range
        for ending in Analysis.sortEndings
        where core.count - ending.count >= 3
            && text.has(ending, at: core.upperBound - ending.count, before: core.upperBound)
        {
            core = core.lowerBound..<core.upperBound - ending.count
            break
        }
        if let place = places.places(in: core).first, place.range.lowerBound == core.lowerBound,
            core.upperBound - place.range.upperBound >= 4
        {
            core = place.range.upperBound..<core.upperBound
        }
        return core
    }

    private mutating func addSite(_ name: String, _ site: NamedSite) -> Int {
        let node = findings.add(
            Findings.Node(
                kind: "site", name: name, identity: .name, values: [("class", [.text(site.siteClass)])],
                lines: [lines(site.range)], rule: site.rule, confidence: site.confidence))
        if let place = places.places(in: site.range).first, place.range.lowerBound == site.range.lowerBound {
            let lines = [self.lines(site.range)]
            findings.link(node, "located_in", addDivision(place.division, lines), lines, site.rule, confidence: 0.8)
        }
        return node
    }

    /// Links a node to the sites that a range names.
    mutating func addSites(of node: Int, _ range: Range<Int>, _ relation: String = "mentions", confidence: Double = 0.9)
    {
        var place = range.lowerBound
        while place < range.upperBound {
            guard let (site, length) = siteWords.match(text, at: place, before: range.upperBound) else {
                place += 1
                continue
            }
            let lines = self.lines(place..<place + length)
            findings.note(lines, of: site)
            findings.link(node, relation, site, [lines], .siteMention, confidence: confidence)
            place += length
        }
    }
}
