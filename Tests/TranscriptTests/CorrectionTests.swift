import Testing

@testable import Shell

/// A wrong input, and what a person would like to be suggested first: a line of `Tests/Corrections/*.tsv`.
struct WrongInput: Sendable {
    var sort: String
    var language: String
    var input: String
    var wanted: String

    /// The rows of a table; lines that begin with `#` are comments.
    static func table(_ name: String) -> [WrongInput] {
        (projectFile("Tests/Corrections/\(name).tsv") ?? "").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if line.hasPrefix("#") || cells.count != 4 { return nil }
            return WrongInput(sort: cells[0], language: cells[1], input: cells[2], wanted: cells[3])
        }
    }

    /// What zhiku suggests first, and how it ends.
    func suggestion() -> (first: String, status: Int32, text: String) {
        // Commands of the prompt aren't reached without a terminal.
        if sort == "dot-command" {
            let word = DotCommand.split(input).word
            let command = DotCommand(word: word)?.rawValue ?? DotCommand.nearest(to: word)
            return (command.map { "." + $0 } ?? "", 1, "")
        }
        let isWhole = sort == "option" || sort == "parameter"
        let run = run(["--lang", language, "-o", "table"] + (isWhole ? words : ["-c", input]))
        let hints = run.text.split(separator: "\n").compactMap { line -> String? in
            let line = line.drop { $0 == " " }
            for label in ["= hint: ", "= 提示："] where line.hasPrefix(label) {
                return String(line.dropFirst(label.count))
            }
            return nil
        }
        return (hints.first ?? "", run.status, run.text)
    }

    /// The words of a command line; what stands in single quotes is one.
    private var words: [String] {
        input.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { number, part in
            number % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }

    /// Whether the wanted words are in the suggestion with no letter beside them, so that 主题 isn't found in 主题下.
    func isSatisfied(by suggestion: String) -> Bool {
        let text = Array(suggestion.lowercased())
        let sought = Array(wanted.lowercased())
        guard let first = sought.first, let last = sought.last, text.count >= sought.count else { return false }
        return (0...text.count - sought.count).contains { start in
            let end = start + sought.count
            let isAlone =
                !(isWordCharacter(first) && start > 0 && isWordCharacter(text[start - 1]))
                && !(isWordCharacter(last) && end < text.count && isWordCharacter(text[end]))
            return isAlone && text[start..<end].elementsEqual(sought)
        }
    }

    private func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}

@Suite struct CorrectionTests {
    @Test(arguments: ["corrections", "held-back", "held-back-2", "held-back-3"])
    func `what was meant is suggested first`(_ table: String) async {
        let inputs = WrongInput.table(table)
        let found = await withTaskGroup(of: (Int, Bool, String, Int32).self) { group in
            for (number, input) in inputs.enumerated() {
                group.addTask {
                    let suggestion = input.suggestion()
                    return (number, input.isSatisfied(by: suggestion.first), suggestion.first, suggestion.status)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var scores = Scores()
        for (number, isRight, first, status) in found.sorted(by: { $0.0 < $1.0 }) {
            let input = inputs[number]
            scores.add([input.sort, input.language, "first place"], isRight)
            if !isRight { print("[\(input.sort)] \(input.input)\n    wanted \(input.wanted)\n    got    \(first)") }
            #expect([0, 1, 2].contains(status), "\(input.input) ended with \(status)")
        }
        print("\(table):\n\(scores.description)")
        #expect(inputs.count >= 40 && inputs.filter { $0.language == "zh" }.count * 2 >= inputs.count)
        #expect(scores.share(of: "first place") >= 0.95, "\(table):\n\(scores.description)")
    }
}

/// Counts of right ones among all, by name.
private struct Scores {
    private var counts: [(name: String, right: Int, all: Int)] = []

    mutating func add(_ names: [String], _ isRight: Bool) {
        for name in names {
            let place = counts.firstIndex { $0.name == name } ?? counts.count
            if place == counts.count { counts.append((name, 0, 0)) }
            counts[place].all += 1
            counts[place].right += isRight ? 1 : 0
        }
    }

    func share(of name: String) -> Double {
        counts.first { $0.name == name }.map { Double($0.right) / Double($0.all) } ?? 0
    }

    var description: String {
        counts.sorted { $0.name < $1.name }
            .map { "  \($0.name) \($0.right)/\($0.all) (\(100 * $0.right / $0.all)%)" }.joined(separator: "\n")
    }
}
