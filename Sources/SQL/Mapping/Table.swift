import Graph

/// A table that a graph is kept in, in the words of SQL: what its rows are, its columns, keys and indexes.
package struct Table: Sendable, Equatable {
    /// What the rows of a table are.
    package enum Content: Sendable, Hashable {
        /// One row for each fact about the export itself: `format`, `schema`, the checksum of each table.
        case facts
        /// One row for each id, name and alias of each node.
        case names
        /// One row for each source of each node.
        case nodeSources
        /// One row for each source of each edge.
        case edgeSources
        /// The nodes of a kind itself, without those of its sub-kinds.
        case nodes(KindID)
        /// One row for each value of a property with many values.
        case nodeValues(KindID, SlotID)
        case edges(RelationID)
        case edgeValues(RelationID, SlotID)
    }

    package enum ColumnType: String, Sendable {
        /// Whole numbers of 64 bits: ordinals.
        case ordinal = "bigint"
        /// Dates as 20251103, lines, places in lists.
        case integer = "integer"
        /// Codes of dimensions and roles.
        case small = "smallint"
        case number = "double precision"
        /// UTF-8, ordered by code point.
        case text = "text"
    }

    package struct Column: Sendable, Equatable {
        package var name: String
        package var type: ColumnType
        package var isRequired: Bool

        package init(_ name: String, _ type: ColumnType, isRequired: Bool = false) {
            self.name = name
            self.type = type
            self.isRequired = isRequired
        }
    }

    package var name: String
    package var content: Content
    package var columns: [Column]
    /// Names of columns.
    package var primaryKey: [String]
    /// Each a list of columns, for equality, order and joins.
    package var indexes: [[String]] = []
    /// Columns of folded text in which `~` looks, for trigrams where the engine has them.
    package var searchedColumns: [String] = []
    /// The column by whose values a distributed engine spreads the rows; nil: every node keeps all rows.
    package var distribution: String?

    package func place(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

/// A name as SQL quotes it.
package func quotedName(_ name: String) -> String { quoted(name, "\"") }

/// A text as SQL quotes it: for scripts, since statements bind theirs.
func quotedLiteral(_ text: String) -> String { quoted(text, "'") }

private func quoted(_ text: String, _ sign: Character) -> String {
    "\(sign)" + text.split(separator: sign, omittingEmptySubsequences: false).joined(separator: "\(sign)\(sign)")
        + "\(sign)"
}
