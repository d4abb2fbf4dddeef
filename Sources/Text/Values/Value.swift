/// What a cell of an answer holds.
///
/// `list` is what a path over a relation, a property with many values, or `source` gives, even if it has one element:
/// a reader of JSON can rely on it. `record` is one `{ … }` of a nested shape.
package enum Value: Sendable, Hashable {
    /// Nothing is known; `null` in JSON, an empty cell elsewhere.
    case missing
    case text(String)
    case number(Double)
    case quantity(Quantity)
    case date(PartialDate)
    case boolean(Bool)
    case node(NodeReference)
    case source(SourceReference)
    case list([Value])
    case record([Field])
    /// What `path` finds: nodes and the relations between them.
    case route(Route)

    /// A named member of a record.
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: Value

        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }
}

/// A node as an answer shows it.
package struct NodeReference: Sendable, Hashable {
    /// The English name of its kind.
    package var kind: String
    package var id: String
    package var name: String
    /// Confidence of the relation that led here, 0…1; below 1 people see a `?` behind the name.
    package var confidence: Double

    package init(kind: String, id: String, name: String, confidence: Double = 1) {
        self.kind = kind
        self.id = id
        self.name = name
        self.confidence = confidence
    }
}

/// Where a fact stands: lines of a document, or a standard that has none.
package struct SourceReference: Sendable, Hashable {
    /// The id of the document ("plan"), or the name of the standard ("GB/T 2260").
    package var document: String
    /// First and last line, counted from 1; nil where no lines are known.
    package var lines: ClosedRange<Int>?

    package init(document: String, lines: ClosedRange<Int>? = nil) {
        self.document = document
        self.lines = lines
    }
}

extension SourceReference: CustomStringConvertible {
    /// `plan:344-346`, `plan:3`, `GB/T 2260`.
    package var description: String {
        guard let lines else { return document }
        return lines.count == 1
            ? "\(document):\(lines.lowerBound)" : "\(document):\(lines.lowerBound)-\(lines.upperBound)"
    }
}
