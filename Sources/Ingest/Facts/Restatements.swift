import Text

/// Numbers of one document that say the same twice, or two things of one.
extension Analysis {
    /// A number as it is compared with others.
    private struct Stated {
        var node: Int
        var name: [UInt32]
        var amount: Double
        var dimension: Dimension
        var isTabular: Bool
    }

    /// Of one kind, year and amount: what may be the same.
    private struct Amount: Hashable {
        var isTarget: Bool
        var year: Double
        var dimension: Dimension
        var amount: Double
    }

    /// Of one kind, year, place and name: what should be the same.
    private struct Indicator: Hashable {
        var isTarget: Bool
        var year: Double
        var places: [Int]
        /// UTF-8.
        var name: [UInt8]
    }

    /// Of the numbers that have one amount so many are compared with each other.
    private static let largestGroup = 24

    /// Links numbers that say the same of one year with the first of them, a table's before all, and those of one name that say
    /// otherwise; the second a person should look at.
    mutating func compareNumbers() {
        let places = concernedPlaces()
        var equal: [Amount: [Stated]] = [:]
        var named: [Indicator: [Stated]] = [:]
        for place in findings.nodes.indices {
            let isTarget = findings.nodes[place].kind == "target"
            guard isTarget || findings.nodes[place].kind == "figure",
                case .number(let year)? = findings.nodes[place].value("year"),
                case .quantity(let quantity)? = findings.nodes[place].value("value")
            else { continue }
            let name = nameKey(findings.nodes[place].name)
            let stated = Stated(
                node: place, name: name.unicodeScalars.map(\.value), amount: quantity.amount,
                dimension: quantity.dimension, isTabular: findings.nodes[place].rule == .tableRow)
            equal[
                Amount(isTarget: isTarget, year: year, dimension: quantity.dimension, amount: quantity.amount),
                default: []
            ]
            .append(stated)
            let indicator = Analysis.core(of: Array(name.utf8))
            named[Indicator(isTarget: isTarget, year: year, places: places[place] ?? [], name: indicator), default: []]
                .append(stated)
        }
        compareGroupCounts()
        // In the order of the text, so that the same document gives the same graph.
        let ordered = { (group: [Stated]) in group[0].node }
        for group in equal.values.filter({ $0.count > 1 }).sorted(by: { ordered($0) < ordered($1) }) { restate(group) }
        let restating = restatingNumbers()
        for group in named.values.filter({ $0.count > 1 }).sorted(by: { ordered($0) < ordered($1) }) {
            contradict(group, restating)
        }
    }

    /// Words that say nothing of what is counted: 重点集聚区 and 集聚区数量 are one indicator.
    private static let plainWords = ["数量", "总数", "个数", "重点", "主要", "全市", "全省", "全县", "全区", "的"].map { Array($0.utf8) }

    /// A name without those words; all of it if less than four characters are left.
    private static func core(of name: [UInt8]) -> [UInt8] {
        var core = name
        for word in plainWords { remove(word, from: &core) }
        return core.count { $0 & 0xC0 != 0x80 } >= 4 ? core : name
    }

    /// Takes a word out wherever it stands in a text, both in UTF-8.
    private static func remove(_ word: [UInt8], from text: inout [UInt8]) {
        var (kept, place) = (0, 0)
        while place < text.count {
            if text[place] == word[0], text[place...].starts(with: word) {
                place += word.count
            } else {
                text[kept] = text[place]
                (kept, place) = (kept + 1, place + 1)
            }
        }
        text.removeLast(text.count - kept)
    }

    /// For each number, the places that it concerns.
    private func concernedPlaces() -> [Int: [Int]] {
        var places: [Int: [Int]] = [:]
        for edge in findings.edges.indices where findings.edges[edge].relation == "concerns" {
            let (from, to) = (findings.edges[edge].from, findings.edges[edge].to)
            let kind = findings.nodes[to].kind
            if kind == "county" || kind == "place" { places[from, default: []].append(to) }
        }
        return places.mapValues { $0.sorted() }
    }

    private mutating func restate(_ group: [Stated]) {
        let ordered = group.prefix(Analysis.largestGroup).sorted {
            ($0.isTabular ? 0 : 1, $0.node) < ($1.isTabular ? 0 : 1, $1.node)
        }
        for (place, stated) in ordered.enumerated().dropFirst() {
            guard let first = ordered[..<place].first(where: { Analysis.isSame($0.name, stated.name) }) else {
                continue
            }
            findings.link(
                stated.node, "restates", first.node,
                Findings.union(findings.nodes[first.node].lines, findings.nodes[stated.node].lines), .restated,
                confidence: 0.8)
        }
    }

    private mutating func contradict(_ group: [Stated], _ restating: [Int: [Int]]) {
        let ordered = group.sorted { ($0.isTabular ? 0 : 1, $0.node) < ($1.isTabular ? 0 : 1, $1.node) }
        guard let first = ordered.first else { return }
        for other in ordered.dropFirst()
        where other.amount != first.amount && other.dimension == first.dimension
            && countsAlike(findings.nodes[other.node], findings.nodes[first.node])
            && findings.nodes[other.node].value("upper") == nil
            // 跨越6000亿元，力争达到6500亿元: the sentence says the first number as well, and goes beyond it.
            && !isSaidBeside(other, first, restating)
        {
            let lines = findings.nodes[other.node].lines
            findings.link(
                other.node, "contradicts", first.node, Findings.union(findings.nodes[first.node].lines, lines),
                .contradicted, confidence: 0.6)
            if let line = lines.last { findings.doubt(.contradiction, line, findings.nodes[other.node].name) }
        }
    }

    private static let anyThing: Set<Character> = ["个", "家", "处", "座", "所", "项"]

    /// 17家 and 8.6万张 count two things, 30个 and 40家 may count one.
    private func countsAlike(_ left: Findings.Node, _ right: Findings.Node) -> Bool {
        guard case .quantity(let one)? = left.value("value"), case .quantity(let other)? = right.value("value"),
            one.dimension == .count, let first = one.unit.last, let second = other.unit.last
        else { return true }
        return first == second || Analysis.anyThing.contains(first) && Analysis.anyThing.contains(second)
    }

    /// For each number, those that restate it.
    private func restatingNumbers() -> [Int: [Int]] {
        var numbers: [Int: [Int]] = [:]
        for edge in findings.edges.indices where findings.edges[edge].relation == "restates" {
            numbers[findings.edges[edge].to, default: []].append(findings.edges[edge].from)
        }
        return numbers
    }

    private func isSaidBeside(_ other: Stated, _ first: Stated, _ restating: [Int: [Int]]) -> Bool {
        restating[first.node]?.contains { findings.nodes[$0].lines == findings.nodes[other.node].lines } ?? false
    }

    /// Whether two names are of one indicator: most pairs of characters of the shorter stand in the longer too.
    private static func isSame(_ left: [UInt32], _ right: [UInt32]) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard short.count >= 3 else { return short == long }
        let wanted = (6 * (short.count - 1) + 9) / 10
        var shared = 0
        for place in 1..<short.count {
            for other in 1..<long.count where short[place] == long[other] && short[place - 1] == long[other - 1] {
                shared += 1
                break
            }
            if shared + short.count - 1 - place < wanted { return false }
        }
        return true
    }
}
