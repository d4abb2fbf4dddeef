import Diagnostics
import Graph
import Syntax
import Text

/// What helps with a wrong statement beyond the name that is nearest: the statement as it was probably meant.
extension Session {
    /// The syntax error for people; it knows the names of the graph's nodes.
    package func diagnostic(of error: SyntaxError, in parser: inout Parser) -> Diagnostic {
        var diagnostic = parser.diagnostic(of: error, kindOf: { kindWord(ofNode: $0, inChinese: $1) })
        if case .expected(.statement, let found, _) = error, graph.schema.kind(named: found.text) != nil {
            let verb = found.text.utf8.allSatisfy { $0 < 0x80 } ? "find" : "查找"
            let query = "\(verb) \(parser.line(from: found.range.lowerBound))"
            if isRight(query) { diagnostic.hints = [Message(query, query)] }
        }
        return diagnostic
    }

    /// The failure of a statement that parses.
    func failure(_ error: StatementError, of statement: Statement, in source: SourceText) -> Failure {
        var failure = error.failure(in: source, graph.schema)
        guard case .binding(let error) = error else { return failure }
        if case .missingParameter(let name, _) = error, let hint = parameterHint(name) {
            failure.diagnostic.hints.insert(hint, at: 0)
        }
        if case .unknownSource(let name, _, _) = error, let english = kindWord(ofNode: name, inChinese: false),
            let chinese = kindWord(ofNode: name, inChinese: true)
        {
            failure.diagnostic.hints = [
                Message(
                    "that is a \(english): find \(english) where name = \(name), or why \(english) \(name)",
                    "那是\(chinese)：查找 \(chinese) 其中 名称 = \(name)，或 为何 \(chinese) \(name)")
            ]
        }
        if statement.kind.asks, let mended = mendedStatement(source.bytes, from: statement.range.lowerBound),
            isRight(mended)
        {
            failure.diagnostic.hints = [Message(mended, mended)]
        }
        return failure
    }

    /// `-p topic=低空`, if `topc=低空` was given.
    private func parameterHint(_ name: String) -> Message? {
        let given = environment.parameters
        guard let near = nearest(to: name, among: given.keys).first, let value = given[near] else { return nil }
        let option = "-p \(name)=\(value)"
        return Message("\(near) was given; did you mean \(option)?", "给出的是 \(near)；是不是 \(option)？")
    }

    private func isRight(_ text: String) -> Bool {
        var check = ScriptCheck(self)
        check.check(SourceText(name: "", text: text))
        return check.failures.isEmpty
    }

    /// `county` for 平遥; nil if no node has exactly that name, or the word is a kind itself.
    private func kindWord(ofNode word: String, inChinese: Bool) -> String? {
        let schema = graph.schema
        if schema.kind(named: word) != nil { return nil }
        for role in [NameRole.id, .name, .alias] {
            for kind in schema.kinds.indices where schema.kinds[kind].parent == nil {
                guard let node = graph.nodes(named: word, in: kind, by: role).first else { continue }
                let words = schema.kinds[graph.kind(of: node)].words
                return inChinese ? words.chinese : words.english
            }
        }
        return nil
    }
}

extension Statement.Kind {
    /// Whether it only asks, so that looking it over changes nothing.
    fileprivate var asks: Bool {
        switch self {
        case .query, .explain, .explainSQL, .profile, .letBinding, .path: true
        default: false
        }
    }
}
