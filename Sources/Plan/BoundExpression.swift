import Graph
import Text

/// Something that has values at a row.
package struct BoundExpression: Sendable {
    package indirect enum Kind: Sendable {
        /// `1000亿元`
        case literal(Value)
        /// `authored_by.name`
        case path(BoundPath)
        /// `value / baseline.value`
        case arithmetic(Operation, BoundExpression, BoundExpression)
        /// `-value`
        case negated(BoundExpression)
        /// `value in 公顷`
        case converted(BoundExpression, unit: String)
        /// `count(findings)`: over the distinct ends of a path at the row
        case rowAggregate(Aggregate, BoundPath)
        /// `count()`, `sum(value)`: over the roots of the group
        case groupAggregate(Aggregate, BoundExpression?)
        /// A key of `group by`
        case key(Int)
        /// `year(date)`, `length(name)`
        case function(Function, [BoundExpression])
        /// `if(value > 3, "高", "低")`; nil: missing
        case choice(BoundCondition, BoundExpression, BoundExpression?)
        /// `score`, `snippet`
        case ranked(Ranked)
        /// `share(count())`: the value of an aggregate as a fraction of the same over all groups
        case share(BoundExpression)
        /// `pagerank(cites)`
        case measure(RelationMeasure)
        /// `ways(develops.concerned_by)`: how many walks go along the steps
        case ways(BoundPath)
        /// A cell of a pivot: an aggregate over the roots that have the column's value
        case part(Int, BoundExpression)
        /// `order by 旅游` behind a pivot: the column of that heading
        case heading(String)
        /// `(count findings)`: how many rows a query has, found once; the number tells it from others
        case counted(BoundQuery, number: Int)
        /// A column of `path`
        case route(RoutePart)
        /// A value that a server found for the row, by its place among those that it found
        case given(Int)
    }

    package var kind: Kind
    /// Where it was written, for errors at run time.
    package var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    /// Whether it may have several values at a row.
    var isMultiple: Bool {
        switch kind {
        case .path(let path): path.isList
        case .converted(let inner, _), .part(_, let inner): inner.isMultiple
        case .function(let function, let arguments): function.isMultiple(arguments.map(\.isMultiple))
        case .choice(_, let first, let second): first.isMultiple || second?.isMultiple ?? false
        case .rowAggregate, .groupAggregate, .ranked(.matched): true
        case .literal, .arithmetic, .negated, .key, .ranked, .share, .measure, .ways, .route, .counted, .heading,
            .given:
            false
        }
    }
}

package enum Operation: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/" }

package enum Aggregate: String, Sendable, CaseIterable { case count, sum, avg, median, min, max, list, first }

/// A path whose steps are relations and whose end is what is read there.
package struct BoundPath: Sendable {
    package enum Start: Sendable, Equatable {
        /// The row's node, or the node that a condition is about
        case current
        /// `c.develops`: the node of the query that has this number of aliases around it
        case alias(Int)
    }

    package enum End: Sendable {
        /// The nodes themselves
        case nodes
        /// `….name` of them: text of name, shown as such
        case property(PropertyLookup)
        /// `authored_by@confidence`
        case edge(EdgeLookup)
        /// `….kind`
        case kind
        /// `source.document`, `source.first`, `source.last`
        case sourcePart(PropertyLookup, SourcePart)
    }

    package enum SourcePart: Sendable { case document, first, last }

    package var start: Start
    package var steps: [BoundStep]
    package var end: End
    package var range: Range<Int>

    package init(start: Start = .current, steps: [BoundStep], end: End, range: Range<Int>) {
        self.start = start
        self.steps = steps
        self.end = end
        self.range = range
    }

    /// Whether an answer shows a list even of one value.
    package var isList: Bool {
        if !steps.isEmpty { return true }
        switch end {
        case .property(let lookup): return lookup.isMany
        case .sourcePart: return true
        case .edge(let lookup): return lookup.isMany
        case .nodes, .kind: return false
        }
    }
}

/// `concerned_by[proposal and year = 2024]`, `part_of{1..3}[plan]`
package struct BoundStep: Sendable {
    /// The relations and directions that the name stands for.
    package var alternatives: [RelationStep]
    /// The kinds that may stand at the other end after narrowing; of a repeated step, those that it may run through.
    package var kinds: KindSet
    /// What must hold of a node at the other end; nil of a repeated step.
    package var condition: BoundCondition?
    package var repetition: ClosedRange<Int>?
    /// What must hold of the ends of a repeated step: not of what it runs through, so that `part_of{1..}[plan]` is the plan
    /// that something belongs to, however many sections lie between.
    package var ends: BoundCondition?
    /// What must hold of the edge that the step follows, and with it of the node at the other end: `[@confidence < 1]`.
    /// Asked edge by edge; nil of a repeated step.
    package var links: BoundCondition?

    package init(
        alternatives: [RelationStep], kinds: KindSet, condition: BoundCondition? = nil,
        repetition: ClosedRange<Int>? = nil, ends: BoundCondition? = nil
    ) {
        self.alternatives = alternatives
        self.kinds = kinds
        self.condition = condition
        self.repetition = repetition
        self.ends = ends
    }
}

/// The slot that a property has in each kind; the same name may be another slot in another kind.
package struct PropertyLookup: Sendable {
    /// By kind; -1 where it has none.
    package var slots: [SlotID]
    package var type: PropertyType
    package var isMany: Bool
    package var name: String

    package init(slots: [SlotID], type: PropertyType, isMany: Bool, name: String) {
        self.slots = slots
        self.type = type
        self.isMany = isMany
        self.name = name
    }

    /// nil where the kind has no such property.
    package func slot(of kind: KindID) -> SlotID? { kind < slots.count && slots[kind] >= 0 ? slots[kind] : nil }

    /// Whether it has a value where nothing was said, which no column and no index knows.
    package var hasDefault: Bool { slots.contains { $0 == NodeSlot.rule || $0 == NodeSlot.confidence } }

    /// Whether it is the property `name`, which is never missing and compares with aliases too.
    package var isName: Bool { slots.allSatisfy { $0 == NodeSlot.name || $0 < 0 } }
}

/// The slot that a property has in each relation of a step.
package struct EdgeLookup: Sendable {
    /// By relation; absent where it has none.
    package var slots: [RelationID: SlotID]
    package var type: PropertyType
    package var isMany: Bool

    package init(slots: [RelationID: SlotID], type: PropertyType, isMany: Bool) {
        self.slots = slots
        self.type = type
        self.isMany = isMany
    }
}
