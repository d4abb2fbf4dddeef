import Graph
import Plan
import Text

/// What names mean outside of a statement: results that were named, and parameters.
package struct Environment: Sendable {
    /// A result that can be asked again.
    package struct NamedResult: Sendable {
        let found: NodeSet
        /// The kinds that the query could give, for when it gave nothing.
        package let kinds: [KindID]

        init(_ found: NodeSet, kinds: [KindID]) {
            self.found = found
            self.kinds = kinds
        }

        init(nodes: [NodeID], kinds: [KindID]) { self.init(.list(nodes), kinds: kinds) }

        package var nodes: [NodeID] { found.members }
    }

    /// By name as written in `let`.
    package var results: [String: NamedResult] = [:]
    /// `it`
    package var lastResult: NamedResult?
    /// Values of `$name`.
    package var parameters: [String: String] = [:]
    /// Queries that `define` named.
    var definitions: [NamedQuery] = []
    /// Within a defined query: the values of its parameters; `.missing` stands for any while it is looked over.
    var arguments: [String: Value] = [:]
    /// The defined queries that are being called, outermost first.
    var calls: [String] = []

    package init() {}

    static func isLastResult(_ word: String) -> Bool { isSameName(word, "it") || word == "它" }

    func result(named word: String) -> NamedResult? {
        if Environment.isLastResult(word) { return lastResult }
        return results.first { isSameName($0.key, word) }?.value
    }
}

/// What paths and conditions begin at while a part of a query is bound.
struct Scope {
    /// An `as` around this place.
    struct Alias {
        var name: String
        var number: Int
        var kinds: KindSet
    }

    /// The kinds that the node may be of.
    var kinds: KindSet
    var aliases: [Alias] = []
    /// The alias of the node itself: `c.name` is `name` where nothing stands between the two.
    var own: Int?
    /// In a shape or narrowed step: the relations that led here.
    var edge: [RelationStep] = []
    /// In brackets behind a repetition, which is no one edge.
    var isBehindRepetition = false
    /// Whether conditions are about the rows themselves, and not about nodes in brackets behind them.
    var isOfRows = true
    /// Columns that a `show` before this place gave a heading.
    var headings: [(name: String, expression: BoundExpression)] = []
    /// After `group by`: its keys; a path is visible only if it is one of them.
    var keys: [Key]?
    /// In a `show`, where an aggregate over the rows makes them one group.
    var allowsAggregates = false

    struct Key {
        var heading: String
        var text: String
    }
}
