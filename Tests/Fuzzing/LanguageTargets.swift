import Diagnostics
import Syntax

/// Reads all statements; errors must lie in the text and have words, and reading must come to an end behind them.
func checkParser(_ bytes: [UInt8]) {
    let source = SourceText(name: "fuzz", bytes: bytes)
    var parser = Parser(source)
    var steps = 0
    while true {
        steps += 1
        if steps > bytes.count + 2 { finding("reading does not end") }
        do throws(SyntaxError) {
            guard try parser.next() != nil else { break }
        } catch {
            checkWords(error.diagnostic, source)
            parser.skipStatement()
        }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    _ = isComplete(text)
    _ = expectations(in: text, at: text.utf8.count)
    _ = expectations(in: text, at: text.utf8.count / 2)
}

/// A diagnostic has its place in the text and words in both languages, and can be shown.
func checkWords(_ diagnostic: Diagnostic, _ source: SourceText) {
    if let range = diagnostic.range, range.lowerBound < 0 || range.upperBound > source.bytes.count {
        finding("an error at \(range) of \(source.bytes.count) bytes")
    }
    if diagnostic.message.english.isEmpty || diagnostic.message.chinese.isEmpty { finding("an error without words") }
    for language in Language.allCases {
        _ = DiagnosticRenderer(language: language, widthInCells: 60).text(diagnostic, in: source)
    }
}

/// What is laid out has the same trees, and stays as it is when it is laid out again.
func checkFormatter(_ bytes: [UInt8]) {
    let source = SourceText(name: "fuzz", bytes: bytes)
    guard let statements = try? parse(source) else { return }
    guard let once = try? ScriptFormatter.formatted(source) else { finding("what parses is not laid out") }
    let laidOut = SourceText(name: "once", text: once)
    guard let again = try? parse(laidOut) else { finding("what was laid out does not parse:\n\(once)") }
    if again.map(\.description) != statements.map(\.description) { finding("laid out as other trees:\n\(once)") }
    if let twice = try? ScriptFormatter.formatted(laidOut), twice != once {
        finding("laid out again, it changes:\n\(once)\n\(twice)")
    }
    for statement in statements {
        for isChinese in [false, true] {
            let text = Formatter(isChinese: isChinese).text(of: statement)
            guard let read = try? parse(SourceText(name: "statement", text: text)), read.count == 1,
                read[0].description == statement.description
            else { finding("a statement laid out is another:\n\(text)\n\(statement.description)") }
        }
    }
}
