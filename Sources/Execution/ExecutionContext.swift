import Graph
import Plan
import Text

/// What all operators of one running query share: the graph, whether to stop, the nodes that aliases stand for just now,
/// and notes.
///
/// It is a class because of that sharing; one query runs on one thread.
final class ExecutionContext {
    let graph: Graph
    let limits: Limits
    let thresholds: Thresholds
    let isCancelled: @Sendable () -> Bool
    /// What a server found for each row, by the place of the value.
    let given: [[NodeID: Value]]
    /// By the number of the alias.
    private(set) var aliases: [Int: NodeID] = [:]
    /// The edge that led to the node that is asked about, which `@p` is a property of.
    private(set) var edge: FollowedEdge?
    /// What was searched for last, and the score of each result.
    private(set) var search: BoundSearch?
    private(set) var searchScores: [NodeID: Double] = [:]
    private var passedOver: [String: Int] = [:]
    private var comparedWithNumber: Set<String> = []
    private var furtherNotes: [Note] = []
    /// What was spent since the last check.
    private var work = 0
    private var measures: [MeasureKey: MeasureValues] = [:]
    /// By the number that the binder gave each.
    private var counts: [Int: Int] = [:]
    /// The alias of the rows that are grouped, which conditions in their aggregates may read.
    var rowAlias: Int?
    /// The roots of all groups, which a `share` is a share of.
    var groupedRoots: [NodeID] = []

    init(
        graph: Graph, limits: Limits = Limits(), thresholds: Thresholds = Thresholds(),
        given: [[NodeID: Value]] = [], isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.graph = graph
        self.limits = limits
        self.thresholds = thresholds
        self.given = given
        self.isCancelled = isCancelled
    }

    /// A context for a second thread that does part of a query's work; what it finds, it keeps to itself.
    init(besides other: ExecutionContext, isCancelled: @escaping @Sendable () -> Bool) {
        graph = other.graph
        limits = other.limits
        thresholds = other.thresholds
        given = other.given
        self.isCancelled = isCancelled
        aliases = other.aliases
        edge = other.edge
        search = other.search
        searchScores = other.searchScores
        rowAlias = other.rowAlias
        groupedRoots = other.groupedRoots
    }

    /// Takes over what was worth noting in a context made beside this one.
    func absorb(_ other: ExecutionContext) {
        passedOver.merge(other.passedOver, uniquingKeysWith: +)
        comparedWithNumber.formUnion(other.comparedWithNumber)
        for note in other.furtherNotes { self.note(note) }
    }

    /// To be called at least once for every few thousand nodes, so that Ctrl-C works within 100 ms.
    func check() throws(ExecutionError) {
        if isCancelled() { throw .cancelled }
        if let part = graph.damage { throw .damaged(part) }
    }

    /// To be told of work in small pieces, such as edges that are looked at; checks whenever it has become enough.
    func spend(_ amount: Int) throws(ExecutionError) {
        work += amount
        if work < 2 * batchSize { return }
        work = 0
        try check()
    }

    /// As `check()`, for loops that can't throw.
    var isToStop: Bool { isCancelled() }

    /// The nodes that a search finds, the best first; their scores and snippets can be asked from now on.
    func nodes(of search: BoundSearch) throws(ExecutionError) -> [NodeID] {
        let searching = SearchOperator(search, self)
        let scores = try searching.scores()
        self.search = search
        searchScores.merge(scores) { max($0, $1) }
        return searching.ranked(scores)
    }

    /// Runs the body while the alias stands for the node.
    func with<Result>(
        alias: Int?, _ node: NodeID, _ body: () throws(ExecutionError) -> Result
    ) throws(ExecutionError) -> Result {
        guard let alias else { return try body() }
        let before = aliases[alias]
        aliases[alias] = node
        defer { aliases[alias] = before }
        return try body()
    }

    /// Runs the body while `@p` is a property of that edge.
    func with<Result>(
        edge followed: FollowedEdge?, _ body: () throws(ExecutionError) -> Result
    ) throws(ExecutionError) -> Result {
        let before = edge
        edge = followed
        defer { edge = before }
        return try body()
    }

    /// - Parameter byPlainNumber: whether the values were to be compared with a number without a unit.
    func notePassedOver(_ count: Int, property: String, byPlainNumber: Bool) {
        if count == 0 { return }
        passedOver[property, default: 0] += count
        if byPlainNumber { comparedWithNumber.insert(property) }
    }

    func note(_ note: Note) {
        if !furtherNotes.contains(note) { furtherNotes.append(note) }
    }

    var notes: [Note] {
        passedOver.sorted { $0.key < $1.key }.map {
            Note.otherDimension(
                property: $0.key, count: $0.value, isPlainNumber: comparedWithNumber.contains($0.key))
        }

            + furtherNotes
    }

    /// What the measure gives every node, worked out at the first use.
    func values(of measure: RelationMeasure) throws(ExecutionError) -> MeasureValues {
        let key = MeasureKey(function: measure.function, steps: measure.steps, kinds: measure.kinds.members)
        if let known = measures[key] { return known }
        let values = try MeasureValues(measure, self)
        measures[key] = values
        return values
    }

    /// The number of rows of a bracketed `count`, found once unless it reads an alias.
    func count(of query: BoundQuery, number: Int) throws(ExecutionError) -> Int {
        if let known = counts[number] { return known }
        let count = try Executor(self).rootSet(of: Planner(graph).plan(query)).count
        if !query.usesAlias { counts[number] = count }
        return count
    }

    private struct MeasureKey: Hashable {
        var function: RelationMeasure.Function
        var steps: [RelationStep]
        var kinds: [KindID]
    }
}

/// How many nodes an operator handles before it looks whether to stop, and how many rows an answer gives at once.
package let batchSize = 2048
