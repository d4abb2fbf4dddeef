import Diagnostics
import Graph
import Query
import Text

/// `zhiku check --sources [FILE…|-g GRAPH] --corpus FOLDER`: proves facts from the documents that they cite.
///
/// Offences go to standard error, one a line, as compilers write them; what was checked goes to standard output.
struct SourceTool {
    let printer: Printer

    /// Checks scripts from nothing, so that each fact has the statement that states it; a snapshot has none.
    func run(_ options: Options) -> ExitStatus {
        guard let corpus = options.corpus ?? environment("ZHIKU_CORPUS"), !corpus.isEmpty else {
            printer.complain(UsageError.corpusMissing.diagnostic)
            return .usage
        }
        guard FileNames.isFolder(corpus) else {
            printer.complain(Diagnostic(Message("\(corpus) is not a folder", "\(corpus) 不是文件夹"), at: nil))
            return .usage
        }
        var scripts = options.scripts
        var session = Session()
        do throws(Failure) {
            if let graph = options.graph {
                if graph.hasSuffix(".zk") {
                    scripts.insert(graph, at: 0)
                } else {
                    session = try Session.opening(graph, for: .reading, isCancelled: { Interrupt.isRaised })
                }
            } else if scripts.isEmpty {
                scripts = [try SampleGraph().script()]
            }
        } catch {
            printer.complain(error)
            return error.sort == .file ? .usage : .statementFailed
        }
        session.isCancelled = { Interrupt.isRaised }
        var check = ScriptCheck(session, refusingWhatIsThere: true)
        let status = ScriptTools(printer: printer).read(scripts, into: &check)
        if status == .interrupted { return status }
        var sources = SourceCheck(
            check.session.graph, stated: check.places, corpus: corpus, isCancelled: { Interrupt.isRaised })
        let report = sources.run()
        for offence in report.offences { printer.complainShortly(offence.diagnostic, in: offence.source) }
        if report.wasCancelled { return .interrupted }
        try? printer.write(SourceFigures(report, failures: check.failures.count, language: printer.language).text)
        return status != .success ? status : report.offences.isEmpty ? .success : .statementFailed
    }
}

/// What a check of sources looked at, as a table for people.
private struct SourceFigures {
    private let report: SourceReport
    private let failures: Int
    private let language: Language

    init(_ report: SourceReport, failures: Int, language: Language) {
        self.report = report
        self.failures = failures
        self.language = language
    }

    var text: String {
        var lines = rows(report.tallies.filter { !$0.isRelation }, Message("nodes", "节点"))
        lines += rows(report.tallies.filter(\.isRelation), Message("relations", "关系"))
        let exceptions = report.exceptions
        if !exceptions.isEmpty {
            lines.append(Message("not looked for", "不查对的").text(in: language))
            lines += exceptions.map { number($0.count) + "  " + $0.reason.message.text(in: language) }
        }
        lines.append(summary.text(in: language))
        return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ tallies: [SourceReport.Tally], _ head: Message) -> [String] {
        guard !tallies.isEmpty else { return [] }
        return [head.text(in: language)]
            + tallies.map { tally in
                let offending =
                    tally.offending == 0
                    ? "" : Message("  \(tally.offending) offending", "  不符 \(tally.offending)").text(in: language)
                return number(tally.checked) + "  " + tally.name.text(in: language) + offending
            }
    }

    private func number(_ value: Int) -> String { padded("\(value)", to: 8, alignment: .trailing) }

    private var summary: Message {
        let facts = report.tallies.reduce(0) { $0 + $1.checked }
        let documents = report.documents.count
        let lines = report.documents.reduce(0) { $0 + $1.lines }
        let count = report.offences.count
        func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
        let wrong =
            failures == 0
            ? Message("", "") : Message("\(plural(failures, "wrong statement")), ", "有误的语句 \(failures) 条，")
        return Message(
            "\(plural(facts, "fact")) checked in \(plural(documents, "document")) of \(lines) lines: \(wrong.english)"
                + plural(count, "offence"),
            "在 \(documents) 份文件 \(lines) 行中查对 \(facts) 条事实：\(wrong.chinese)不符 \(count) 处")
    }
}
