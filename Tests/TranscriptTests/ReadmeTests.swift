import Testing

/// What README.md shows is what zhiku does: every block marked `zhiku` runs on the sample graph, in boxes. A line that begins with the prompt
/// is a statement, lines that begin with the second prompt go on with it, and what follows is the answer.
@Suite struct ReadmeTests {
    @Test(arguments: Exchange.all) func `README shows what zhiku says`(_ exchange: Exchange) {
        let observed = run(["-o", "box", "-c", exchange.statement]).text
        let difference = lineDifference(exchange.expected, trimmed(observed))
        #expect(
            trimmed(observed) == exchange.expected, "README.md:\(exchange.line): \(exchange.statement)\n\(difference)")
    }
}

/// A statement of README.md and the answer that stands under it.
struct Exchange: CustomTestStringConvertible, Sendable {
    var line: Int
    var statement: String
    var expected: String

    var testDescription: String { "README.md:\(line)" }

    static let all: [Exchange] = {
        var exchanges: [Exchange] = []
        var isInside = false
        let lines = (projectFile("README.md") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                isInside = !isInside && line.hasPrefix("```zhiku")
            } else if isInside, line.hasPrefix("zhiku> ") {
                exchanges.append(Exchange(line: number + 1, statement: String(line.dropFirst(7)), expected: ""))
            } else if isInside, line.hasPrefix("   ...> "), let last = exchanges.indices.last {
                exchanges[last].statement += "\n" + line.dropFirst(8)
            } else if isInside, let last = exchanges.indices.last {
                exchanges[last].expected += line + "\n"
            }
        }
        return exchanges.map { exchange in
            var exchange = exchange
            exchange.expected = trimmed(exchange.expected)
            return exchange
        }
    }()
}

/// Without empty lines at the end.
private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
}
