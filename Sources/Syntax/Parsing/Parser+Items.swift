import Text

extension Parser {
    mutating func showItems() throws(SyntaxError) -> [ShowItem] {
        try list(of: { (parser) throws(SyntaxError) in try parser.showItem() })
    }

    mutating func orderKeys() throws(SyntaxError) -> [OrderKey] {
        try list(of: { (parser) throws(SyntaxError) in try parser.orderKey() })
    }

    /// show item = expression, [ "in", unit name ], [ shape ], [ "as", title ] ;
    mutating func showItem() throws(SyntaxError) -> ShowItem {
        if isWord("distinct"), opensOperand(ahead: 1) { throw .foreign(.distinct, at: current.range) }
        var expression = try expression()
        if take(.in) {
            let unit = try unitName()
            expression = Expression(
                .converted(expression, unit: unit), at: expression.range.lowerBound..<unit.range.upperBound)
        }
        let shape = at(.openCurly) ? try shape(of: expression) : nil
        let alias = take(.as) ? try title(.name) : nil
        return ShowItem(
            expression: expression, shape: shape, alias: alias, text: heading(in: expression.range),
            range: range(from: expression.range.lowerBound))
    }

    private mutating func isWord(_ word: String) -> Bool { wordText(of: current)?.lowercased() == word }

    /// unit name = name | "%" ;
    private mutating func unitName() throws(SyntaxError) -> Name {
        let token = current
        guard token.isSymbol(.percent) else { return try name(.unit) }
        advance()
        return Name("%", at: token.range)
    }

    /// shape = "{", show item, { ",", show item }, [ "," ], "}" ;
    mutating func shape(of expression: Expression) throws(SyntaxError) -> [ShowItem] {
        let opening = current
        try expect(.openCurly)
        let outerScope = completion?.scope
        defer { if let outerScope { completion?.scope = outerScope } }
        if case .path(let path) = expression.kind { completion?.scope.follow(path) }
        let items = try nested { (parser) throws(SyntaxError) in
            try parser.list(of: { (parser) throws(SyntaxError) in try parser.showItem() }, until: .closeCurly)
        }
        if items.isEmpty { throw unexpected(.expression) }
        try expect(closing: .closeCurly, of: opening)
        return items
    }

    /// `3 per category` behind `top`
    mutating func topRows() throws(SyntaxError) -> Clause.Kind {
        let count = try wholeNumber(.limit)
        try expect(.per)
        return .top(count, per: try list(of: { (parser) throws(SyntaxError) in try parser.expression() }))
    }

    /// `year by topic` behind `pivot`
    mutating func pivot() throws(SyntaxError) -> Clause.Kind {
        let rows = try showItems()
        try expect(.by)
        return .pivot(rows, by: try showItem())
    }

    /// chart shape = "bar" | "line" | "hist" | "tree" ;
    mutating func chartShape() throws(SyntaxError) -> ChartShape {
        for shape in ChartShape.allCases where take(shape.keyword) { return shape }
        throw unexpected(.chartShape)
    }

    /// order key = expression, [ "asc" | "desc" ] ;
    mutating func orderKey() throws(SyntaxError) -> OrderKey {
        let expression = try expression()
        let isDescending = take(.desc)
        if !isDescending { _ = take(.asc) }
        return OrderKey(expression: expression, descending: isDescending, text: heading(in: expression.range))
    }
}
