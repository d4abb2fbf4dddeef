import Text

extension Parser {
    /// kind = "kind", title, [ "is", title ], [ "plural", title ], { alias }, [ properties ], [ columns ] ;
    mutating func kindDeclaration() throws(SyntaxError) -> KindDeclaration {
        let name = try title(.name)
        let parent = take(.is) ? try title(.kind) : nil
        let plural = take(.plural) ? try title(.name) : nil
        var aliases: [Name] = []
        while atAlias(), !at(.show) { aliases.append(try alias()) }
        let properties = try propertiesIfAny()
        return KindDeclaration(
            name: name, parent: parent, plural: plural, aliases: aliases, properties: properties,
            columns: try columnsIfAny())
    }

    /// columns = "show", show item, { ",", show item } ;
    mutating func columns() throws(SyntaxError) -> [ShowItem] {
        try expect(.show)
        return try showItems()
    }

    private mutating func columnsIfAny() throws(SyntaxError) -> [ShowItem]? { at(.show) ? try columns() : nil }

    /// alias = title ;
    ///
    /// A word that begins a statement must be in quotes to be an alias.
    mutating func alias() throws(SyntaxError) -> Name { try title(.name) }

    private mutating func atAlias() -> Bool {
        if case .text = current.kind { return true }
        return atName() && current.keyword?.role != .statement
    }

    /// properties = "(", [ property, { ",", property }, [ "," ] ], ")" ;
    mutating func properties() throws(SyntaxError) -> [PropertyDeclaration] {
        let opening = current
        try expect(.openRound)
        let properties = try list(of: { (parser) throws(SyntaxError) in try parser.property() }, until: .closeRound)
        try expect(closing: .closeRound, of: opening)
        return properties
    }

    private mutating func propertiesIfAny() throws(SyntaxError) -> [PropertyDeclaration] {
        at(.openRound) ? try properties() : []
    }

    /// property = title, { title }, ":", name, [ "many" ] ;
    mutating func property() throws(SyntaxError) -> PropertyDeclaration {
        let name = try title(.property)
        var aliases: [Name] = []
        while !take(.colon) {
            guard atTitle() else { throw unexpected(.symbol(.colon)) }
            aliases.append(try title(.name))
        }
        let type = try self.name(.type)
        return PropertyDeclaration(name: name, aliases: aliases, type: canonicalType(type), isMany: take(.many))
    }

    private mutating func atTitle() -> Bool {
        if case .text = current.kind { true } else { atName() }
    }

    /// Types have Chinese names as well.
    func canonicalType(_ type: Name) -> Name {
        guard let english = PropertyTypeName(spelled: type.text) else { return type }
        return Name(english.rawValue, at: type.range)
    }

    /// relation = "relation", title, [ "inverse", title ], { alias, alias }, ends, { ends }, [ properties ] ;
    mutating func relationDeclaration() throws(SyntaxError) -> RelationDeclaration {
        let name = try title(.name)
        let inverse = take(.inverse) ? try title(.name) : nil
        var aliases: [(forward: Name?, inverse: Name?)] = []
        while atAlias(), !at(.from) {
            let forward = try alias()
            if at(.from) { throw unexpected(.name, clues: [.aliasesInPairs]) }
            aliases.append((unlessBlank(forward), unlessBlank(try alias())))
        }
        var ends = [try self.ends()]
        while at(.from) { ends.append(try self.ends()) }
        return RelationDeclaration(
            name: name, inverse: inverse, aliases: aliases, ends: ends, properties: try propertiesIfAny())
    }

    /// `_` stands for no name.
    private func unlessBlank(_ name: Name) -> Name? { name.text == "_" ? nil : name }

    /// ends = "from", kinds, "to", kinds ;
    mutating func ends() throws(SyntaxError) -> RelationDeclaration.Ends {
        try expect(.from)
        let from = try kinds()
        try expect(.to)
        return RelationDeclaration.Ends(from: from, to: try kinds())
    }

    /// kinds = "any" | title, { ",", title } ;
    mutating func kinds() throws(SyntaxError) -> [Name] {
        if take(.any) { return [] }
        return try list(of: { (parser) throws(SyntaxError) in try parser.title(.kind) })
    }
}

/// The types of properties, with their Chinese names.
package enum PropertyTypeName: String, Sendable, CaseIterable {
    case text, number, quantity, date, name

    package var chinese: String {
        switch self {
        case .text: "文本"
        case .number: "数字"
        case .quantity: "数量"
        case .date: "日期"
        case .name: "名称"
        }
    }

    init?(spelled word: String) {
        guard
            let type = PropertyTypeName.allCases.first(where: { $0.chinese == word || $0.rawValue == word.lowercased() }
            )
        else { return nil }
        self = type
    }
}
