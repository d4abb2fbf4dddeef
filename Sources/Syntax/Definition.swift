/// A query under a name, with parameters: `gap($level: text = 市) = find industries where promoted_by.level = $level`
package struct Definition: Sendable {
    /// `$level: text = 市`
    package struct Formal: Sendable {
        /// Without the `$`.
        package var name: Name
        /// `text`, `number`, `quantity`, `date`; nil: whatever the argument is.
        package var type: Name?
        /// What it is where a call says nothing; without one, a call must say.
        package var standard: Literal?
        package var range: Range<Int>

        package init(name: Name, type: Name?, standard: Literal?, range: Range<Int>) {
            self.name = name
            self.type = type
            self.standard = standard
            self.range = range
        }
    }

    package var name: Name
    package var formals: [Formal]
    package var query: Query

    package init(name: Name, formals: [Formal], query: Query) {
        self.name = name
        self.formals = formals
        self.query = query
    }
}

extension Definition: CustomStringConvertible {
    package var description: String { "(define \(quoted(name)) (\(tail(formals))) \(query))" }
}

extension Definition.Formal: CustomStringConvertible {
    package var description: String {
        "($\(name.text)\(type.map { " : " + quoted($0) } ?? "")\(standard.map { " = \($0)" } ?? ""))"
    }
}
