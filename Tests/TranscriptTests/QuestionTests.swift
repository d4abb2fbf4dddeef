import Testing

/// Questions that analysts asked of the five documents, each answered by one statement on the sample graph.
///
/// `answers.jsonl` has what a person found in the documents: for each question the rows of the answer, and of each row the
/// names, numbers and lines that must be in it. A text such as `prov 156..156` is a place that some source of the row covers.
@Suite struct QuestionTests {
    static let answers = (projectFile("Tests/Transcripts/questions/answers.jsonl") ?? "").split(separator: "\n")
        .map(String.init)

    @Test(arguments: answers) func `one statement answers the question`(_ line: String) throws {
        let expected = try #require(JSON(line))
        let id = try #require(expected["id"]?.text)
        let output = Transcript(path: "Tests/Transcripts/questions/\(id).zk").observed()
        // A note may follow the answer.
        let answer = try #require(output.split(separator: "\n").first.flatMap { JSON($0) }, "\(id): \(output)")
        let rows = expected["rows"]?.elements ?? []
        #expect(answer.elements.count == rows.count, "\(id) has other rows: \(output)")
        for row in rows {
            let hits = answer.elements.filter { found in row.elements.allSatisfy { isStated($0, in: found) } }
            #expect(hits.count == 1, "\(id): \(row) is in \(hits.count) rows of \(output)")
        }
        if let sum = expected["sum"]?.number {
            let numbers = answer.elements.flatMap { $0.members.compactMap(\.value.number) }
            #expect(numbers.reduce(0, +) == sum, "\(id) adds up to \(numbers)")
        }
        if let count = expected["sources"]?.number {
            #expect(answer.all.compactMap(Place.init).count == Int(count), "\(id) has other sources: \(output)")
        }
    }

    @Test func `every question's transcript has its answer`() {
        let asked = projectFiles(below: "Tests/Transcripts/questions", ending: ".zk").count
        #expect(asked == QuestionTests.answers.count && asked >= 14)
    }

    private func isStated(_ fact: JSON, in row: JSON) -> Bool {
        if let text = fact.text, let place = Place(text) {
            return row.all.compactMap(Place.init).contains { $0.covers(place) }
        }
        return row.all.contains { $0 == fact || isRounded($0, to: fact) }
    }

    /// A person wrote 24.58% where the quotient has more digits.
    private func isRounded(_ found: JSON, to fact: JSON) -> Bool {
        guard let found = found["value"]?.number, let wanted = fact["value"]?.number, unit(of: fact) == "%" else {
            return false
        }
        return (found * 100).rounded() / 100 == wanted
    }

    private func unit(of value: JSON) -> String? { value["unit"]?.text }
}

/// Lines of a document.
private struct Place {
    var document: String
    var lines: ClosedRange<Int>

    /// `prov 156..156`
    init?(_ text: String) {
        let words = text.split(separator: " ")
        let ends = words.last?.split(separator: ".").compactMap { Int($0) } ?? []
        guard words.count == 2, ends.count == 2, ends[0] <= ends[1] else { return nil }
        self.init(document: String(words[0]), lines: ends[0]...ends[1])
    }

    /// `{"document":"prov","lines":[156,156]}`
    init?(_ value: JSON) {
        let ends = value["lines"]?.elements.compactMap(\.number).map { Int($0) } ?? []
        guard let document = value["document"]?.text, ends.count == 2, ends[0] <= ends[1] else { return nil }
        self.init(document: document, lines: ends[0]...ends[1])
    }

    init(document: String, lines: ClosedRange<Int>) {
        self.document = document
        self.lines = lines
    }

    func covers(_ other: Place) -> Bool {
        document == other.document && lines.contains(other.lines.lowerBound) && lines.contains(other.lines.upperBound)
    }
}
