import Text

/// `find KIND [as x]` or `count KIND`, and what its clauses do to the rows, in the order written.
package struct Query: Sendable {
    package enum Verb: Sendable { case find, count }

    package var verb: Verb
    /// A kind, `it`, or a name given by `let`: the binder tells which. nil in `find` of a bracketed query.
    package var source: QuerySource
    /// `as c`
    package var alias: Name?
    package var clauses: [Clause]
    package var range: Range<Int>

    package init(verb: Verb, source: QuerySource, alias: Name?, clauses: [Clause], range: Range<Int>) {
        self.verb = verb
        self.source = source
        self.alias = alias
        self.clauses = clauses
        self.range = range
    }
}

/// Where the rows of a query come from.
package indirect enum QuerySource: Sendable {
    /// `proposals`, `it`, `tourism`
    case named(Name)
    /// `gap(市)`
    case call(Name, [Literal])
    /// `(find units limit 3) union (find units where …)`: only as the whole of a query
    case query(Query)
    /// `search "避暑 康养" in sections, articles`; without `in`, among all kinds
    case search(Literal, kinds: [Name])
}

/// What happens to the rows next.
package struct Clause: Sendable {
    package enum Kind: Sendable {
        /// `where year = 2024`
        case filter(Condition)
        /// `-> develops -> concerned_by[proposal]` is two of them
        case arrow(Path)
        /// `show title, findings { summary }, count(findings) as n`
        case show([ShowItem])
        /// `group by topic.name as topic`
        case group([ShowItem])
        /// `order by value desc, name`
        case order([OrderKey])
        /// `limit 20`
        case limit(Int)
        /// `offset 20`
        case offset(Int)
        /// `cite`
        case cite
        /// `except find units where …`
        case combine(SetOperator, Query)
        /// `top 3 per category`
        case top(Int, per: [Expression])
        /// `pivot year by topic`: a row for each value of the first, a column for each of the second
        case pivot([ShowItem], by: ShowItem)
        /// `totals`, with the keyword as it was written, which heads the row
        case totals(Name)
        /// `chart bar`
        case chart(ChartShape)
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

package enum SetOperator: Sendable { case union, intersect, except }

/// One column: an expression, the shape of its nodes, and its heading.
package struct ShowItem: Sendable {
    package var expression: Expression
    /// `{ summary, source }`
    package var shape: [ShowItem]?
    /// `as n`
    package var alias: Name?
    /// The text of the expression without white space around it, which is the heading if there is no alias.
    package var text: String
    package var range: Range<Int>

    package init(expression: Expression, shape: [ShowItem]?, alias: Name?, text: String, range: Range<Int>) {
        self.expression = expression
        self.shape = shape
        self.alias = alias
        self.text = text
        self.range = range
    }
}

/// `value desc`
package struct OrderKey: Sendable {
    package var expression: Expression
    package var descending: Bool
    /// The expression's text, by which a shown column of that heading is found.
    package var text: String

    package init(expression: Expression, descending: Bool, text: String) {
        self.expression = expression
        self.descending = descending
        self.text = text
    }
}

/// Something that has values at a node, and where it was written.
package struct Expression: Sendable {
    package indirect enum Kind: Sendable {
        /// `"低空经济"`, `1000亿元`, `2025-11`
        case literal(Literal)
        /// `authored_by.name`
        case path(Path)
        /// `count(findings)`, `year(date)`
        case call(Name, [Expression])
        /// `if(value > 3, "高", "低")`
        case choice(Condition, Expression, Expression?)
        /// `(count findings)`: how many rows a query has
        case counted(Query)
        /// `value / baseline.value`
        case binary(ArithmeticOperator, Expression, Expression)
        /// `-value`
        case negated(Expression)
        /// `value in 公顷` in a `show`
        case converted(Expression, unit: Name)
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

package enum ArithmeticOperator: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/" }

/// A constant.
package struct Literal: Sendable {
    package enum Kind: Sendable, Equatable {
        /// `"低空经济"`, or a bare word to the right of a comparison
        case text(String)
        /// `2024`, `-0.5`
        case number(Double)
        /// `1.5万人`
        case quantity(Quantity)
        /// `2025-11`, `2025年11月`, `2025年`
        case date(PartialDate)
        /// `county "平遥县"` to the right of a comparison
        case node(kind: Name, name: Name)
        /// `$topic`
        case parameter(String)
    }

    package var kind: Kind
    /// A text was written without quotes, so it may also be a `let` name or a period after `in`.
    package var isBare: Bool
    package var range: Range<Int>

    package init(_ kind: Kind, isBare: Bool = false, at range: Range<Int>) {
        self.kind = kind
        self.isBare = isBare
        self.range = range
    }
}

/// `a.b[condition].c{1..3}.d`, `r@p`, `@p`, `.baseline`
package struct Path: Sendable {
    package var steps: [Step]
    /// `@confidence` at the end: a property of the last step's relation, or of the shape's when there are no steps.
    package var edgeProperty: Name?
    package var range: Range<Int>

    package init(steps: [Step], edgeProperty: Name?, range: Range<Int>) {
        self.steps = steps
        self.edgeProperty = edgeProperty
        self.range = range
    }
}

/// One step of a path: a property, a relation or its inverse, or at the beginning an alias (`c.develops`).
package struct Step: Sendable {
    package var name: Name
    /// `[proposal and year = 2024]`
    package var narrowing: Condition?
    /// `{1..3}`, `{2}`, `{1..}`
    package var repetition: Repetition?

    package init(name: Name, narrowing: Condition?, repetition: Repetition?) {
        self.name = name
        self.narrowing = narrowing
        self.repetition = repetition
    }
}

/// How often a step is taken; `most` is nil without an upper end.
package struct Repetition: Sendable, Equatable {
    package var least: Int
    package var most: Int?
    package var range: Range<Int>

    package init(least: Int, most: Int?, range: Range<Int>) {
        self.least = least
        self.most = most
        self.range = range
    }
}

/// Something that is true or false of a node, and where it was written.
package struct Condition: Sendable {
    package indirect enum Kind: Sendable {
        /// `value >= 1000亿元`, `topic ~ any("低空经济", "通用航空")`
        case comparison(Expression, Comparator, Operand)
        /// `baseline is missing`, `year is present` (true)
        case presence(Path, isPresent: Bool)
        /// `has concerned_by[proposal]`
        case has(Path)
        /// `no concerned_by[proposal]`
        case no(Path)
        /// `every sets[target] satisfies year is present`
        case every(Path, Condition)
        /// `not year = 2024`
        case negation(Condition)
        /// `year = 2025 and value is present`
        case both(Condition, Condition)
        /// `year = 2025 or value is present`
        case either(Condition, Condition)
        /// `proposal` alone in `concerned_by[proposal]`: a kind
        case bare(Name)
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

package enum Comparator: String, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains = "~"
    case notContains = "!~"
    case fuzzy = "~~"
    case among = "in"
    case notAmong = "not in"
}

/// What stands to the right of a comparator.
package struct Operand: Sendable {
    package indirect enum Kind: Sendable {
        /// `平遥`, `.baseline.value`, `1000亿元`
        case expression(Expression)
        /// `any("低空经济", "通用航空")`
        case anyOf([Literal])
        /// `2023..2025`; an end may be open
        case span(Literal?, Literal?)
        /// `("a", "b")` after `in`
        case list([Literal])
        /// `/低空(经济|产业)/`
        case pattern(String)
        /// `(find industries where …)` after `in`
        case query(Query)
    }

    package var kind: Kind
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}
