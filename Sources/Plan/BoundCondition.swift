import Graph
import Text

/// Something that is true or false of a node.
///
/// Path conditions are nested `some`s, one per step, so that each can be answered for a whole set of nodes at once:
/// `authored_by.member_of.type = 民主党派` is some(authored_by, some(member_of, type = 民主党派)).
package indirect enum BoundCondition: Sendable {
    case constant(Bool)
    case all([BoundCondition])
    case either([BoundCondition])
    case not(BoundCondition)
    /// The node is of one of these kinds.
    case kind(KindSet)
    /// Some value of a property passes.
    case property(PropertyLookup, Test)
    /// The node's name or an alias passes; a node compares with text this way.
    case named(Test)
    /// `in tourism`
    case member([NodeID])
    /// `in (find …)`
    case memberOf(BoundQuery)
    /// `name in (find …)`, `scope in (find …)`: a text is what a node of the query goes by; nil: a name, alias or id of the
    /// node itself.
    case namedAs(PropertyLookup?, BoundQuery)
    /// Some node that the step leads to satisfies the condition.
    case some(BoundStep, BoundCondition, Strategy)
    /// Some edge of the step, to a node that satisfies the step's condition, has a property that passes.
    case edge(BoundStep, EdgeLookup, Test)
    /// Some value of the expression passes; evaluated node by node.
    case value(BoundExpression, Test)
    /// Some value of the one and some value of the other compare so; evaluated node by node.
    case comparison(BoundExpression, Relationship, BoundExpression)
    /// The expression has no value at all.
    case absent(BoundExpression)
    /// The document of a source passes.
    case source(PropertyLookup, BoundPath.SourcePart, Test)

    /// How a `some` finds its nodes.
    package enum Strategy: Sendable {
        /// From the nodes at hand to their neighbours and back.
        case forward
        /// From the far nodes that satisfy the condition, found once, to all that lead to them.
        case backward(Scan)
    }

    package enum Relationship: Sendable, Equatable { case equal, contains, less, lessOrEqual, greater, greaterOrEqual }
}

extension BoundCondition {
    /// Both hold; simplified where one is constant.
    package static func and(_ left: BoundCondition, _ right: BoundCondition) -> BoundCondition {
        switch (left, right) {
        case (.constant(true), let other), (let other, .constant(true)): other
        case (.constant(false), _), (_, .constant(false)): .constant(false)
        case (.all(let left), .all(let right)): .all(left + right)
        case (.all(let left), let right): .all(left + [right])
        case (let left, .all(let right)): .all([left] + right)
        case (let left, let right): .all([left, right])
        }
    }

    /// One of the two holds; simplified where one is constant.
    package static func or(_ left: BoundCondition, _ right: BoundCondition) -> BoundCondition {
        switch (left, right) {
        case (.constant(false), let other), (let other, .constant(false)): other
        case (.constant(true), _), (_, .constant(true)): .constant(true)
        case (.either(let left), .either(let right)): .either(left + right)
        case (.either(let left), let right): .either(left + [right])
        case (let left, let right): .either([left, right])
        }
    }

    /// The opposite.
    package static func negation(_ condition: BoundCondition) -> BoundCondition {
        switch condition {
        case .constant(let value): .constant(!value)
        case .not(let inner): inner
        default: .not(condition)
        }
    }

    /// Whether it holds of every node.
    package var isTrue: Bool { if case .constant(true) = self { true } else { false } }

    /// The conditions of which all must hold.
    package var conjuncts: [BoundCondition] {
        if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
        if case .constant(true) = self { return [] }
        return [self]
    }

    package static func conjunction(_ parts: [BoundCondition]) -> BoundCondition {
        parts.reduce(.constant(true)) { and($0, $1) }
    }
}

