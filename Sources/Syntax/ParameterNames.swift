import Diagnostics

/// The names of the parameters that a script uses, each once, in the order in which they come: `["level"]` of
/// `find plans where level = $level`. Those of a `define` are its own.
package func parameterNames(in source: SourceText) -> [String] {
    let definitions = definitions(in: source)
    var lexer = Lexer(source.bytes)
    var names: [String] = []
    var token = lexer.next()
    while !token.isEnd {
        let next = lexer.next()
        if token.isSymbol(.dollar), case .word(let name, _) = next.kind, !names.contains(name) {
            let isFormal = definitions.contains { $0.range.contains(next.range.lowerBound) && $0.names.contains(name) }
            if !isFormal { names.append(name) }
        }
        token = next
    }
    return names
}

private func definitions(in source: SourceText) -> [(range: Range<Int>, names: [String])] {
    var parser = Parser(source)
    var found: [(range: Range<Int>, names: [String])] = []
    while true {
        do throws(SyntaxError) {
            guard let statement = try parser.next() else { return found }
            if case .define(let definition) = statement.kind {
                found.append((statement.range, definition.formals.map(\.name.text)))
            }
        } catch {
            parser.skipStatement()
        }
    }
}
