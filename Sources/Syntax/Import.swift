/// Nodes or edges from the rows of a table: `import "x.csv" as county (code: column "编码", level: 县) skip existing`
package struct Import: Sendable {
    /// What every row is.
    package enum Target: Sendable {
        /// `as county`
        case nodes(kind: Name)
        /// `as link proposal column "提案" concerns industry column "产业"`
        case links(from: End, relation: Name, to: End)
    }

    /// `industry column "产业"`, `county 平遥县`
    package struct End: Sendable {
        package var kind: Name
        package var name: Cell

        package init(kind: Name, name: Cell) {
            self.kind = kind
            self.name = name
        }
    }

    /// Where a value is taken from.
    package enum Cell: Sendable {
        /// `column "编码"`: the row's field under that heading
        case column(Name)
        /// `平遥县`: the same in every row
        case fixed(AssignedValue, at: Range<Int>)
    }

    /// `code: column "编码"`
    package struct AssignedCell: Sendable {
        package var property: Name
        package var cell: Cell

        package init(property: Name, cell: Cell) {
            self.property = property
            self.cell = cell
        }
    }

    /// What happens to rows that say what is there already; without a word for it that is an error.
    package enum Existing: String, Sendable { case skip, update }

    package var file: Name
    package var target: Target
    package var cells: [AssignedCell]
    package var existing: Existing?

    package init(file: Name, target: Target, cells: [AssignedCell], existing: Existing?) {
        self.file = file
        self.target = target
        self.cells = cells
        self.existing = existing
    }
}

extension Import: CustomStringConvertible {
    package var description: String {
        "(import \(quoted(file)) \(target) (cells\(tail(cells)))\(existing.map { " \($0.rawValue)" } ?? ""))"
    }
}

extension Import.Target: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nodes(let kind): quoted(kind)
        case .links(let from, let relation, let to): "(link \(from) \(quoted(relation)) \(to))"
        }
    }
}

extension Import.End: CustomStringConvertible {
    package var description: String { "(end \(quoted(kind)) \(name))" }
}

extension Import.Cell: CustomStringConvertible {
    package var description: String {
        switch self {
        case .column(let heading): "(column \(quoted(heading)))"
        case .fixed(let value, _): value.description
        }
    }
}

extension Import.AssignedCell: CustomStringConvertible {
    package var description: String { "(\(quoted(property)) \(cell))" }
}
