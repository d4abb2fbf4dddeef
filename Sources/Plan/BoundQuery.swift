import Graph
import Text

/// A query in which every name has become a number of the schema: what the binder gives, the planner improves, and the
/// executor runs.
package struct BoundQuery: Sendable {
    package var source: BoundSource
    /// What happens to the roots, in order.
    package var stages: [Stage]
    /// nil: the rows are the roots.
    package var grouping: Grouping?
    /// What happens to the groups, in order.
    package var groupStages: [Stage]
    package var columns: [BoundColumn]
    /// Behind a grouping: the columns are the values of an expression.
    package var pivot: Pivot?
    /// `cite`: the sources of every row are wanted.
    package var cites: Bool
    /// `count find …`: the answer is the number of rows.
    package var countsRows = false
    /// `chart bar`: the answer is to be drawn.
    package var chart: BoundChart?
    /// The number by which paths inside refer to the row's node, if the query has an `as`.
    package var alias: Int?

    package init(source: BoundSource, columns: [BoundColumn] = []) {
        self.source = source
        stages = []
        grouping = nil
        groupStages = []
        self.columns = columns
        cites = false
    }
}

/// Where roots come from.
package indirect enum BoundSource: Sendable {
    /// `find proposals where …`
    case scan(Scan)
    /// `search "避暑 康养" in sections`, the best first
    case search(BoundSearch)
    /// `find it`, `find tourism`
    case nodes([NodeID])
    /// `(find units limit 3) union …`
    case query(BoundQuery)
}

/// The nodes of some kinds that satisfy conditions.
package struct Scan: Sendable {
    package var kinds: KindSet
    /// Answered by an index, so that the other conditions see only what it leaves; the planner moves it here.
    package var seek: BoundCondition?
    /// All must hold. The planner puts the ones that leave least first.
    package var filters: [BoundCondition]

    package init(kinds: KindSet, seek: BoundCondition? = nil, filters: [BoundCondition] = []) {
        self.kinds = kinds
        self.seek = seek
        self.filters = filters
    }
}

/// One step of what happens to rows.
package indirect enum Stage: Sendable {
    /// `where year = 2024`
    case filter(BoundCondition)
    /// `-> develops`: the distinct ends replace the roots
    case arrow(BoundPath)
    /// `except find …`
    case combine(Combination, BoundQuery)
    /// `order by value desc`
    case order([BoundOrderKey])
    /// `offset 20 limit 10`
    case slice(offset: Int, limit: Int?)
    /// `top 3 per category`: of the rows that share a value of the keys the first so many
    case top(Int, per: [BoundExpression])
    /// `totals`: a last row over all roots of the groups; the text heads it
    case totals(String)
}

/// How an answer is drawn, and where that was written, for an error about its columns.
package struct BoundChart: Sendable {
    package var shape: ChartShape
    package var range: Range<Int>

    package init(_ shape: ChartShape, at range: Range<Int>) {
        self.shape = shape
        self.range = range
    }
}

package enum Combination: Sendable { case union, intersect, except }

/// `group by topic.name, year`; without keys everything is one group.
package struct Grouping: Sendable {
    package var keys: [BoundExpression]

    package init(keys: [BoundExpression]) { self.keys = keys }
}

package struct BoundOrderKey: Sendable {
    package var expression: BoundExpression
    package var descending: Bool

    package init(expression: BoundExpression, descending: Bool) {
        self.expression = expression
        self.descending = descending
    }
}

/// One column of the answer.
package struct BoundColumn: Sendable {
    /// The heading in every format.
    package var name: String
    /// The heading for people who read Chinese.
    package var chineseName: String
    package var expression: BoundExpression
    /// Columns of the nested shape of the expression's nodes.
    package var shape: [BoundColumn]?

    package init(name: String, chineseName: String, expression: BoundExpression, shape: [BoundColumn]? = nil) {
        self.name = name
        self.chineseName = chineseName
        self.expression = expression
        self.shape = shape
    }

    /// Headings of an answer whose rows are made without a query.
    package static func ofGivenRows(_ names: KeyValuePairs<String, String>) -> [BoundColumn] {
        names.map { name, chinese in
            BoundColumn(name: name, chineseName: chinese, expression: BoundExpression(.literal(.missing), at: 0..<0))
        }
    }
}

/// A set of kinds, sub-kinds included, by their numbers.
package struct KindSet: Sendable, Equatable {
    private var words: [UInt64]

    /// No kind.
    package init() { words = [] }

    package init(_ kinds: some Sequence<KindID>) {
        self.init()
        for kind in kinds { insert(kind) }
    }

    package func contains(_ kind: KindID) -> Bool {
        kind >> 6 < words.count && words[kind >> 6] >> UInt64(kind & 63) & 1 == 1
    }

    package mutating func insert(_ kind: KindID) {
        while words.count <= kind >> 6 { words.append(0) }
        words[kind >> 6] |= 1 << UInt64(kind & 63)
    }

    package func intersection(_ other: KindSet) -> KindSet {
        var result = KindSet()
        result.words = zip(words, other.words).map { $0 & $1 }
        while result.words.last == 0 { result.words.removeLast() }
        return result
    }

    package func union(_ other: KindSet) -> KindSet {
        var result = words.count >= other.words.count ? self : other
        for place in 0..<min(words.count, other.words.count) { result.words[place] = words[place] | other.words[place] }
        return result
    }

    package func isSubset(of other: KindSet) -> Bool { intersection(other) == self }

    /// Ascending.
    package var members: [KindID] {
        var result: [KindID] = []
        for (place, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(place << 6 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }

    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
}
