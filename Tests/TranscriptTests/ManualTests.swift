import Glibc
import Testing

/// What README.md and the manuals show is what zhiku does. Of the blocks between lines of three backquotes:
///
/// - `zhiku ARGUMENT…`: statements at the prompt, on the sample graph unless the arguments name another, and what each answers.
///   A line that begins with the second prompt goes on with the statement. The statements of a block know of each other.
/// - `console`: lines of a shell behind `$ `, and what they write. The exit status, if it isn't 0, stands in brackets below.
/// - `file NAME`: a file that the blocks after it, in the same document, find in their folder.
///
/// `ZHIKU_ACCEPT=1` writes answers anew, which is why these tests run one after the other.
@Suite(.serialized) struct ManualTests {
    @Test(arguments: Manual.all) func `a manual shows what zhiku says`(_ manual: Manual) {
        var manual = manual
        let folder = temporaryFolder()
        defer { _ = run(command: ["/bin/rm", "-r", folder], in: projectRoot) }
        var differences: [String] = []
        for place in manual.parts.indices {
            guard case .block(var block) = manual.parts[place] else { continue }
            for difference in block.runAgain(in: folder) { differences.append("\(manual.path):\(difference)") }
            manual.parts[place] = .block(block)
        }
        if accepts, !differences.isEmpty {
            writeProjectFile(manual.path, manual.text)
        } else {
            for difference in differences { Issue.record("\(difference)") }
        }
    }

    @Test(.disabled(if: accepts, "the files change")) func `a manual's text survives its reading`() {
        for manual in Manual.all { #expect(manual.text == projectFile(manual.path), "\(manual.path)") }
    }

    /// The headings of the two manuals tell whether one has a chapter that the other lacks.
    @Test func `the two manuals have the same chapters`() {
        let depths = ["MANUAL.md", "手册.md"].map { path in
            (projectFile(path) ?? "").split(separator: "\n").filter { $0.hasPrefix("## ") }.count
        }
        #expect(depths[0] == depths[1] && depths[0] > 0)
    }
}

/// A document for people, with examples.
struct Manual: CustomTestStringConvertible, Sendable {
    enum Part {
        case line(Substring)
        case block(ExampleBlock)
    }

    var path: String
    var parts: [Part] = []

    var testDescription: String { path }

    static let all = ["README.md", "MANUAL.md", "手册.md"].map(Manual.init)

    init(path: String) {
        self.path = path
        var block: ExampleBlock?
        let lines = (projectFile(path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if var open = block {
                if line == "```" {
                    parts.append(.block(open))
                    block = nil
                } else {
                    open.add(line, number: number + 1)
                    block = open
                }
            } else if let kind = ExampleBlock.Kind(fence: line) {
                block = ExampleBlock(kind: kind, fence: String(line))
            } else {
                parts.append(.line(line))
            }
        }
    }

    /// The document again, with the answers as they are now.
    var text: String {
        parts.map { part in
            switch part {
            case .line(let line): String(line)
            case .block(let block): block.text
            }
        }.joined(separator: "\n")
    }
}

/// What stands between two lines of backquotes.
struct ExampleBlock: Sendable {
    enum Kind: Sendable {
        case prompt([String])
        case console
        case file(String)

        init?(fence: Substring) {
            let words = fence.split(separator: " ").map(String.init)
            switch words.first {
            case "```zhiku": self = .prompt(Array(words.dropFirst()))
            case "```console": self = .console
            case "```file" where words.count == 2: self = .file(words[1])
            default: return nil
            }
        }
    }

    /// What is typed, and what it answers.
    struct Exchange: Sendable {
        var line: Int
        /// As it stands in the document.
        var typed: [String]
        var answer: String = ""
    }

    var kind: Kind
    var fence: String
    /// Of a file its lines.
    var content = ""
    var exchanges: [Exchange] = []

    mutating func add(_ line: Substring, number: Int) {
        if case .file = kind {
            content += line + "\n"
            return
        }
        let isConsole = if case .console = kind { true } else { false }
        if line.hasPrefix(isConsole ? "$ " : "zhiku> ") {
            exchanges.append(Exchange(line: number, typed: [String(line)]))
        } else if let last = exchanges.indices.last {
            if line.hasPrefix("   ...> "), exchanges[last].answer.isEmpty {
                exchanges[last].typed.append(String(line))
            } else {
                exchanges[last].answer += line + "\n"
            }
        }
    }

    var text: String {
        let lines = exchanges.map { $0.typed.joined(separator: "\n") + "\n" + $0.answer }.joined()
        return fence + "\n" + content + lines + "```"
    }

    /// Asks all again and keeps the answers; gives how they differ from the document's.
    mutating func runAgain(in folder: String) -> [String] {
        switch kind {
        case .file(let name):
            write(content, to: folder + "/" + name)
            return []
        case .console:
            return compare { exchanges, place in
                let ran = run(shell: String(exchanges[place].typed.joined(separator: "\n").dropFirst(2)), in: folder)
                return ran.text + (ran.status == 0 ? "" : "[\(ran.status)]\n")
            }
        case .prompt(let arguments):
            var before = 0
            return compare { exchanges, place in
                let statements = exchanges[...place].flatMap { exchange in
                    let lines = exchange.typed.enumerated().map { $1.dropFirst($0 == 0 ? 7 : 8) }
                    return ["-c", lines.joined(separator: "\n")]
                }
                let ran = run(command: [program, "-o", "box", "--keep-going"] + arguments + statements, in: folder)
                // Where a statement failed, its message names the statement by its number among all -c.
                let text = String(ran.text.dropFirst(before))
                before = ran.text.count
                return text
            }
        }
    }

    private mutating func compare(_ answer: ([Exchange], Int) -> String) -> [String] {
        var differences: [String] = []
        for place in exchanges.indices {
            let observed = answer(exchanges, place)
            if observed == exchanges[place].answer { continue }
            let difference = lineDifference(exchanges[place].answer, observed)
            differences.append("\(exchanges[place].line): \(exchanges[place].typed[0])\n\(difference)")
            exchanges[place].answer = observed
        }
        return differences
    }

    private func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { preconditionFailure("\(path) can't be written") }
        defer { fclose(file) }
        fputs(text, file)
    }
}

/// A new empty folder.
private func temporaryFolder() -> String {
    var template = Array("/tmp/zhiku-manual-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "no temporary folder")
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
