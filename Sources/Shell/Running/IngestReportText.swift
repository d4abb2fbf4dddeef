import Diagnostics
import Graph
import Ingest
import Render
import Text

/// What ingesting found, as text for people and as JSON for programs.
struct IngestReportText {
    private let report: IngestReport
    private let language: Language

    init(_ report: IngestReport, _ language: Language) {
        self.report = report
        self.language = language
    }

    /// A line for each document, and one for all of several.
    var summary: String {
        report.entries.map { headLine($0) + "\n" }.joined() + conflicts + total
    }

    /// All that is to be told.
    var whole: String {
        var text = ""
        for entry in report.entries {
            text += headLine(entry) + "\n"
            text += counts(entry, isRelation: false, Message("nodes", "结点"))
            text += counts(entry, isRelation: true, Message("relations", "关系"))
            text += doubts(entry)
            text += unread(entry)
        }
        return text + conflicts + total
    }

    private var conflicts: String {
        (report.conflicts.map(\.note) + report.leftOut.map(\.note)).map { visible(words($0.message)) + "\n" }.joined()
    }

    private var total: String {
        if report.entries.count + report.failures.count < 2 { return "" }
        let nodes = report.entries.reduce(0) { $0 + count($1, isRelation: false) }
        let edges = report.entries.reduce(0) { $0 + count($1, isRelation: true) }
        let failed = report.failures.count
        return words(
            Message(
                "\(report.entries.count) documents, \(nodes) nodes, \(edges) relations"
                    + (failed == 0 ? "" : "; not read: \(failed)") + "\n",
                "共 \(report.entries.count) 份，结点 \(nodes)，关系 \(edges)" + (failed == 0 ? "" : "；未读 \(failed)") + "\n"))
    }

    private func count(_ entry: IngestReport.Entry, isRelation: Bool) -> Int {
        entry.counts.reduce(0) { $0 + ($1.isRelation == isRelation ? $1.count : 0) }
    }

    // MARK: For people

    private func words(_ message: Message) -> String { message.text(in: language) }

    private func headLine(_ entry: IngestReport.Entry) -> String {
        let nodes = count(entry, isRelation: false)
        let edges = count(entry, isRelation: true)
        let outcome: Message =
            switch entry.outcome {
            case .added: Message("added", "新增")
            case .unchanged: Message("unchanged", "未变")
            case .replaced: Message("replaced", "更新")
            }
        return words(
            Message(
                "\(visible(entry.document)): \(entry.genre), \(entry.lineCount) lines, \(nodes) nodes, \(edges) relations, "
                    + outcome.english,
                "\(visible(entry.document))：\(entry.genre)，\(entry.lineCount) 行，结点 \(nodes)，关系 \(edges)，\(outcome.chinese)"
            ))
    }

    private func counts(_ entry: IngestReport.Entry, isRelation: Bool, _ head: Message) -> String {
        let counts = entry.counts.filter { $0.isRelation == isRelation }
        if counts.isEmpty { return "" }
        let widest = (fact: counts.map(\.fact.count).max() ?? 0, rule: counts.map(\.rule.count).max() ?? 0)
        return "  \(words(head))\n"
            + counts.map { count in
                let rule = Rule(rawValue: count.rule).map { words($0.words) } ?? count.rule
                let uncertain =
                    count.uncertain == 0
                    ? "" : words(Message(", \(count.uncertain) uncertain", "，存疑 \(count.uncertain)"))
                return padded("\(count.count)", to: 8, alignment: .trailing)
                    + "  \(padded(count.fact, to: widest.fact))  \(padded(count.rule, to: widest.rule))"
                    + "  \(rule)\(uncertain)\n"
            }.joined()
    }

    private func doubts(_ entry: IngestReport.Entry) -> String {
        if entry.doubts.isEmpty { return "" }
        return "  \(words(Message("doubtful", "存疑")))\n"
            + entry.doubts.map { doubt in
                "    \(place(entry.document, doubt.lines))  \(words(doubt.sort.words))  \(visible(doubt.words))\n"
            }.joined()
    }

    /// The longest runs that no fact was taken from.
    private func unread(_ entry: IngestReport.Entry) -> String {
        if entry.unread.isEmpty { return "" }
        let count = entry.unread.reduce(0) { $0 + $1.count }
        let longest = entry.unread.prefix(10).map { place(entry.document, $0) }.joined(separator: ", ")
        return "  " + words(Message("no fact from \(count) lines, such as ", "有 \(count) 行没有读出事实，如 ")) + longest + "\n"
    }

    private func place(_ document: String, _ lines: ClosedRange<Int>) -> String {
        visible(SourceReference(document: document, lines: lines).description)
    }

    // MARK: JSON

    var json: String {
        let documents = report.entries.map { json($0) }.joined(separator: ",")
        let failures = report.failures.map {
            "{\"path\":\(jsonText($0.path)),\"error\":\(jsonText($0.error.diagnostic(path: $0.path).message.english))}"
        }.joined(separator: ",")
        let conflicts = report.conflicts.map {
            "{\"kind\":\(jsonText($0.kind)),\"node\":\(jsonText($0.node)),\"property\":\(jsonText($0.property)),"
                + "\"curated\":\(jsonText($0.curated.description)),\"found\":\(jsonText($0.found.description)),"
                + "\"source\":\(jsonText($0.source.description))}"
        }.joined(separator: ",")
        let leftOut = report.leftOut.map { entry in
            let facts = entry.facts.map(jsonText).joined(separator: ",")
            return "{\"document\":\(jsonText(entry.document)),\"facts\":[\(facts)]}"
        }.joined(separator: ",")
        return
            "{\"documents\":[\(documents)],\"failures\":[\(failures)],\"conflicts\":[\(conflicts)],\"removed\":[\(leftOut)]}\n"
    }

    private func json(_ entry: IngestReport.Entry) -> String {
        let outcome =
            switch entry.outcome {
            case .added: "added"
            case .unchanged: "unchanged"
            case .replaced: "replaced"
            }
        let counts = entry.counts.map {
            "{\"\($0.isRelation ? "relation" : "kind")\":\(jsonText($0.fact)),\"rule\":\(jsonText($0.rule)),"
                + "\"count\":\($0.count),\"uncertain\":\($0.uncertain)}"
        }.joined(separator: ",")
        let doubts = entry.doubts.map {
            "{\"sort\":\(jsonText($0.sort.rawValue)),\"lines\":\(jsonLines($0.lines)),\"words\":\(jsonText($0.words))}"
        }.joined(separator: ",")
        return
            "{\"document\":\(jsonText(entry.document)),\"path\":\(jsonText(entry.path)),\"genre\":\(jsonText(entry.genre)),"
            + "\"outcome\":\"\(outcome)\",\"lines\":\(entry.lineCount),\"bytes\":\(entry.size),\"facts\":[\(counts)],"
            + "\"doubts\":[\(doubts)],\"unread\":[\(entry.unread.map(jsonLines).joined(separator: ","))]}"
    }

    private func jsonLines(_ lines: ClosedRange<Int>) -> String { "[\(lines.lowerBound),\(lines.upperBound)]" }
}

/// A text in quotes as JSON wants it.
private func jsonText(_ text: String) -> String { jsonText(.text(text)) }
