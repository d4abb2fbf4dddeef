import Text

/// A name of a site in a text.
struct NamedSite {
    var range: Range<Int>
    var siteClass: String
    var rule: Rule
    var confidence: Double
}

/// Finds names of sites: by what they end in (皇城相府博物馆), in a list before 等 and a class (A、B等景区), in quotes before or behind
/// a class (“怡然见某市”品牌).
struct SiteFinder {
    let text: CleanText
    let places: PlaceIndex

    private static let longestName = 16

    func sites(in range: Range<Int>) -> [NamedSite] {
        var found: [NamedSite] = []
        var place = range.lowerBound
        while place < range.upperBound {
            let key = text.keys[place]
            if key == 0x22, let site = quoted(at: place, range) ?? quotedName(at: place, range) {
                found.append(site.site)
                place = site.end
            } else if key == 0x300A, let end = endOfTitle(place, range) {
                if let site = performed(place..<end, range) { found.append(site) }
                place = end
            } else if key == 0x3001, let (products, end) = specialties(around: place, range) {
                found += products
                place = end
            } else if key == 0x3001, let (landmarks, end) = landmarks(around: place, range) {
                found += landmarks
                place = end
            } else if key == 0x7B49 {
                // 等
                found += listed(before: place, range)
                place += 1
            } else if let (siteClass, length) = SiteLexicon.endings.match(text, at: place, before: range.upperBound) {
                if let site = ending(place..<place + length, siteClass, range) { found.append(site) }
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    // MARK: Endings

    /// Signs behind an ending that go on with the word: 博物馆业, 景区化, 高铁站.
    private static let goingOn = Set("业化级群性型界式法率".unicodeScalars.map(\.value))

    private func ending(_ ending: Range<Int>, _ siteClass: String, _ range: Range<Int>) -> NamedSite? {
        if ending.upperBound < range.upperBound, SiteFinder.goingOn.contains(text.keys[ending.upperBound]) {
            return nil
        }
        let start = self.start(of: ending, range)
        guard isName(start..<ending.lowerBound) else { return nil }
        // 市博物馆新馆 is another building than 市博物馆.
        let isNew = text.has("新馆", at: ending.upperBound, before: range.upperBound)
        return NamedSite(
            range: start..<ending.upperBound + (isNew ? 2 : 0), siteClass: siteClass, rule: .site, confidence: 0.8)
    }

    /// Where a name begins that ends here: behind the nearest sign, verb or word between phrases.
    private func start(of ending: Range<Int>, _ range: Range<Int>) -> Int {
        var start = ending.lowerBound
        let least = max(range.lowerBound, ending.lowerBound - SiteFinder.longestName)
        while start > least {
            let key = text.keys[start - 1]
            guard isHan(key) || isLatin(key) || key == 0xB7 else { break }
            if SiteLexicon.stopSigns.contains(key), !isWithinPlace(start - 1) { break }
            start -= 1
        }
        return behindStops(start..<ending.lowerBound)
    }

    /// Behind the last verb of a range.
    func behindStops(_ range: Range<Int>) -> Int {
        var (start, place) = (range.lowerBound, range.lowerBound)
        while place < range.upperBound {
            if let (_, length) = SiteLexicon.stopWords.match(text, at: place, before: range.upperBound) {
                place += length
                start = place
            } else {
                place += 1
            }
        }
        return start
    }

    private func isWithinPlace(_ place: Int) -> Bool {
        places.places(in: max(0, place - 8)..<place + 1).contains { $0.range.contains(place) }
    }

    /// Whether the words before an ending name something, and don't only say of what sort it is.
    private func isName(_ range: Range<Int>) -> Bool {
        guard range.count >= 2, !isCounted(range), !text.contains("人次", in: range) else { return false }
        if let place = places.places(in: range).first, place.range.lowerBound == range.lowerBound { return true }
        return ownCount(range, withSigns: true) >= 2
    }

    private static let counters = Set("大个小条座处家批期届级年月日号项些部".unicodeScalars.map(\.value))

    /// 三大, 两个: how many there are, and not 三峡.
    private func isCounted(_ range: Range<Int>) -> Bool {
        hanDigit(text.keys[range.lowerBound]) != nil && SiteFinder.counters.contains(text.keys[range.lowerBound + 1])
    }

    /// How many of its characters only this name has.
    private func ownCount(_ range: Range<Int>, withSigns: Bool = false) -> Int {
        var own = 0
        var place = range.lowerBound
        while place < range.upperBound {
            if let (_, length) = SiteLexicon.genericWords.match(text, at: place, before: range.upperBound)
                ?? SiteLexicon.endings.match(text, at: place, before: range.upperBound).map({ (true, $0.length) })
            {
                place += length
                continue
            }
            let key = text.keys[place]
            if !isDigit(key), !withSigns || !SiteLexicon.genericSigns.contains(key) { own += 1 }
            place += 1
        }
        return own
    }

    // MARK: Lists

    /// The items of `A、B、C等景区`.
    private func listed(before sign: Int, _ range: Range<Int>) -> [NamedSite] {
        guard let siteClass = self.siteClass(behind: sign + 1, range) else { return [] }
        var items: [Range<Int>] = []
        var end = sign
        while items.count < 24 {
            var start = end
            var depth = 0
            while start > range.lowerBound {
                let key = text.keys[start - 1]
                if key == 0x29 { depth += 1 } else if key == 0x28 { depth -= 1 }
                if depth < 0 { break }
                if depth == 0, [0x3001, 0x2C, 0x3B, 0x3A].contains(key) || endsSentence(key) { break }
                start -= 1
            }
            let isFirst = start == range.lowerBound || text.keys[start - 1] != 0x3001
            let item = isFirst ? behindVerb(start..<end) : start..<end
            if let item = item.flatMap(unquoted) { items.append(item) }
            if isFirst { break }
            end = start - 1
        }
        guard items.count >= 2, 2 * items.count(where: { looksLikeName($0) }) >= items.count else { return [] }
        return items.reversed().filter { isItem($0) }.map {
            NamedSite(range: $0, siteClass: siteClass, rule: .siteList, confidence: 0.7)
        }
    }

    private static let nameSigns = Set(
        "山岭峰崖岩坪湖河江溪泉潭瀑海洲岛湾沟川滩渡寺庙庵塔关堡城镇村寨屯庄院园馆洞峡谷塬楼阁亭祠陵宫窟桥坊街会展节赛".unicodeScalars.map(\.value))

    /// Whether an item begins with a place or ends as names of sites do; in a list of things hardly one does.
    private func looksLikeName(_ item: Range<Int>) -> Bool {
        guard let last = item.last else { return false }
        if SiteFinder.nameSigns.contains(text.keys[last]) { return true }
        return places.places(in: item).first.map { $0.range.lowerBound == item.lowerBound } ?? false
    }

    /// The class that is named behind a list within a few words: 等20个国宝级文物, 等重点景区.
    private func siteClass(behind start: Int, _ range: Range<Int>) -> String? {
        var place = start
        var found: String?
        while place < min(range.upperBound, start + 14) {
            let key = text.keys[place]
            if [0x2C, 0x3001, 0x3B, 0x7684].contains(key) || endsSentence(key) { break }
            if let (siteClass, length) = SiteLexicon.listNouns.match(text, at: place, before: range.upperBound) {
                found = siteClass
                place += length
            } else {
                if found != nil { break }
                place += 1
            }
        }
        return found
    }

    /// The first item of a list stands behind the verb of its clause: 推动五台山.
    private func behindVerb(_ range: Range<Int>) -> Range<Int>? {
        var start = behindStops(range)
        for place in range
        where place >= start && SiteLexicon.stopSigns.contains(text.keys[place]) && !isWithinPlace(place) {
            start = place + 1
        }
        return start < range.upperBound ? start..<range.upperBound : nil
    }

    private func unquoted(_ range: Range<Int>) -> Range<Int>? {
        var range = text.trimmed(range)
        if let first = range.first, text.keys[first] == 0x22 || text.keys[first] == 0x300A {
            range = first + 1..<range.upperBound
        }
        if let last = range.last, text.keys[last] == 0x22 || text.keys[last] == 0x300B {
            range = range.lowerBound..<last
        }
        return range.isEmpty ? nil : range
    }

    /// A name of a list: short, without verbs, and no division's.
    func isItem(_ range: Range<Int>) -> Bool {
        guard (2...14).contains(range.count), isHan(text.keys[range.lowerBound]) else { return false }
        if range.contains(where: { [0x7684, 0x20, 0x22, 0x2C].contains(text.keys[$0]) }) { return false }
        if let place = places.places(in: range).first, place.range == range { return false }
        if behindStops(range) > range.lowerBound { return false }
        return ownCount(range) >= 2
    }
}
