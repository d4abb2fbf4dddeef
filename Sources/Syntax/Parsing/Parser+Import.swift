import Text

extension Parser {
    /// import = "import", text, "as", ( title | "link", end, title, end ), [ cells ], [ ( "skip" | "update" ), "existing" ] ;
    mutating func importing() throws(SyntaxError) -> Statement.Kind {
        let file = try file()
        try expect(.as)
        let target = try importTarget()
        let cells = at(.openRound) ? try self.cells() : []
        var existing: Import.Existing?
        if take(.skip) { existing = .skip } else if take(.update) { existing = .update }
        if existing != nil { try expect(.existing) }
        return .importing(Import(file: file, target: target, cells: cells, existing: existing))
    }

    private mutating func importTarget() throws(SyntaxError) -> Import.Target {
        guard take(.link) else {
            let kind = try title(.kind)
            completion?.designatedKind = kind
            return .nodes(kind: kind)
        }
        let from = try end()
        let relation = try title(.relation)
        return .links(from: from, relation: relation, to: try end())
    }

    /// end = title, ( cell | title ) ;
    mutating func end() throws(SyntaxError) -> Import.End {
        let kind = try title(.kind)
        completion?.designatedKind = kind
        if atCell() { return Import.End(kind: kind, name: try cell()) }
        let name = try title(.nodeName)
        let literal = Literal(.text(name.text), at: name.range)
        return Import.End(kind: kind, name: .fixed(.literal(literal), at: name.range))
    }

    /// cells = "(", [ assigned cell, { ",", assigned cell }, [ "," ] ], ")" ;
    mutating func cells() throws(SyntaxError) -> [Import.AssignedCell] {
        let opening = current
        try expect(.openRound)
        let cells = try list(of: { (parser) throws(SyntaxError) in try parser.assignedCell() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return cells
    }

    /// assigned cell = title, ":", ( cell | assigned value ) ;
    mutating func assignedCell() throws(SyntaxError) -> Import.AssignedCell {
        let property = try title(.property)
        if at(.equal) { throw unexpected(.symbol(.colon), clues: [.colonNotEqual]) }
        try expect(.colon)
        if atCell() { return Import.AssignedCell(property: property, cell: try cell()) }
        let start = current.range.lowerBound
        let value = try assignedValue()
        return Import.AssignedCell(property: property, cell: .fixed(value, at: range(from: start)))
    }

    /// cell = "column", title ;
    mutating func cell() throws(SyntaxError) -> Import.Cell {
        try expect(.column)
        return .column(try title(.name))
    }

    /// `column "编码"`, and not `column` as a value.
    private mutating func atCell() -> Bool {
        guard at(.column) else { return false }
        if case .text = token(ahead: 1).kind { return true }
        return wordText(of: token(ahead: 1)) != nil || token(ahead: 1).isEnd
    }
}
