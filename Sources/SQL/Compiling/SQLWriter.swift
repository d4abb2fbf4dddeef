import Graph
import Plan
import Text

/// Writes parts of one statement: it keeps the parameters that they bind and the aliases of tables that are taken.
///
/// Conditions become expressions that are true or not; null counts as not true, also behind `NOT`, which is written `IS NOT
/// TRUE`. Sets of nodes become subqueries that stand by themselves (`n IN (SELECT …)`), as distributed engines need it; only a
/// condition that reads an alias of a query around it refers to that query's row.
struct SQLWriter {
    let mapping: Mapping
    /// The ordinal of a node that a query names; nil if it isn't among the tables.
    let ordinal: @Sendable (NodeID) -> Int64?
    private var parameters: [SQLParameter] = []
    /// By the number of an alias of the query language, the ordinal of the row that it means.
    var aliases: [Int: String] = [:]
    private(set) var tableCount = 0

    init(_ mapping: Mapping, ordinal: @escaping @Sendable (NodeID) -> Int64?) {
        self.mapping = mapping
        self.ordinal = ordinal
    }

    var schema: Schema { mapping.schema }

    /// Binds a value; what stands for it in the text until the statement is finished, when it becomes `$3`.
    mutating func bind(_ parameter: SQLParameter) -> String {
        let place = parameters.firstIndex(of: parameter) ?? parameters.count
        if place == parameters.count { parameters.append(parameter) }
        return "\(SQLWriter.mark)\(place)\(SQLWriter.mark)"
    }

    private static let mark: Character = "\u{1}"

    /// The statement of a finished text, with those parameters only that it still has, in their order.
    func statement(_ text: String) -> SQLStatement {
        var statement = SQLStatement(text: "", parameters: [])
        var numbers: [Int: Int] = [:]
        for (number, part) in text.split(separator: SQLWriter.mark, omittingEmptySubsequences: false).enumerated() {
            guard number % 2 == 1, let place = Int(part) else {
                statement.text += part
                continue
            }
            if numbers[place] == nil {
                statement.parameters.append(parameters[place])
                numbers[place] = statement.parameters.count
            }
            statement.text += "$\(numbers[place] ?? 0)"
        }
        return statement
    }

    /// A name for a table within the statement that no other has.
    mutating func nextAlias(_ letter: String) -> String {
        tableCount += 1
        return "\(letter)\(tableCount)"
    }

    /// Gives the aliases from here on once more: for a subquery that stands beside another one, so that equal ones are written
    /// the same.
    mutating func takeAliases(from count: Int) { tableCount = count }

    func name(_ content: Table.Content) -> String { mapping.table(content).map { quotedName($0.name) } ?? "" }

    /// Whether an ordinal is of one of the kinds.
    func isOfKind(_ node: String, _ kinds: KindSet) -> String {
        var ranges: [Range<Int64>] = []
        for kind in mapping.layout where kinds.contains(kind) {
            let range = mapping.ordinals(of: kind)
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        let tests = ranges.map { "\(node) BETWEEN \($0.lowerBound) AND \($0.upperBound - 1)" }
        return tests.isEmpty ? SQLWriter.no : SQLWriter.any(tests)
    }

    static let yes = "TRUE"
    static let no = "FALSE"

    static func all(_ parts: [String]) -> String {
        let kept = parts.filter { $0 != yes }
        if kept.contains(no) { return no }
        return kept.isEmpty ? yes : kept.count == 1 ? kept[0] : "(" + kept.joined(separator: " AND ") + ")"
    }

    static func any(_ parts: [String]) -> String {
        let kept = parts.filter { $0 != no }
        if kept.contains(yes) { return yes }
        return kept.isEmpty ? no : kept.count == 1 ? kept[0] : "(" + kept.joined(separator: " OR ") + ")"
    }

    static func negation(_ condition: String) -> String {
        condition == yes ? no : condition == no ? yes : "(\(condition)) IS NOT TRUE"
    }

    /// ` WHERE …`; nothing where everything is wanted.
    static func filter(_ conditions: [String]) -> String {
        let condition = all(conditions)
        return condition == yes ? "" : " WHERE \(condition)"
    }

    static func united(_ selects: [String]) -> String { selects.joined(separator: " UNION ALL ") }
}
