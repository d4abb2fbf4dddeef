import Graph
import Text

/// The columns that keep the values of one property. The first holds the value as written, and is null where there is none.
package struct PropertyColumns: Sendable, Equatable {
    package let type: PropertyType
    /// - text: the text, and folded
    /// - number: the number
    /// - quantity: the value, unit, amount in the base unit, and dimension (`DimensionCode`)
    /// - date: as ISO 8601 as far as it is known, the first and the last day it may mean as 20251103
    /// - source: the document, folded, first and last line
    package let names: [String]

    private static let suffixes: [PropertyType: [String]] = [
        .text: ["", "_fold"], .number: [""], .quantity: ["", "_unit", "_amount", "_dimension"],
        .date: ["", "_first", "_last"], .source: ["", "_fold", "_first", "_last"],
    ]

    private static let types: [PropertyType: [Table.ColumnType]] = [
        .text: [.text, .text], .number: [.number], .quantity: [.number, .text, .number, .small],
        .date: [.text, .integer, .integer], .source: [.text, .text, .integer, .integer],
    ]

    /// Appends the columns to those of a table, under names that it doesn't have yet.
    init(_ property: Property, isRequired: Bool = false, appendingTo columns: inout [Table.Column]) {
        type = property.type
        var names: [String] = []
        for (suffix, type) in zip(Self.suffixes[property.type] ?? [], Self.types[property.type] ?? []) {
            let name = uniqueName(property.name + suffix, number: columns.count) { name in
                columns.contains { $0.name.lowercased() == name.lowercased() }
            }
            let isOptional = suffix == "_first" || suffix == "_last"
            columns.append(
                Table.Column(name, type, isRequired: isRequired && !(property.type == .source && isOptional)))
            names.append(name)
        }
        self.names = names
    }

    /// How many columns the values of a type take.
    package static func count(of type: PropertyType) -> Int { types[type]?.count ?? 0 }

    package var value: String { names[0] }
    package var fold: String { names[1] }
    package var unit: String { names[1] }
    package var amount: String { names[2] }
    package var dimension: String { names[3] }
    /// Of a date or a source.
    package var first: String { names[names.count - 2] }
    package var last: String { names[names.count - 1] }
}

/// How a dimension stands in a table. Shares have a code of their own, since they are numbers that don't compare with what is
/// counted.
package enum DimensionCode {
    package static let share = -1

    package static func code(of quantity: Quantity) -> Int {
        Value.quantity(quantity).isShare ? share : Int(quantity.dimension.rawValue)
    }

    /// The codes of the quantities that compare with a value; empty if it is no amount.
    package static func comparable(with value: Value) -> [Int] {
        guard let measure = value.measure else { return [] }
        let dimensions = Dimension.allCases.filter { $0.isComparable(with: measure.dimension) }
        var codes = dimensions.filter { !(value.isShare && $0 == .count) }.map { Int($0.rawValue) }
        if dimensions.contains(.number), measure.dimension != .count { codes.append(share) }
        return codes.sorted()
    }
}

/// A name that is free, of few enough bytes that with a suffix for an index it has at most the 63 of PostgreSQL; the number
/// makes it so if need be.
func uniqueName(_ wanted: String, number: Int, isTaken: (String) -> Bool) -> String {
    let longest = 56
    if wanted.utf8.count <= longest, !isTaken(wanted) { return wanted }
    var salt = number
    while true {
        let ending = "_\(salt)"
        var head = wanted
        while head.utf8.count + ending.utf8.count > longest { head.removeLast() }
        if !isTaken(head + ending) { return head + ending }
        salt += 1
    }
}
