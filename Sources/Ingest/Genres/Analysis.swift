import Graph
import Text

/// A document that rules read, and what they have found.
///
/// Rules are extensions of it, one genre a file. They find ranges of the clean text and add to `findings`.
struct Analysis {
    let text: CleanText
    let blocks: [Block]
    /// Where blocks begin.
    let blockStarts: Bitmap
    let genre: Genre
    var outline: Outline
    var findings = Findings()
    /// The node of the document itself.
    let document: Int
    /// Labels that head what is said of a county.
    let countyLabels: Set<Int>
    /// Whether the document sets the names of counties apart by a blank.
    let setsCountiesApart: Bool
    /// The divisions that the document names.
    let places: PlaceIndex
    /// The city or county that the document is of; local names are within it.
    var home: HomePlace
    /// The nodes of divisions that were named so far.
    var divisionNodes: [Division: Int] = [:]
    /// The industries that the document names, by name.
    var industryNodes = NodesByName()
    /// The sites that the document names, by name, and the words by which they are found again.
    var siteNodes = NodesByName()
    var siteWords = WordIndex<Int>([])
    /// How many numbers were found.
    var numberCount = 0
    /// Those of stories, by what they say: a headline says what the body says.
    var storyNumbers = NodesByName()
    /// The year that the document is of, as far as it tells; what lies behind it is to come.
    var documentYear = 0
    /// The year of a yearly report's title: 今年 is that year.
    var titledYear: YearMention?
    /// The document tells what was, and sets nothing: a yearly bulletin of statistics.
    var isRetrospect = false
    /// The document tells what is to be done in the year of its title.
    var isYearPlan = false
    /// The nodes of `outline.sections`, filled as they are added.
    var sectionNodes: [Int?] = []

    /// Reads a text by the rules of its genre.
    static func findings(of text: CleanText, title fileName: String) -> (findings: Findings, genre: Genre) {
        var analysis = Analysis(text, fileName)
        analysis.run()
        analysis.findings.close()
        return (analysis.findings, analysis.genre)
    }

    private init(_ text: CleanText, _ fileName: String) {
        self.text = text
        blocks = BlockReader.blocks(of: text)
        blockStarts = Bitmap(limit: text.count + 1, blocks.map { NodeID($0.range.lowerBound) })
        genre = Genre.of(text)
        places = PlaceIndex(of: text)
        home = HomePlace(of: text, places, title: nil)
        let isOfCounties = genre == .plan || genre == .other
        setsCountiesApart = isOfCounties && Analysis.setsCountiesApart(blocks, text, places)
        countyLabels =
            isOfCounties ? Analysis.countyHeadings(blocks, text, places, orApart: setsCountiesApart) : []
        outline = Outline(text, blocks, in: blocks.indices, including: countyLabels)
        let kind = genre == .plan ? "plan" : "document"
        let lines = text.lines.first.map { $0.number...$0.number }
        document = findings.add(
            Findings.Node(
                kind: kind, name: fileName, identity: .own(""), values: [("genre", [.text(genre.rawValue)])],
                lines: lines.map { [$0] } ?? [], rule: .document))
    }

    private mutating func run() {
        collectSites()
        switch genre {
        case .feedback: readFeedback()
        case .speeches, .proposal: readSpeeches()
        case .page:
            readPage(blocks.indices)
            readTables()
        case .reply:
            readPlan()
            readReply()
        case .plan, .notice, .other: readPlan()
        }
        compareNumbers()
    }

    // MARK: For all rules

    func string(_ range: Range<Int>) -> String { text.string(range) }

    func lines(_ range: Range<Int>) -> ClosedRange<Int> { text.lines(of: text.trimmed(range)) }
}
