import Text

/// A division that a document names, as a range of its clean text.
struct NamedPlace {
    var division: Division
    var range: Range<Int>
    /// Less than 1 where several divisions have the name.
    var confidence: Double
}

/// All divisions that a document names, in their order.
struct PlaceIndex {
    private(set) var places: [NamedPlace] = []
    private(set) var scope = PlaceScope([])

    init() {}

    /// Looks through a text once, with its lines as the document has them.
    init(of text: CleanText) {
        // For each character, where its bytes begin.
        var starts: [UInt32] = []
        starts.reserveCapacity(text.count + 1)
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count * 4 + text.lines.count) { buffer, count in
            for line in text.lines {
                for place in line.range {
                    starts.append(UInt32(count))
                    var (bytes, length) = utf8Encoded(text.scalars[place])
                    while length > 0 {
                        buffer[count] = UInt8(truncatingIfNeeded: bytes)
                        bytes >>= 8
                        (count, length) = (count + 1, length - 1)
                    }
                }
                buffer[count] = 0x0A
                count += 1
            }
        }
        bytes.withUnsafeBufferPointer { bytes in
            let reading = PlaceFinder.reading(bytes)
            scope = reading.scope
            places = reading.mentions.compactMap { mention in
                guard let division = mention.division else { return nil }
                let start = PlaceIndex.character(at: mention.range.lowerBound, starts)
                let end = PlaceIndex.character(at: mention.range.upperBound - 1, starts) + 1
                return NamedPlace(division: division, range: start..<max(start + 1, end), confidence: 1)
            }
        }
    }

    /// The character whose bytes a byte is among.
    private static func character(at byte: Int, _ starts: [UInt32]) -> Int {
        max(0, firstPlace(in: starts.indices) { Int(starts[$0]) > byte } - 1)
    }

    /// The divisions that a range names.
    func places(in range: Range<Int>) -> ArraySlice<NamedPlace> {
        let first = firstPlace(in: places.indices) { places[$0].range.lowerBound >= range.lowerBound }
        let last = firstPlace(in: places.indices) { places[$0].range.lowerBound >= range.upperBound }
        return first < last ? places[first..<last] : []
    }
}

extension Analysis {
    private static let standard = "GB/T 2260"

    /// Adds a division that the document names on these lines, and those that it lies in.
    mutating func addDivision(_ division: Division, _ lines: [ClosedRange<Int>]) -> Int {
        if let known = divisionNodes[division] {
            for range in lines { findings.note(range, of: known) }
            return known
        }
        let kind = division.level == .county ? "county" : "place"
        let node = findings.add(
            Findings.Node(
                kind: kind, name: division.name, identity: .code(division.codeText),
                aliases: division.shortName.map { [$0] } ?? [],
                values: [
                    ("code", [.text(division.codeText)]), ("level", [.text(division.levelName)]),
                    ("type", [.text(division.type)]),
                ], lines: lines, standard: Analysis.standard, rule: .gazetteer))
        if let parent = division.parent {
            let region = addDivision(parent, [])
            findings.link(node, "located_in", region, [], .gazetteer, standard: Analysis.standard)
        }
        divisionNodes[division] = node
        return node
    }

    /// Links a node to the divisions that a range names: `mentions`, and `covers` those of a story's headline.
    mutating func addPlaces(of node: Int, _ range: Range<Int>, headlines: [Range<Int>] = []) {
        var counts: [Division: Int] = [:]
        for place in places.places(in: range) {
            let lines = self.lines(place.range)
            let division = addDivision(place.division, [lines])
            findings.link(node, "mentions", division, [lines], .gazetteer, confidence: place.confidence)
            counts[place.division, default: 0] += 1
        }
        if headlines.isEmpty, findings.nodes[node].kind != "article" { return }
        cover(node, range, headlines, counts)
    }

    /// A story is of the county that its headline or its first lines name, else of the one that it names most.
    private mutating func cover(_ node: Int, _ range: Range<Int>, _ headlines: [Range<Int>], _ counts: [Division: Int])
    {
        let named = headlines.flatMap { places.places(in: $0) }
        let counties = named.filter { $0.division.level == .county }
        let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 160)
        let first = counties.first ?? places.places(in: head).first { $0.division.level == .county } ?? named.first
        guard let first else { return }
        let division = addDivision(first.division, [lines(first.range)])
        findings.link(node, "covers", division, [lines(first.range)], .gazetteer)
    }

    /// Links a number to what its clause names, places, industries and sites; to the places of the sentence's head where the
    /// clause names none.
    mutating func addConcerned(of node: Int, _ sentence: Range<Int>, _ measure: Measure) {
        let clause = clause(around: measure, sentence)
        var named = places.places(in: clause)
        if named.isEmpty {
            // 某县去年……，完成12公里: the subject of the sentence.
            let head = places.places(in: sentence.lowerBound..<min(clause.lowerBound, sentence.lowerBound + 12))
            if head.count <= 2 { named = head }
        }
        for place in named.prefix(8) {
            let division = addDivision(place.division, [lines(place.range)])
            findings.link(node, "concerns", division, [lines(place.range)], .gazetteer, confidence: 0.8)
        }
        if named.isEmpty { addHome(of: node, "concerns", clause) }
        for (number, range) in IndustryLexicon.shared.industries(in: text, clause) {
            let industry = addIndustry(number, range)
            findings.link(node, "concerns", industry, [lines(range)], .industryWord, confidence: 0.8)
        }
        addSites(of: node, clause, "concerns", confidence: 0.8)
    }

    private static let homeWords: [(Keys, @Sendable (HomePlace) -> Division?)] = [
        ("我市", \.city), ("全市", \.city), ("我县", \.county), ("我区", \.county), ("全县", \.county), ("全区", \.county),
        ("我省", \.province), ("全省", { $0.city == nil ? $0.province : nil }),
    ]

    /// Links a node to the document's own place where the text says 我市, 我县 or its name.
    mutating func addHome(of node: Int, _ relation: String, _ range: Range<Int>) {
        for (word, ofWord) in Analysis.homeWords {
            guard let found = text.first(word, in: range), let division = ofWord(home) else { continue }
            let lines = self.lines(found..<found + word.count)
            findings.link(node, relation, addDivision(division, [lines]), [lines], .gazetteer)
        }
    }
}
