import Text

/// A statement of SQL and the values that are bound to its `$1`, `$2`, …
package struct SQLStatement: Sendable, Equatable {
    package var text: String
    package var parameters: [SQLParameter]

    package init(text: String, parameters: [SQLParameter]) {
        self.text = text
        self.parameters = parameters
    }
}

/// A value that is bound to a statement, never written into it.
package enum SQLParameter: Sendable, Hashable {
    case text(String)
    case number(Double)
    case integer(Int64)

    /// As PostgreSQL's protocol takes it.
    package var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): decimalText(number)
        case .integer(let number): String(number)
        }
    }
}

/// Why a part of a query isn't asked of the server, in the words of the language.
package enum NotInSQL: Error, Equatable, Sendable {
    /// `~ /低空.{0,4}经济/`
    case pattern
    /// `~~ 平谣`
    case resemblance
    /// `search "避暑"`
    case search
    /// `pagerank(cites)`, `ways(…)`
    case measure
    /// `if(…)`, `length(…)` and other functions
    case function
    /// A value made of other values, where quantities may have several dimensions
    case calculation
    /// `order by topic.name`: the first of several
    case orderByPath
    /// `top 3 per category`
    case top
    /// `value ~ 5`: how a number is written
    case writtenNumber
    /// A comparison of values of two types
    case mixedTypes
    /// A result with so many nodes that they are no parameters
    case manyNodes
}
