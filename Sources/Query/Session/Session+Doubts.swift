import Diagnostics
import Syntax

extension Session {
    private static let missingElsewhere: Set<String> = ["null", "nil", "none", "空", "空值"]

    /// What may surprise about a query that found something: `name != null` is true of every name, since `null` is a word here,
    /// and `count findings group by category` says how many categories there are.
    package func doubt(about query: Query, in source: SourceText) -> Diagnostic? {
        doubtAboutWord(in: query, source) ?? doubtAboutCount(of: query, source)
    }

    private func doubtAboutWord(in query: Query, _ source: SourceText) -> Diagnostic? {
        for clause in query.clauses {
            guard case .filter(let condition) = clause.kind else { continue }
            for sought in condition.soughtValues() where sought.comparator == .notEqual {
                guard let literal = sought.literals.first, case .text(let word) = literal.kind,
                    Session.missingElsewhere.contains(word.lowercased()),
                    // In quotes it is meant as a text.
                    literal.range.count == word.utf8.count
                else { continue }
                let path = String(decoding: source.bytes[sought.path.range], as: UTF8.self)
                return Diagnostic(
                    Message("“\(word)” is a text like any other", "“\(word)”在这里只是普通文本"), at: nil,
                    hints: [Message("\(path) is present", "\(path) 是 存在")], severity: .note)
            }
        }
        return nil
    }

    private func doubtAboutCount(of query: Query, _ source: SourceText) -> Diagnostic? {
        guard query.verb == .count, case .group(let keys)? = query.clauses.last?.kind else { return nil }
        var listed = query
        listed.verb = .find
        let isChinese = source.bytes[query.range].first.map { $0 >= 0x80 } ?? false
        let names = keys.map { $0.alias?.text ?? $0.text }
        let columns =
            isChinese ? "显示 \(names.joined(separator: "，"))，计数()" : "show \(names.joined(separator: ", ")), count()"
        let statement =
            Formatter(isChinese: isChinese).text(
                of: Statement(.query(listed), at: query.range)) + " " + columns
        return Diagnostic(
            Message("the groups were counted, not what is in each", "数的是组数，不是每组各有多少"), at: nil,
            hints: [Message(statement, statement)], severity: .note)
    }
}
