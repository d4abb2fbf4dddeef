import Diagnostics
import Syntax

extension Session {
    private static let missingElsewhere: Set<String> = ["null", "nil", "none", "空", "空值"]

    /// What may surprise about a query that found something: `name != null` is true of every name, since `null` is a word here.
    package func doubt(about query: Query, in source: SourceText) -> Diagnostic? {
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
}
