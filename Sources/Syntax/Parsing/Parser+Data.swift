import Text

extension Parser {
    /// add = "add", designator, [ assignments ] ;
    mutating func add() throws(SyntaxError) -> Statement.Kind {
        let node = try designator()
        return .add(node, try assignmentsIfAny())
    }

    /// link = "link", link designator, [ assignments ] ;
    mutating func link() throws(SyntaxError) -> Statement.Kind {
        let edge = try linkDesignator()
        return .link(edge, try assignmentsIfAny())
    }

    /// set = "set", ( "link", link designator | designator ), assignments ;
    mutating func set() throws(SyntaxError) -> Statement.Kind {
        if atLinkKeyword() {
            let edge = try linkDesignator()
            return .setLink(edge, try assignments())
        }
        let node = try designator()
        return .set(node, try assignments())
    }

    /// remove = "remove", ( "link", link designator | designator ) ;
    mutating func remove() throws(SyntaxError) -> Statement.Kind {
        atLinkKeyword() ? .removeLink(try linkDesignator()) : .remove(try designator())
    }

    /// merge = "merge", designator, "into", designator ;
    mutating func merge() throws(SyntaxError) -> Statement.Kind {
        let old = try designator()
        try expect(.into)
        return .merge(old, into: try designator())
    }

    /// unmerge = "unmerge", designator, "from", designator ;
    mutating func unmerge() throws(SyntaxError) -> Statement.Kind {
        let part = try designator()
        try expect(.from)
        return .unmerge(part, from: try designator())
    }

    /// `link county 平遥县 …` and not `link 甲`, a node of a kind named `link`. Moves past the keyword.
    mutating func atLinkKeyword() -> Bool {
        guard at(.link) else { return false }
        let after = token(ahead: 2)
        if after.isSymbol(.openRound) || after.isSymbol(.semicolon) || after.isEnd, !token(ahead: 1).isEnd {
            return false
        }
        advance()
        return true
    }

    /// designator = title, title ;
    ///
    /// A kind, and the id, name or alias of one of its nodes.
    mutating func designator() throws(SyntaxError) -> Designator {
        let kind = try title(.kind)
        completion?.designatedKind = kind
        return Designator(kind: kind, name: try title(.nodeName))
    }

    /// link designator = designator, title, designator ;
    mutating func linkDesignator() throws(SyntaxError) -> LinkDesignator {
        let from = try designator()
        let relation = try title(.relation)
        return LinkDesignator(from: from, relation: relation, to: try designator())
    }

    /// assignments = "(", [ assignment, { ",", assignment }, [ "," ] ], ")" ;
    mutating func assignments() throws(SyntaxError) -> [Assignment] {
        let opening = current
        try expect(.openRound)
        let assignments = try list(of: { (parser) throws(SyntaxError) in try parser.assignment() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return assignments
    }

    private mutating func assignmentsIfAny() throws(SyntaxError) -> [Assignment] {
        at(.openRound) ? try assignments() : []
    }

    /// assignment = title, ":", assigned value ;
    mutating func assignment() throws(SyntaxError) -> Assignment {
        let property = try title(.property)
        if at(.equal) { throw unexpected(.symbol(.colon), clues: [.colonNotEqual]) }
        try expect(.colon)
        let value = try assignedValue()
        return Assignment(property: property, value: value, range: range(from: property.range.lowerBound))
    }

    /// assigned value = "none" | value list | ( text | name ), [ lines ] | literal ;
    mutating func assignedValue() throws(SyntaxError) -> AssignedValue {
        if atNothing() {
            advance()
            return .nothing
        }
        if at(.openRound) { return .list(try nested { (parser) throws(SyntaxError) in try parser.valueList() }) }
        let literal = try literal()
        guard case .text(let document) = literal.kind, case .number = current.kind else { return .literal(literal) }
        return .source(Name(document, at: literal.range), try lines())
    }

    /// `none`, `无值`, `无`: what is `no` elsewhere is short for it here, but not in English, where it is a text.
    private mutating func atNothing() -> Bool {
        if at(.none) { return true }
        guard case .word(let text, .no) = current.kind else { return false }
        return Keyword.no.row.chinese.contains(text)
    }

    /// value list = "(", [ assigned value, { ",", assigned value }, [ "," ] ], ")" ;
    mutating func valueList() throws(SyntaxError) -> [AssignedValue] {
        let opening = current
        try expect(.openRound)
        let values = try list(of: { (parser) throws(SyntaxError) in try parser.assignedValue() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return values
    }

    /// lines = whole number, [ "..", whole number ] ;
    mutating func lines() throws(SyntaxError) -> ClosedRange<Int> {
        let start = current.range.lowerBound
        let first = try wholeNumber(.lines)
        let last = take(.range) ? try wholeNumber(.lines) : first
        guard first >= 1, last >= first else { throw .badCount(.lines, at: range(from: start)) }
        return first...last
    }

    /// A number to count with.
    mutating func wholeNumber(_ rule: CountRule) throws(SyntaxError) -> Int {
        let token = current
        if token.isEnd { completion?.note(.wholeNumber) }
        guard case .number(let numeral) = token.kind else {
            if token.isSymbol(.minus), case .number = self.token(ahead: 1).kind {
                throw .badCount(rule, at: token.range.lowerBound..<self.token(ahead: 1).range.upperBound)
            }
            throw unexpected(.wholeNumber)
        }
        guard let number = numeral.whole else { throw .badCount(rule, at: token.range) }
        advance()
        return number
    }
}