/// What a value must be to pass.
package enum Test: Sendable {
    /// It equals one of these.
    case equals([Value])
    /// It is a text that contains one of these; folded UTF-8.
    case contains([[UInt8]])
    /// It is a text that the pattern matches somewhere: `~ /低空(经济|产业)/`
    case matches(Pattern)
    /// It is a text that resembles what was typed: `~~ 平谣`
    case resembles(Resemblance)
    case less(Value)
    case lessOrEqual(Value)
    case greater(Value)
    case greaterOrEqual(Value)
    /// It lies between the two, ends included; an end may be open.
    case within(Value?, Value?)
    /// There is one.
    case present

    /// The same for one value.
    package func passes(_ value: Value) -> Bool {
        switch self {
        case .equals(let wanted): wanted.contains { value.isEqual(to: $0) }
        case .contains(let needles):
            value.searchableText.map { text in needles.contains { text.hasOccurrence(of: $0) } } ?? false
        case .matches(let pattern):
            value.searchableText.map { $0.withUnsafeBufferPointer(pattern.matches(folded:)) } ?? false
        case .resembles(let resemblance):
            value.searchableText.map { $0.withUnsafeBufferPointer(resemblance.score(ofFolded:)) ?? 0 > 0 } ?? false
        case .less(let bound): value.compared(to: bound) == .before
        case .lessOrEqual(let bound): value.isAtMost(bound)
        case .greater(let bound): value.compared(to: bound) == .after
        case .greaterOrEqual(let bound): value.isAtLeast(bound)
        case .within(let low, let high): value.isBetween(low, high)
        case .present: value != .missing
        }
    }

    /// Whether amounts of a dimension can be compared with what it asks for.
    package func compares(with found: Dimension) -> Bool {
        guard let dimension, dimension.isComparable(with: found) else { return false }
        return !(found == .count && bound?.isShare == true)
    }

    /// The same for the unit of a quantity: a share compares with plain numbers but not with what is counted.
    package func compares(with found: Quantity) -> Bool {
        compares(with: found.dimension) && !(dimension == .count && Value.quantity(found).isShare)
    }

    /// Whether it asks for an amount without a unit, which compares with plain numbers and what is counted.
    package var isOfPlainNumber: Bool {
        switch bound {
        case .number: true
        case .quantity(let quantity):
            quantity.dimension == .number && MeasureUnit.withoutMultiplier(quantity.unit).isEmpty
        default: false
        }
    }

    /// The first value that it compares with; nil if it is not about amounts.
    private var bound: Value? {
        switch self {
        case .less(let bound), .lessOrEqual(let bound), .greater(let bound), .greaterOrEqual(let bound): bound
        case .within(let low, let high): low ?? high
        case .equals(let wanted): wanted.first
        case .contains, .matches, .resembles, .present: nil
        }
    }

    /// The dimension that values must have to be comparable; nil if the test is not about amounts.
    package var dimension: Dimension? {
        switch self {
        case .less(let bound), .lessOrEqual(let bound), .greater(let bound), .greaterOrEqual(let bound):
            bound.measure?.dimension
        case .within(let low, let high): (low ?? high)?.measure?.dimension
        case .equals(let wanted): wanted.first?.measure?.dimension
        case .contains, .matches, .resembles, .present: nil
        }
    }
}

extension Value {
    package var searchableText: [UInt8]? {
        switch self {
        case .text(let text): foldedBytes(text)
        case .source(let source): foldedBytes(source.document)
        case .node(let node): foldedBytes(node.name)
        case .number, .quantity, .date: foldedBytes(description)
        default: nil
        }
    }

    fileprivate func isAtMost(_ bound: Value) -> Bool {
        if case .date(let date) = self, case .date(let bound) = bound { return date.lastDay <= bound.lastDay }
        let order = compared(to: bound)
        return order == .before || order == .same
    }

    fileprivate func isAtLeast(_ bound: Value) -> Bool {
        if case .date(let date) = self, case .date(let bound) = bound { return date.firstDay >= bound.firstDay }
        let order = compared(to: bound)
        return order == .after || order == .same
    }

    fileprivate func isBetween(_ low: Value?, _ high: Value?) -> Bool {
        (low.map { isAtLeast($0) } ?? true) && (high.map { isAtMost($0) } ?? true)
    }
}

extension [UInt8] {
    fileprivate func hasOccurrence(of needle: [UInt8]) -> Bool {
        withUnsafeBufferPointer { isFound(needle, in: $0) }
    }
}
