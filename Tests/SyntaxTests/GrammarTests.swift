import Syntax
import TestSupport
import Testing

@Suite struct `The grammar and the parser agree` {
    let grammar = Grammar(projectFile("grammar/zhiku.ebnf"))

    /// The productions in the comments of the parser.
    func commented() -> [(name: String, definition: String, text: String)] {
        projectFiles(in: "Sources/Syntax/Parsing", ending: ".swift").flatMap { path in
            let comments = projectFile(path).split(separator: "\n", omittingEmptySubsequences: false).map { line in
                let trimmed = line.drop { $0 == " " }
                return trimmed.hasPrefix("/// ") ? String(trimmed.dropFirst(4)) : ""
            }
            return comments.split(separator: "").flatMap { lines in
                Grammar.productions(in: lines.joined(separator: "\n")).filter { production in
                    production.name.allSatisfy { $0.isLowercase || $0 == " " } && !production.name.isEmpty
                }
            }
        }
    }

    @Test func `every production stands in the comment of a parser function, letter for letter`() {
        var names = Set<String>()
        for production in commented() {
            names.insert(production.name)
            #expect(grammar.texts[production.name] == production.text)
        }
        #expect(grammar.names.subtracting(grammar.tokenNames).subtracting(names) == [])
    }

    @Test func `the keywords of the grammar are those of the table`() {
        #expect(grammar.keywords.symmetricDifference(Keyword.allCases.map(\.rawValue)) == [])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `sentences made from the grammar parse`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var parsed = 0
        for round in 0..<1_000 {
            let text = sentence(round, &random)
            switch syntaxError(text) {
            case nil: parsed += 1
            case .bracketsNeeded, .foreign(.dashRange, _): continue
            case let error?:
                Issue.record("seed \(seed): \(text)\n\(error.diagnostic.message.english) at \(error.range)")
            }
        }
        #expect(parsed > 900)
    }

    @Test(arguments: [11, 12] as [UInt64]) func `cut and shuffled sentences parse or fail politely`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        for round in 0..<1_000 {
            var words = sentence(round, &random).split(separator: " ")
            if Bool.random(using: &random) { words.shuffle(using: &random) }
            let text = words.prefix(Int.random(in: 0...words.count, using: &random)).joined(separator: " ")
            checkPolite(text)
        }
    }

    /// A shape doesn't begin with a number, which the grammar can't say.
    private func sentence(_ round: Int, _ random: inout RandomSource) -> String {
        while true {
            let words = grammar.sentence(of: "statement", depth: 8 + round % 16, with: &random)
            let isRepetition = zip(words, words.dropFirst()).contains {
                $0 == "{" && $1.first?.isNumber == true && $1 != "3"
            }
            if !isRepetition, words.count < 400 { return words.joined(separator: " ") }
        }
    }
}

/// An error has a place in the text and words in both languages, and reading can go on behind it.
func checkPolite(_ text: String) {
    guard let error = syntaxError(text) else { return }
    #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "\(text)")
    #expect(!error.diagnostic.message.english.isEmpty && !error.diagnostic.message.chinese.isEmpty)
    var parser = Parser(Array(text.utf8))
    var steps = 0
    while steps <= text.utf8.count + 1 {
        steps += 1
        do {
            if try parser.next() == nil { break }
        } catch {
            parser.skipStatement()
        }
    }
    #expect(steps <= text.utf8.count + 1, "reading doesn't end: \(text)")
    _ = isComplete(text)
    _ = expectations(in: text, at: text.utf8.count)
}
