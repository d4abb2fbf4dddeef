import Text

extension Formatter {
    func text(of node: Designator) -> String { "\(title(node.kind)) \(title(node.name))" }

    func text(of edge: LinkDesignator) -> String {
        "\(text(of: edge.from)) \(title(edge.relation)) \(text(of: edge.to))"
    }

    /// `add county 平遥县 (code: "140728")`; no brackets where there is nothing to say and they may be left out.
    func text(_ head: String, _ assignments: [Assignment], mayBeEmpty: Bool = true) -> String {
        if assignments.isEmpty { return mayBeEmpty ? head : head + " ()" }
        return filled(head + " (", assignments.map { "\(title($0.property)): \(value($0.value))" }) + ")"
    }

    /// The items behind the head, with commas between them; an item for which a line has no room begins another one.
    private func filled(_ head: String, _ items: [String]) -> String {
        var lines = [head]
        for (place, item) in items.enumerated() {
            let isLast = place == items.count - 1
            let line = (lines.last ?? "") + (place == 0 ? "" : " ") + item
            // The comma or the closing bracket needs room as well.
            if place > 0, widthInCells(of: line) + 1 > Formatter.widestDataLineInCells {
                lines.append("    " + item)
            } else {
                lines[lines.count - 1] = line
            }
            if !isLast { lines[lines.count - 1] += "," }
        }
        return lines.joined(separator: "\n")
    }

    private func value(_ value: AssignedValue) -> String {
        switch value {
        case .literal(let literal): self.literal(literal)
        case .list(let values): "(\(values.map(self.value).joined(separator: ", ")))"
        case .source(let document, let lines):
            "\(quotedText(document.text)) "
                + (lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)..\(lines.upperBound)")
        case .nothing: word(.none)
        }
    }

    // MARK: Tables

    func text(of table: Import) -> String {
        let target: String
        switch table.target {
        case .nodes(let kind): target = title(kind)
        case .links(let from, let relation, let to):
            target = "\(word(.link)) \(text(of: from)) \(title(relation)) \(text(of: to))"
        }
        let cells = table.cells.map { "\(title($0.property)): \(text(of: $0.cell))" }
        let existing = table.existing.map { " \(word($0 == .skip ? .skip : .update)) \(word(.existing))" } ?? ""
        let head = "\(word(.import)) \(quotedText(table.file.text)) \(word(.as)) \(target)"
        return (cells.isEmpty ? head : filled(head + " (", cells) + ")") + existing
    }

    private func text(of end: Import.End) -> String {
        switch end.name {
        case .fixed(.literal(let literal), let range):
            guard case .text(let text) = literal.kind else { return "\(title(end.kind)) \(self.literal(literal))" }
            return "\(title(end.kind)) \(title(Name(text, at: range)))"
        case .fixed, .column: return "\(title(end.kind)) \(self.text(of: end.name))"
        }
    }

    private func text(of cell: Import.Cell) -> String {
        switch cell {
        case .column(let heading): "\(word(.column)) \(title(heading))"
        case .fixed(let value, _): self.value(value)
        }
    }

    // MARK: Declarations

    func text(of kind: KindDeclaration) -> String {
        var text = "\(word(.kind)) \(title(kind.name))"
        if let parent = kind.parent { text += " \(word(.is)) \(title(parent))" }
        if let plural = kind.plural { text += " \(word(.plural)) \(title(plural))" }
        for alias in kind.aliases { text += " " + title(alias) }
        text += properties(kind.properties)
        if let columns = kind.columns { text += " \(word(.show)) \(items(columns))" }
        return text
    }

    func text(of relation: RelationDeclaration) -> String {
        var text = "\(word(.relation)) \(title(relation.name))"
        if let inverse = relation.inverse { text += " \(word(.inverse)) \(title(inverse))" }
        for pair in relation.aliases {
            text += " \(pair.forward.map(title) ?? "_") \(pair.inverse.map(title) ?? "_")"
        }
        for ends in relation.ends { text += " \(word(.from)) \(kinds(ends.from)) \(word(.to)) \(kinds(ends.to))" }
        return text + properties(relation.properties)
    }

    private func kinds(_ names: [Name]) -> String {
        names.isEmpty ? word(.any) : names.map(title).joined(separator: ", ")
    }

    private func properties(_ properties: [PropertyDeclaration]) -> String {
        if properties.isEmpty { return "" }
        let texts = properties.map { property in
            ([property.name] + property.aliases).map(title).joined(separator: " ") + ": \(type(property.type))"
                + (property.isMany ? " \(word(.many))" : "")
        }
        return " (\(texts.joined(separator: ", ")))"
    }

    func type(_ name: Name) -> String {
        guard isChinese, let type = PropertyTypeName(rawValue: name.text) else { return name.text }
        return type.chinese
    }
}
