import Graph
import Plan
import Text

/// What a value must be to pass, as a condition of SQL; the outcomes are those of `Test.passes`.
extension SQLWriter {
    mutating func condition(_ test: Test, _ value: Facets) throws(NotInSQL) -> String {
        switch test {
        case .present: return "\(value.presence) IS NOT NULL"
        case .equals(let wanted):
            var parts: [String] = []
            for wanted in wanted { parts.append(try equal(value, to: wanted)) }
            return SQLWriter.any(parts)
        case .contains(let needles): return try contains(value, needles)
        case .matches: throw .pattern
        case .resembles: throw .resemblance
        case .less(let bound): return compared(value, "<", bound)
        case .greater(let bound): return compared(value, ">", bound)
        case .lessOrEqual(let bound): return compared(value, "<=", bound)
        case .greaterOrEqual(let bound): return compared(value, ">=", bound)
        case .within(let low, let high):
            let parts = [low.map { compared(value, ">=", $0) }, high.map { compared(value, "<=", $0) }]
            return SQLWriter.all(["\(value.presence) IS NOT NULL"] + parts.compactMap { $0 })
        }
    }

    private mutating func equal(_ value: Facets, to wanted: Value) throws(NotInSQL) -> String {
        switch (value, wanted) {
        case (.text(_, let fold), .text(let text)): return "\(fold) = \(bind(.text(folded(text))))"
        case (.source(_, let fold, _, _), .text(let text)): return "\(fold) = \(bind(.text(folded(text))))"
        case (.source, .source), (.node, _), (.text, .node): throw .mixedTypes
        case (.date(_, let first, let last), .date(let date)):
            return SQLWriter.all([
                "\(first) >= \(bind(.integer(date.firstDayNumber)))",
                "\(last) <= \(bind(.integer(date.lastDayNumber)))",
            ])
        default: return compared(value, "=", wanted)
        }
    }

    private mutating func contains(_ value: Facets, _ needles: [[UInt8]]) throws(NotInSQL) -> String {
        switch value {
        case .text(_, let text), .source(_, let text, _, _), .date(let text, _, _):
            return SQLWriter.any(needles.map { isLike(text, $0) })
        case .number, .quantity: throw .writtenNumber
        case .node: throw .mixedTypes
        }
    }

