import Syntax
import Testing

/// What may stand at the `▮` of a text, in short.
private func slots(_ text: String) -> [String] { context(text).slots.map(short) }

private func context(_ text: String) -> CompletionContext {
    let before = text.prefix { $0 != "▮" }
    return expectations(in: text, at: before.utf8.count)
}

private func short(_ slot: CompletionContext.Slot) -> String {
    switch slot {
    case .source: "source"
    case .pass: "pass"
    case .kind: "kind"
    case .relation: "relation"
    case .path(let steps, let allowsKind):
        "path" + steps.map { " " + $0.description }.joined() + (allowsKind ? " or kind" : "")
    case .step(let steps): "step" + steps.map { " " + $0.description }.joined()
    case .edgeProperty(let steps): "edge property of" + steps.map { " " + $0.description }.joined()
    case .comparator(let expression): "comparator of \(expression)"
    case .value(let expression, let comparator): "\(expression) \(comparator.rawValue)"
    case .node(let kind): "node of \(kind.text)"
    case .unit: "unit"
    case .fileName: "file"
    case .property(let kind): "property of \(kind?.text ?? "")"
    case .type: "type"
    case .parameter: "parameter"
    case .number: "number"
    case .newName: "new name"
    case .pathColumn: "path column"
    }
}

@Suite struct `What may stand at the cursor` {
    @Test(arguments: [
        ("find ▮", ["source"]), ("find cou▮", ["source"]), ("find counties show ▮", ["path"]),
        ("find counties where na▮", ["path"]), ("find counties where name ▮", ["comparator of (path name)"]),
        ("find p where authored_by.▮", ["path authored_by"]),
        ("find p -> ▮", ["step"]), ("find p -> a.▮", ["step a"]), ("find p -> a[▮", ["path or kind"]),
        ("find p where x = county “▮", ["node of county"]), ("find p where x = county ▮", []),
        ("find p where a{1..}.b[c = 1].na▮", ["path a{1..} b[(= (path c) '1)]"]),
        ("find p where authored_by.name = ▮", ["(path authored_by name) ="]),
        ("find p where name ~ “低▮", ["(path name) ~"]),
        ("find p where name ~ any(\"a\", ▮", ["(path name) ~"]), ("find p where year in (▮", ["(path year) in"]),
        ("find p show r@▮", ["edge property of r"]), ("add ▮", ["kind"]), ("add county ▮", ["node of county"]),
        ("add county \"平▮", ["node of county"]), ("link county a ▮", ["relation"]),
        ("add county a (▮", ["property of county"]),
        ("load \"sam▮", ["file"]), ("find p show v in ▮", ["unit"]), ("find p limit ▮", ["number"]),
        ("find p where has r[▮", ["path or kind"]), ("find p where has ▮", ["path"]), ("kind k (a: ▮", ["type"]),
        ("find p order by ▮", ["path"]), ("let ▮", ["new name"]), ("find p where x = $▮", ["parameter"]),
        ("why ▮", ["kind"]), ("path from ▮", ["kind"]), ("path from county ▮", ["node of county"]),
        ("path from county a to proposal b via ▮", ["relation"]), ("path from a b to c d avoiding ▮", ["kind"]),
        ("path from a b to c d show ▮", ["path column"]), ("path from a b to c d show length, ▮", ["path column"]),
        ("find p top ▮", ["number"]), ("find p top 3 per ▮", ["path"]), ("find p pivot y by ▮", ["path"]),
    ]) func `is told by the parser`(text: String, expected: [String]) {
        let expected = expected.map { $0.replacing("'1", with: "1") }
        #expect(slots(text) == expected)
    }

    @Test func `keywords are those that the grammar asks for there`() {
        #expect(context("▮").keywords.contains(.find))
        #expect(!context("▮").keywords.contains(.where))
        let clause = context("find counties ▮").keywords
        #expect(clause.contains(.where) && clause.contains(.as) && clause.contains(.find) && !clause.contains(.and))
        let condition = context("find counties where ▮").keywords
        #expect(condition.contains(.has) && condition.contains(.not) && !condition.contains(.show))
        let further = context("find counties where a = 1 ▮").keywords
        #expect(further.contains(.and) && further.contains(.show))
        #expect(Set(context("find a where b is ▮").keywords) == [.not, .missing, .present])
        #expect(context("find a where every b ▮").keywords == [.satisfies])
        #expect(context("find a where b = 1 or c = 2 order ▮").keywords.contains(.by))
        #expect(context("relation r ▮").keywords.contains(.inverse))
    }

    @Test func `the scope is where a path begins`() {
        let scope = context("find counties as c -> develops where has concerned_by[proposal and concerns = ▮").scope
        #expect(scope.source?.text == "counties")
        #expect(scope.alias?.text == "c")
        #expect(scope.steps.map(\.name.text) == ["develops", "concerned_by"])
        #expect(context("find units show findings { ▮").scope.steps.map(\.name.text) == ["findings"])
        #expect(context("find units show findings { summary }, ▮").scope.steps.isEmpty)
        #expect(context("find units where has r[a = 1].▮").slots.map(short) == ["path r[(= (path a) 1)]"])
        #expect(context("find a where b in (find c where ▮").scope.source?.text == "c")
        #expect(context("find a where b in (find c) and ▮").scope.source?.text == "a")
    }

    @Test func `the word at the cursor is what a proposal replaces`() {
        let word = context("find counties where na▮ = 1")
        #expect(word.replaced == 20..<22 && word.prefix == "na" && word.quote == nil)
        let quote = context("find counties where name = 「平▮")
        #expect(quote.replaced == 27..<33 && quote.prefix == "平" && quote.quote == .corner)
        let nothing = context("find counties ▮")
        #expect(nothing.replaced == 14..<14 && nothing.prefix.isEmpty)
    }
}
