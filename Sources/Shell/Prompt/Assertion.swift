import Diagnostics
import Text

/// What `.assert` says of the last answer.
///
///     .assert rows = 3
///     .assert empty
///     .assert file expected.csv
enum Assertion: Equatable {
    case rows(Comparison, Int)
    /// The answer, in the format that the file's ending names, has the same bytes.
    case file(String)

    enum Comparison: String, CaseIterable {
        case atMost = "<="
        case atLeast = ">="
        case not = "!="
        case less = "<"
        case more = ">"
        case same = "="

        func holds(_ left: Int, _ right: Int) -> Bool {
            switch self {
            case .atMost: left <= right
            case .atLeast: left >= right
            case .not: left != right
            case .less: left < right
            case .more: left > right
            case .same: left == right
            }
        }
    }

    /// nil if the text is none.
    init?(_ text: String) {
        let words = text.split(maxSplits: 1, whereSeparator: { $0.isWhitespace })
        let word = words.first.map { folded(String($0)) } ?? ""
        if ["empty", "空"].contains(word), words.count == 1 {
            self = .rows(.same, 0)
        } else if ["file", "文件"].contains(word), words.count == 2 {
            self = .file(String(words[1]).withoutQuotes)
        } else {
            let all = folded(text).filter { !$0.isWhitespace }
            guard let subject = ["rows", "row", "行数", "行"].first(where: all.hasPrefix) else { return nil }
            let rest = all.dropFirst(subject.count).replacing("≥", with: ">=").replacing("≤", with: "<=")
                .replacing("≠", with: "!=")
            let sign = Comparison.allCases.first { rest.hasPrefix($0.rawValue) }
            guard let count = Int(rest.dropFirst(sign?.rawValue.count ?? 0)), count >= 0 else { return nil }
            self = .rows(sign ?? .same, count)
        }
    }
}

extension String {
    /// Without the quotes around it.
    var withoutQuotes: String {
        let pairs: [Character: Character] = ["\"": "\"", "'": "'", "“": "”"]
        guard count > 1, let first, let last, pairs[first] == last else { return self }
        return String(dropFirst().dropLast())
    }
}

/// What two texts differ in, line by line: `-3 平遥县` stands only in the first, `+3 安吉县` only in the second.
struct LineDifference {
    private let lines: [String]
    private let omitted: Int

    /// Lines that are told; who wants all of them has a tool for that.
    private static let mostLines = 12
    /// Texts that differ in more lines are only told where they begin to.
    private static let mostCompared = 2_000

    init(expected: String, found: String) {
        var old = expected.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var new = found.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let first = old.first, first == new.first {
            old = old.dropFirst()
            new = new.dropFirst()
        }
        while let last = old.last, last == new.last {
            old = old.dropLast()
            new = new.dropLast()
        }
        let start = old.startIndex
        var changes: [(line: Int, isNew: Bool, text: Substring)] = []
        if max(old.count, new.count) <= LineDifference.mostCompared {
            for change in Array(new).difference(from: Array(old)) {
                switch change {
                case .remove(let offset, let text, _): changes.append((start + offset + 1, false, text))
                case .insert(let offset, let text, _): changes.append((start + offset + 1, true, text))
                }
            }
            changes.sort { ($0.line, $0.isNew ? 1 : 0) < ($1.line, $1.isNew ? 1 : 0) }
        } else {
            for (line, text) in old.prefix(3).enumerated() { changes.append((start + line + 1, false, text)) }
            for (line, text) in new.prefix(3).enumerated() { changes.append((start + line + 1, true, text)) }
        }
        lines = changes.prefix(LineDifference.mostLines).map { change in
            "\(change.isNew ? "+" : "-")\(change.line) \(visible(String(change.text)))"
        }
        omitted = max(changes.count, old.count, new.count) - lines.count
    }

    var message: Message {
        let text = lines.joined(separator: "\n")
        return omitted <= 0
            ? Message(text, text) : Message("\(text)\n… \(omitted) more", "\(text)\n…… 还有 \(omitted) 行")
    }
}
