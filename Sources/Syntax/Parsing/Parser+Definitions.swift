import Text

extension Parser {
    /// define = "define", name, [ formals ], "=", query ;
    mutating func define() throws(SyntaxError) -> Statement.Kind {
        let name = try name(.name)
        let formals = at(.openRound) ? try self.formals() : []
        completion?.context.formals = formals.map(\.name.text)
        try expect(.equal)
        return .define(Definition(name: name, formals: formals, query: try query()))
    }

    /// formals = "(", [ formal, { ",", formal }, [ "," ] ], ")" ;
    mutating func formals() throws(SyntaxError) -> [Definition.Formal] {
        let opening = current
        try expect(.openRound)
        let formals = try list(of: { (parser) throws(SyntaxError) in try parser.formal() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return formals
    }

    /// formal = "$", name, [ ":", name ], [ "=", literal ] ;
    mutating func formal() throws(SyntaxError) -> Definition.Formal {
        let start = current.range.lowerBound
        try expect(.dollar)
        let name = try name(.parameterName)
        let type = take(.colon) ? canonicalType(try self.name(.type)) : nil
        let standard = take(.equal) ? try literal() : nil
        return Definition.Formal(name: name, type: type, standard: standard, range: range(from: start))
    }
}
