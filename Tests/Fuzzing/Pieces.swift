import Diagnostics
import Graph
import Query
import Text

@testable import Syntax

/// Scripts as numbers of words: two bytes a word, the highest bit for "without a space before it". What the fuzzer changes in
/// such bytes are words, so that it gets deep into the grammar and past the binder.
struct Pieces {
    static let shared = Pieces()

    private let words: [String]
    private let numbers: [String: Int]
    private static let noSpace = 0x8000

    private init() {
        var words = Keyword.allCases.flatMap(\.spellings) + Symbol.allCases.map(\.rawValue) + Pieces.others
        let schema = Session.emptyGraph.schema
        for kind in schema.kinds {
            words += [kind.name] + (kind.plural.map { [$0] } ?? []) + kind.aliases.prefix(1)
            words += kind.properties.flatMap { [$0.name] + $0.aliases.prefix(1) }
        }
        for relation in schema.relations {
            words += [relation.name] + (relation.inverse.map { [$0] } ?? []) + relation.forwardAliases.prefix(1)
            words += relation.properties.map(\.name)
        }
        let graph = smallGraph.graph
        for node in graph.allNodes().prefix(40) { words += [graph.id(of: node), quotedText(graph.name(of: node))] }
        var seen: Set<String> = []
        self.words = words.filter { seen.insert($0).inserted }
        numbers = Dictionary(uniqueKeysWithValues: self.words.enumerated().map { ($0.element, $0.offset) })
    }

    /// Numbers, texts and what is easily typed wrong.
    private static let others = [
        "0", "1", "2", "3", "10", "100", "2023", "2024", "2025", "0.5", "-1", "1e9", "1.5万人", "120亿元", "1.2万亩", "90%",
        "5G",
        "99999999999999999999", "2025-11", "2025-11-03", "2025年", "十四五", "0..3", "1..", "..3", "2023..2025", "\"\"",
        "\"低空\"", "“旅游”", "\"a\\n\"", "《规划》", "/低空/", "/(旅|游)+/", "/./", "云川", "河湾", "yunchuan", "hw", "低空京济", "旅游",
        "x",
        "c", "n", "gap", "$x", "$level", "\n", ";", "；", "，", "（", "）", "：", "＝", "～", "、", "“", "\"", "/", "#",
        "# 注\n",
        "@source", "@confidence", "{1..3}", "{1..}", "{0..2}", "[", "]", "{", "}", "count()", "sum(", "avg(", "list(",
        "first(",
        "share(", "degree(", "pagerank(", "betweenness(", "components(", "community(", "ways(", "year(", "length",
        "score",
        "snippet", "level", "text", "number", "quantity", "date", "select", "match", "like", "None", "\u{0}",
        "\u{FEFF}", "𠮷", "é",
    ]

    /// The script that the bytes stand for.
    func script(of bytes: [UInt8]) -> String {
        var text = ""
        for place in stride(from: 0, to: bytes.count - 1, by: 2) {
            let number = Int(bytes[place]) | Int(bytes[place + 1]) << 8
            if number & Pieces.noSpace == 0, !text.isEmpty { text += " " }
            text += words[(number & ~Pieces.noSpace) % words.count]
        }
        return text
    }

    /// A script as bytes; what no word stands for becomes a similar one.
    func bytes(of script: [UInt8]) -> [UInt8] {
        var lexer = Lexer(script)
        var result: [UInt8] = []
        var end = 0
        while case let token = lexer.next(), !token.isEnd {
            let written = String(decoding: script[token.range], as: UTF8.self)
            var number = numbers[written] ?? numbers[standIn(token)] ?? 0
            if token.range.lowerBound == end { number |= Pieces.noSpace }
            end = token.range.upperBound
            result += [UInt8(number & 0xFF), UInt8(number >> 8)]
        }
        return result
    }

    private func standIn(_ token: Token) -> String {
        switch token.kind {
        case .word: "x"
        case .number: "2025"
        case .date: "2025-11"
        case .text: "\"低空\""
        case .pattern: "/低空/"
        case .symbol(let symbol): symbol.rawValue
        case .invalid, .end: "\""
        }
    }
}