    /// Whether a folded text contains another.
    private mutating func isLike(_ text: String, _ needle: [UInt8]) -> String {
        let written = String(decoding: needle, as: UTF8.self)
        var escaped = ""
        for character in written.unicodeScalars {
            if "%_\\".unicodeScalars.contains(character) { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
        let isEscaped = escaped.utf8.count > written.utf8.count
        return "\(text) LIKE \(bind(.text("%\(escaped)%")))" + (isEscaped ? " ESCAPE '\\'" : "")
    }

    /// `=`, `<`, `<=`, `>`, `>=` with a constant; false where the two can't be compared.
    private mutating func compared(_ value: Facets, _ sign: String, _ bound: Value) -> String {
        switch (value, bound) {
        case (.text(_, let fold), .text(let text)): return "\(fold) \(sign) \(bind(.text(folded(text))))"
        case (.date(_, let first, let last), .date(let date)):
            switch sign {
            case "<": return "\(last) < \(bind(.integer(date.firstDayNumber)))"
            case "<=": return "\(last) <= \(bind(.integer(date.lastDayNumber)))"
            case ">": return "\(first) > \(bind(.integer(date.lastDayNumber)))"
            default: return "\(first) >= \(bind(.integer(date.firstDayNumber)))"
            }
        case (.date(_, let first, _), .number(let year)): return yearCompared(first, sign, year)
        case (.number(let number), .date(let date)) where date.month == nil:
            return "\(number) \(sign) \(bind(.number(Double(date.year))))"
        case (.number(let number), _):
            guard let amount = bound.measure?.amount, DimensionCode.comparable(with: bound).contains(0) else {
                return SQLWriter.no
            }
            return "\(number) \(sign) \(bind(.number(amount)))"
        case (.quantity(let amount, let dimension), _):
            let codes = DimensionCode.comparable(with: bound)
            guard let wanted = bound.measure?.amount, !codes.isEmpty else { return SQLWriter.no }
            let list = codes.map(String.init).joined(separator: ", ")
            return "(\(dimension) IN (\(list)) AND \(amount) \(sign) \(bind(.number(wanted))))"
        default: return SQLWriter.no
        }
    }

    /// The year of a date, known by its first day, beside a number.
    private mutating func yearCompared(_ first: String, _ sign: String, _ year: Double) -> String {
        guard year.magnitude < 100_000 else {
            let holds = sign == "=" ? false : (year > 0) == sign.hasPrefix("<")
            return holds ? "\(first) IS NOT NULL" : SQLWriter.no
        }
        let (floor, ceiling) = (Int64(year.rounded(.down)), Int64(year.rounded(.up)))
        func start(of year: Int64) -> SQLParameter { .integer(year * 10_000) }
        switch sign {
        case "<": return "\(first) < \(bind(start(of: ceiling)))"
        case "<=": return "\(first) < \(bind(start(of: floor + 1)))"
        case ">": return "\(first) >= \(bind(start(of: floor + 1)))"
        case ">=": return "\(first) >= \(bind(start(of: ceiling)))"
        default:
            guard floor == ceiling else { return SQLWriter.no }
            return "(\(first) >= \(bind(start(of: floor))) AND \(first) < \(bind(start(of: floor + 1))))"
        }
    }

    /// How values of two expressions compare, as `BoundCondition.Relationship.holds`.
    func compared(
        _ left: Facets, _ relationship: BoundCondition.Relationship, _ right: Facets
    ) throws(NotInSQL) -> String {
        switch (left, relationship, right) {
        case (.text(_, let left), .contains, .text(_, let right)):
            // Of an empty text, some engines find no place in an empty one.
            return "(\(left) IS NOT NULL AND (\(right) = '' OR strpos(\(left), \(right)) > 0))"
        case (.text(_, let left), _, .text(_, let right)): return "\(left) \(relationship.sign) \(right)"
        case (.node(let left), .equal, .node(let right)): return "\(left) = \(right)"
        case (.number(let left), _, .number(let right)) where relationship != .contains:
            return "\(left) \(relationship.sign) \(right)"
        case (.number, _, .quantity), (.quantity, _, .number), (.quantity, _, .quantity):
            guard relationship != .contains, let left = left.measure, let right = right.measure else {
                throw .writtenNumber
            }
            return "(\(SQLWriter.isComparable(left.dimension, right.dimension))"
                + " AND \(left.amount) \(relationship.sign) \(right.amount))"
        case (.date(_, let first, let last), _, .date(_, let otherFirst, let otherLast)):
            switch relationship {
            case .equal: return "(\(first) >= \(otherFirst) AND \(last) <= \(otherLast))"
            case .less: return "\(last) < \(otherFirst)"
            case .lessOrEqual: return "\(last) <= \(otherLast)"
            case .greater: return "\(first) > \(otherLast)"
            case .greaterOrEqual: return "\(first) >= \(otherFirst)"
            case .contains: throw .mixedTypes
            }
        default: throw .mixedTypes
        }
    }

    /// A plain number compares with what is counted and with shares, and these two not with each other.
    private static func isComparable(_ left: String, _ right: String) -> String {
        if left == right { return yes }
        return "(\(left) = \(right) OR (\(left) IN (-1, 0) AND \(right) IN (-1, 0))"
            + " OR (\(left) IN (0, 1) AND \(right) IN (0, 1)))"
    }
}

extension Facets {
    fileprivate var measure: (amount: String, dimension: String)? {
        switch self {
        case .number(let number): (number, "0")
        case .quantity(let amount, let dimension): (amount, dimension)
        case .text, .date, .source, .node: nil
        }
    }
}

extension BoundCondition.Relationship {
    fileprivate var sign: String {
        switch self {
        case .equal: "="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .contains: "LIKE"
        }
    }
}
