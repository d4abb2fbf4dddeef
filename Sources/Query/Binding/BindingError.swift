import Diagnostics
import Graph
import Plan
import Text

/// Why a statement that is well formed means nothing in this graph. Each case shows a text that brings it about.
package enum BindingError: Error {
    /// `find propsals`
    case unknownKind(String, nearest: [String], at: Range<Int>)
    /// `find tourism`, where no `let tourism = …` was before
    case unknownSource(String, nearest: [String], at: Range<Int>)
    /// `find it` before anything was found
    case nothingFoundYet(at: Range<Int>)
    /// `find proposals where topc ~ x`; `owners` are kinds that do have such a thing
    case unknownStep(String, kinds: [Message], nearest: [String], owners: [Message], at: Range<Int>)
    /// `authored_by@confidnce`
    case unknownEdgeProperty(String, relations: [Message], nearest: [String], at: Range<Int>)
    /// `@confidence` outside of a shape
    case edgePropertyWithoutRelation(at: Range<Int>)
    /// `name.title`
    case stepAfterProperty(String, at: Range<Int>)
    /// `name{1..3}`, `name[county]`
    case propertyIsNoStep(String, at: Range<Int>)
    /// `part_of{1..}@source`
    case edgePropertyOfRepetition(at: Range<Int>)
    /// `where topic`
    case conditionNeeded(String, at: Range<Int>)
    /// `year = 低空`
    case wrongType(property: Message, PropertyType, found: String, at: Range<Int>)
    /// `value > 5人` where every value is money
    case dimensionsDiffer(String, String, at: Range<Int>)
    /// `authored_by < 5`
    case nodesHaveNoOrder(String, at: Range<Int>)
    /// `year in 平遥`
    case nothingToBeIn(String, at: Range<Int>)
    /// `year in (find counties)`
    case valueAmongNodes(String, at: Range<Int>)
    /// `county "平谣"`
    case noSuchNode(kind: Message, name: String, nearest: [String], at: Range<Int>)
    /// `county "平"`
    case severalNodes(kind: Message, name: String, found: [String], count: Int, at: Range<Int>)
    /// `add county 平遥县 (cod: "140728")`
    case unknownProperty(String, owner: Message, nearest: [String], at: Range<Int>)
    /// `code: ("1", "2")` where one value is allowed
    case severalValues(property: String, at: Range<Int>)
    /// `(code: "1", code: "2")`
    case propertyTwice(String, at: Range<Int>)
    /// `confidence: 1.5`
    case confidenceOutOfRange(at: Range<Int>)
    /// `link county 平遥县 develop …`
    case unknownRelation(String, nearest: [String], at: Range<Int>)
    /// `(code: txt)`
    case unknownType(String, nearest: [String], at: Range<Int>)
    /// `show name, count()` without `group by`
    case aggregateBesideField(String, at: Range<Int>)
    /// `group by topic show title`
    case notVisibleAfterGroup(String, visible: [String], at: Range<Int>)
    /// `group by year -> develops`
    case notAfterGroup(String, at: Range<Int>)
    /// `where count() > 3` before any `group by`
    case aggregateOverNothing(String, at: Range<Int>)
    /// `cuont(findings)`
    case unknownFunction(String, nearest: [String], at: Range<Int>)
    /// `sum()`
    case wrongArguments(String, at: Range<Int>)
    /// `replace(name)`
    case functionArguments(String, expected: ClosedRange<Int>, found: Int, at: Range<Int>)
    /// `round(title)`
    case wrongArgument(String, Function.Taken, at: Range<Int>)
    /// `share(title)`
    case aggregateNeeded(String, at: Range<Int>)
    /// `pagerank(name)`, `degree(cites.cites)`
    case relationNeeded(String, at: Range<Int>)
    /// `ways(part_of{1..})`: walks in a circle have no end
    case endlessWays(limit: Int, at: Range<Int>)
    /// `totals` without `group by`
    case totalsOfNoGroups(at: Range<Int>)
    /// `chart bar limit 3`
    case chartNotLast(at: Range<Int>)
    /// `show name chart bar`: columns of the wrong number or type
    case chartColumns(ChartShape, at: Range<Int>)
    /// `pivot year by topic show title`
    case cellIsNoAggregate(String, at: Range<Int>)
    /// `order by 2`
    case constantOrder(String, at: Range<Int>)
    /// `path from county to …`: a kind without a name
    case endWithoutNode(String, at: Range<Int>)
    /// `path … show name`
    case noPathColumn(String, nearest: [String], at: Range<Int>)
    /// `path all … within 1000`
    case pathsTooLong(limit: Int, at: Range<Int>)
    /// `$topic` without `-p topic=…`
    case missingParameter(String, at: Range<Int>)
    /// `name { x }` where name is no relation
    case shapeOfNoRelation(String, at: Range<Int>)
    /// `in 公亩`
    case unknownUnit(String, nearest: [String], at: Range<Int>)
    /// `~ /低空(/`
    case pattern(PatternError, at: Range<Int>)
    /// `name ~~ .title`
    case textNeeded(String, at: Range<Int>)
    /// `search "  "`
    case nothingToSearch(at: Range<Int>)
    /// `explain through indexes find plans`
    case unknownPass(String, nearest: [String], at: Range<Int>)
    /// A part of the language that this version does not have yet.
    case notYet(String, at: Range<Int>)
    /// `let counties = …`: a kind has the name
    case nameTaken(String, at: Range<Int>)
    /// `begin` twice
    case transactionOpen(at: Range<Int>)
    /// `commit` without `begin`
    case noTransaction(at: Range<Int>)
    /// `save` between `begin` and `commit` in a workspace
    case savedInTransaction(at: Range<Int>)
    /// `load "x"` under `--safe`
    case refusedWhenSafe(String, at: Range<Int>)
    /// `define a() = find a()`, `define a() = find b()` where b calls a
    case recursiveDefinition(String, at: Range<Int>)
    /// `find gap(市, 县)` where gap has one parameter
    case argumentCount(String, expected: ClosedRange<Int>, found: Int, at: Range<Int>)
    /// `define gap($a, $a) = …`
    case parameterTwice(String, at: Range<Int>)
    /// What is wrong stands in a defined query that was called.
    indirect case inDefinition(NamedQuery, BindingError)
    /// `merge county 平遥县 into county 平遥县`
    case mergedWithItself(String, at: Range<Int>)
    /// `merge county 平遥县 into industry 煤炭`
    case mergedAcrossKinds(Message, Message, at: Range<Int>)
    /// `unmerge county 祁县 from county 平遥县`
    case notMerged(String, String, at: Range<Int>)
    /// `unmerge county 甲 from county 丙`, where 甲 came with 乙, of the second kind, into 丙, of the third.
    case mergedBefore(String, String, Message, into: String, Message, at: Range<Int>)
    /// The graph refuses the change.
    case graph(GraphError, at: Range<Int>)
}
