import Diagnostics
import Graph
import Syntax
import Text

/// What a script says of itself in the comments at its head, and which parameters it has.
///
///     # 缺口：规划提出、却没有一篇发言涉及的产业。
///     # The gap: industries that a plan promotes and no speech concerns.
///     # param level: text = 市 — 规划的级别
///
/// The first line in each language describes it. A parameter that the head doesn't name is a text without a default.
package struct ScriptHeader: Sendable {
    package struct Parameter: Sendable, Equatable {
        /// Without the `$`.
        package var name: String
        /// nil: whatever it is compared with.
        package var type: PropertyType?
        /// What it is where nothing else is said.
        package var standard: String?
        package var meaning: String

        package init(name: String, type: PropertyType? = nil, standard: String? = nil, meaning: String = "") {
            self.name = name
            self.type = type
            self.standard = standard
            self.meaning = meaning
        }

        /// Whether a value is of the parameter's type: `1.5万人` is a quantity, `2025-11` a date.
        package func accepts(_ value: String) -> Bool {
            guard let type else { return true }
            let binder = Binder(graph: Session.emptyGraph, environment: Environment(), source: [])
            return binder.converted(.text(value), as: type, written: value) != nil
        }
    }

    package private(set) var descriptions: [String] = []
    /// Those of the head, then others that the script uses, in the order in which they come.
    package private(set) var parameters: [Parameter] = []

    package init(_ source: SourceText) {
        for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self).trimmed
            if text.hasPrefix("#!") { continue }
            guard text.hasPrefix("#") else { break }
            let comment = String(text.drop { $0 == "#" }).trimmed
            if let parameter = Parameter(comment) {
                if !parameters.contains(where: { $0.name == parameter.name }) { parameters.append(parameter) }
            } else if !comment.isEmpty {
                descriptions.append(comment)
            }
        }
        // A script of a million facts isn't read twice for nothing. A full-width ＄ is three bytes, the first of which is rare.
        guard source.bytes.contains(where: { $0 == UInt8(ascii: "$") || $0 == 0xEF }) else { return }
        let given = ScriptHeader.namesSet(in: source)
        for name in parameterNames(in: source)
        where !given.contains(name) && !parameters.contains(where: { $0.name == name }) {
            parameters.append(Parameter(name: name))
        }
    }

    /// What the script itself gives a value: `.set $county 平遥`.
    private static func namesSet(in source: SourceText) -> Set<String> {
        var names: Set<String> = []
        for line in source.bytes.split(separator: 0x0A) where line.first == UInt8(ascii: ".") {
            let words = String(decoding: line, as: UTF8.self).split(maxSplits: 1, whereSeparator: \.isWhitespace)
            guard words.count == 2, [".set", ".设置"].contains(words[0]), let sign = words[1].first, "$＄".contains(sign)
            else { continue }
            names.insert(String(words[1].dropFirst().prefix { !$0.isWhitespace && !"=＝:：".contains($0) }))
        }
        return names
    }

    /// The first line of the head in a language, or the first one at all; empty if there is none.
    package func description(in language: Language) -> String {
        descriptions.first { $0.hasHan == (language == .chinese) } ?? descriptions.first ?? ""
    }
}

extension ScriptHeader.Parameter {
    /// `param level: text = 市 — 规划的级别`; nil if a comment is none.
    init?(_ comment: String) {
        guard let word = ["param", "parameter", "参数"].first(where: { comment.hasPrefix($0 + " ") }) else { return nil }
        var (head, meaning) = comment.dropFirst(word.count).cut(at: ["—", "--"])
        let (declared, standard) = head.cut(at: ["=", "＝"])
        let (name, type) = declared.cut(at: [":", "："])
        head = name
        let plain = String(name.drop { $0 == "$" })
        guard !plain.isEmpty, !plain.contains(where: \.isWhitespace) else { return nil }
        if meaning?.hasPrefix("—") == true { meaning = meaning.map { String($0.dropFirst()).trimmed } }
        self.init(
            name: plain, type: type.flatMap { PropertyType(word: $0) }, standard: standard?.unquoted,
            meaning: meaning ?? "")
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }

    /// What stands before and behind the first of some signs.
    fileprivate func cut(at signs: [String]) -> (String, String?) {
        let places = signs.compactMap { sign in firstRange(of: sign) }
        guard let place = places.min(by: { $0.lowerBound < $1.lowerBound }) else { return (trimmed, nil) }
        return (self[..<place.lowerBound].trimmed, self[place.upperBound...].trimmed)
    }

    private func firstRange(of sign: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(sign) { return place..<index(place, offsetBy: sign.count) }
            place = index(after: place)
        }
        return nil
    }

    fileprivate var hasHan: Bool { unicodeScalars.contains { $0.properties.isIdeographic } }
}

extension String {
    fileprivate var unquoted: String {
        let pairs: [Character: Character] = ["\"": "\"", "“": "”", "'": "'"]
        guard count > 1, let first, let last, pairs[first] == last else { return self }
        return String(dropFirst().dropLast())
    }
}
