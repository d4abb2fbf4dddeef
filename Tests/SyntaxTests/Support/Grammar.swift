import TestSupport

/// The productions of `grammar/zhiku.ebnf`, and sentences made from them.
struct Grammar {
    indirect enum Rule {
        /// `"find"`
        case literal(String)
        /// `show item`
        case production(String)
        /// `? … ?`
        case special(String)
        case sequence([Rule])
        case choice([Rule])
        /// `[ … ]`
        case optional(Rule)
        /// `{ … }`
        case repeated(Rule)
    }

    private(set) var rules: [String: Rule] = [:]
    /// Each production without its white space, by its name.
    private(set) var texts: [String: String] = [:]
    /// How deep a sentence of the production is at least.
    private var heights: [String: Int] = [:]

    init(_ text: String) {
        for production in Grammar.productions(in: Grammar.withoutComments(text)) {
            texts[production.name] = production.text
            var tokens = ArraySlice(Grammar.tokens(of: production.definition))
            rules[production.name] = Grammar.choice(&tokens)
        }
        settleHeights()
    }

    /// The words in quotes that are letters.
    var keywords: Set<String> {
        var found = Set<String>()
        for rule in rules.values { Grammar.collect(rule, into: &found) }
        return found
    }

    private static func collect(_ rule: Rule, into found: inout Set<String>) {
        switch rule {
        case .literal(let word): if word.allSatisfy(\.isLetter) { found.insert(word) }
        case .production, .special: break
        case .sequence(let rules), .choice(let rules): for rule in rules { collect(rule, into: &found) }
        case .optional(let rule), .repeated(let rule): collect(rule, into: &found)
        }
    }

    var names: Set<String> { Set(rules.keys) }

    /// The names that stand for tokens.
    var tokenNames: Set<String> {
        Set(rules.filter { if case .special = $0.value { true } else { false } }.keys)
    }

    // MARK: Reading

    static func productions(in text: String) -> [(name: String, definition: String, text: String)] {
        var found: [(String, String, String)] = []
        var pending = ""
        for line in text.split(separator: "\n") {
            pending += " " + line
            guard line.hasSuffix(" ;") else { continue }
            if let equals = pending.firstIndex(of: "=") {
                let name = words(String(pending[..<equals]))
                let definition = String(pending[pending.index(after: equals)...].dropLast(2))
                found.append((name, definition, words(pending)))
            }
            pending = ""
        }
        return found
    }

    static func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private static func withoutComments(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "(*"), let end = rest[start.upperBound...].firstRange(of: "*)") {
            result += rest[..<start.lowerBound]
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func tokens(of definition: String) -> [String] {
        var tokens: [String] = []
        var rest = Substring(definition)
        while let first = rest.first {
            if first.isWhitespace { rest = rest.dropFirst(); continue }
            if first == "\"" || first == "?" {
                let body = rest.dropFirst().prefix { $0 != first }
                tokens.append(String(first) + body)
                rest = rest.dropFirst(body.count + 2)
            } else if first.isLetter {
                let name = rest.prefix { $0.isLetter || $0 == " " }
                tokens.append(words(String(name)))
                rest = rest.dropFirst(name.count)
            } else {
                tokens.append(String(first))
                rest = rest.dropFirst()
            }
        }
        return tokens
    }

    private static func choice(_ tokens: inout ArraySlice<String>) -> Rule {
        var alternatives = [sequence(&tokens)]
        while tokens.first == "|" {
            tokens.removeFirst()
            alternatives.append(sequence(&tokens))
        }
        return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private static func sequence(_ tokens: inout ArraySlice<String>) -> Rule {
        var items = [item(&tokens)]
        while tokens.first == "," {
            tokens.removeFirst()
            items.append(item(&tokens))
        }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    private static func item(_ tokens: inout ArraySlice<String>) -> Rule {
        let token = tokens.removeFirst()
        switch token {
        case "(", "[", "{":
            let inner = choice(&tokens)
            tokens.removeFirst()
            return token == "(" ? inner : token == "[" ? .optional(inner) : .repeated(inner)
        default:
            if token.hasPrefix("\"") { return .literal(String(token.dropFirst())) }
            return token.hasPrefix("?") ? .special(token) : .production(token)
        }
    }

    // MARK: Sentences

    private mutating func settleHeights() {
        var changed = true
        while changed {
            changed = false
            for (name, rule) in rules {
                let height = 1 + self.height(of: rule)
                if height < heights[name] ?? Grammar.unknown { heights[name] = height; changed = true }
            }
        }
    }

    private static let unknown = 1_000

    private func height(of rule: Rule) -> Int {
        switch rule {
        case .literal, .special, .optional, .repeated: 0
        case .production(let name): heights[name] ?? Grammar.unknown
        case .sequence(let rules): rules.map(height).max() ?? 0
        case .choice(let rules): rules.map(height).min() ?? 0
        }
    }

    /// The tokens of a random sentence.
    func sentence(of name: String, depth: Int, with random: inout RandomSource) -> [String] {
        if let words = Grammar.samples[name], let word = words.randomElement(using: &random) { return [word] }
        guard let rule = rules[name] else { preconditionFailure("no production \(name)") }
        return sentence(of: rule, depth: depth - 1, with: &random)
    }

    private func sentence(of rule: Rule, depth: Int, with random: inout RandomSource) -> [String] {
        switch rule {
        case .literal(let word): return [word]
        case .special(let text): preconditionFailure("no samples for \(text)")
        case .production(let name): return sentence(of: name, depth: depth, with: &random)
        case .sequence(let rules): return rules.flatMap { sentence(of: $0, depth: depth, with: &random) }
        case .choice(let rules):
            let fitting = rules.filter { height(of: $0) <= depth }
            let least = rules.min { height(of: $0) < height(of: $1) }
            guard let rule = fitting.randomElement(using: &random) ?? least else { return [] }
            return sentence(of: rule, depth: depth, with: &random)
        case .optional(let rule):
            return depth > height(of: rule) && Bool.random(using: &random)
                ? sentence(of: rule, depth: depth, with: &random) : []
        case .repeated(let rule):
            guard depth > height(of: rule) else { return [] }
            let count = Int.random(in: 0...2, using: &random)
            return (0..<count).flatMap { _ in sentence(of: rule, depth: depth, with: &random) }
        }
    }

    /// Names are words here, since a number at the beginning of an expression is a constant.
    private static let samples: [String: [String]] = [
        "name": ["year", "topic", "part_of", "平遥", "无为", "从化", "〔2024〕", "《规划》", "c", "x1", "title"],
        "word": ["year", "topic"],
        "number": ["2024", "0.9", "1.5万人", "90%", "1000亿元", "０１"],
        "whole number": ["3"],
        "date": ["2025-11", "2025年", "2025年11月3日", "2025-11-03"],
        "text": ["\"低空经济\"", "“a b”", "「c」", "\"\"", "'x\\n'"],
        "pattern": ["/低空(经济|产业)/"],
    ]
}
