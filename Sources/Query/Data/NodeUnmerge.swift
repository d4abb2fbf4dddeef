import Execution
import Graph
import Plan
import Syntax
import Text

/// Makes two nodes of one again, for `unmerge A from B`: A gets back what the record of their merge tells, and beyond it the facts
/// whose lines speak of it by its own name alone. So what `ingest` took for one, since a document uses both names, can be parted too.
///
///     outcome    fact       value
///     returned   level      县            B had it of A
///     returned   develops   文化旅游产业   A's edge, in its present state
///     shared     covered_by 规划          both have the edge, each with its own sources
///     gone       covers     规划          what it led to, or the edge itself, is no longer there
struct NodeUnmerge {
    var graph: Graph
    let whole: NodeID
    let part: NodeID
    private let record: MergeRecord?
    /// Names that are the part's and no longer the whole's.
    private let names: [String]
    private var events: [MergeEvent] = []

    /// The graph with both nodes, and what the part got as rows; nil if nothing of that name is in the node.
    ///
    /// - Parameters:
    ///   - kind: the part's kind, if no record tells it.
    ///   - mayReadFiles: whether documents' own files may be looked at.
    ///   - isCancelled: asked for every edge.
    /// - Throws: what the graph refuses, such as a second node of one id; that it was cancelled; or that the part came with a node
    ///   that was merged after it.
    static func unmerged(
        _ name: Name, _ kind: KindID, from whole: NodeID, in graph: Graph, mayReadFiles: Bool,
        isCancelled: () -> Bool
    ) throws(StatementError) -> (graph: Graph, answer: Answer)? {
        let known = records(of: whole, in: graph)
        let record = known.first { $0.isOf(name.text) }
        if let record,
            let later = known.first(where: { $0.earlier.contains(record.text) })
        {
            throw .binding(
                .mergedBefore(
                    record.id, later.id, graph.schema.kinds[later.kind].words, into: graph.id(of: whole),
                    graph.schema.kinds[graph.kind(of: whole)].words, at: name.range))
        }
        var work: NodeUnmerge
        // What was merged later goes first and comes again: the records tell what was there when they were made.
        var (draft, later): (Graph, [String]) = (graph, [])
        do throws(GraphError) {
            if record != nil {
                while let last = records(of: whole, in: draft).last, !last.isOf(name.text), !isCancelled() {
                    work = try NodeUnmerge(undoing: last, of: whole, in: draft, isCancelled)
                    draft = work.graph
                    later.append(last.id)
                }
                guard let record = records(of: whole, in: draft).last else { return nil }
                work = try NodeUnmerge(undoing: record, of: whole, in: draft, isCancelled)
            } else {
                guard let begun = try NodeUnmerge(name.text, kind, from: whole, in: draft) else { return nil }
                work = begun
                try work.returnValues()
            }
            try work.takeNamed(
                SpelledLines(work.names, work.otherNames, graph, mayReadFiles: mayReadFiles), isCancelled)
        } catch {
            throw .binding(.graph(error, at: name.range))
        }
        for id in later.reversed() {
            guard let node = work.graph.nodes(named: id, in: graph.schema.root(of: kind), by: .id).first else {
                continue
            }
            work.graph = try NodeMerge.merged(
                node, into: whole, in: work.graph, isCancelled: isCancelled, at: name.range
            ).graph
        }
        if isCancelled() { throw .execution(.cancelled) }
        let answer = MergeEvent.answer(work.events, columns, work.graph)
        return (work.graph, answer)
    }

    private static let columns = BoundColumn.ofGivenRows(["outcome": "结果", "fact": "事实", "value": "值"])

    private init?(_ name: String, _ kind: KindID, from whole: NodeID, in graph: Graph) throws(GraphError) {
        let key = folded(name)
        let aliases = graph.aliases(of: whole)
        guard aliases.contains(where: { folded($0) == key }) else { return nil }
        // 晋中市工信局 and 市工信局 are one office, in full and within its city.
        names = aliases.filter { folded($0).hasSuffix(key) || key.hasSuffix(folded($0)) }
        let further = names.filter { folded($0) != key }.map { Value.text($0) }
        var draft = graph
        part = try draft.add(kind, id: name, [(NodeSlot.alias, further), (NodeSlot.rule, [.text(Graph.curated)])])
        record = nil
        self.graph = draft
        self.whole = whole
    }

    /// Undoes a merge, as far as the record tells.
    private init(
        undoing record: MergeRecord, of whole: NodeID, in graph: Graph, _ isCancelled: () -> Bool
    ) throws(GraphError) {
        var draft = graph
        part = try draft.add(record.kind, id: record.id, record.values)
        names = record.gained.filter { $0.property == "alias" }.flatMap(\.values).map(\.description)
        self.record = record
        self.graph = draft
        self.whole = whole
        try returnValues()
        try returnEdges(isCancelled)
    }

    private static func records(of node: NodeID, in graph: Graph) -> [MergeRecord] {
        guard let slot = graph.schema.kinds[graph.kind(of: node)].slot(named: MergeRecord.property.name) else {
            return []
        }
        let binder = Binder(graph: graph, environment: Environment(), source: [])
        return graph.storedValues(of: node, slot).compactMap { value in
            if case .text(let text) = value { MergeRecord(text, binder) } else { nil }
        }
    }

    /// What the whole goes by without the part.
    private var otherNames: [String] {
        [graph.id(of: whole), graph.name(of: whole)] + graph.aliases(of: whole)
    }

    // MARK: What the record tells

    /// Takes from the whole what it had of the part, the part's names and the record among it.
    private mutating func returnValues() throws(GraphError) {
        let properties = graph.schema.kinds[graph.kind(of: whole)].properties
        var gained = record?.gained ?? [("alias", names.map { .text($0) })]
        if let record { gained.append((MergeRecord.property.name, [.text(record.text)])) }
        var changes: PropertyValues = []
        for (slot, property) in properties.enumerated() {
            let returned = gained.filter { $0.property == property.name }.flatMap(\.values)
            let have = graph.storedValues(of: whole, slot)
            let left = have.filter { !returned.contains($0) }
            if left == have { continue }
            changes.append((slot, left))
            if property.name == MergeRecord.property.name || slot == NodeSlot.source { continue }
            for value in have where returned.contains(value) {
                note(.returned, property.name, property.chineseName, value)
            }
        }
        try graph.set(whole, changes)
    }

    private mutating func returnEdges(_ isCancelled: () -> Bool) throws(GraphError) {
        for edge in record?.edges ?? [] where !isCancelled() {
            guard let from = end(edge.link.from), let to = end(edge.link.to), from == part || to == part else {
                let isForward = isPart(edge.link.from)
                note(
                    .gone, edge.relation, isForward ? .forward : .inverse,
                    .text((isForward ? edge.link.to : edge.link.from).name.text))
                continue
            }
            let other = from == part ? to : from
            if other == part || other == whole {
                try give(from, edge.relation, to, edge.values, .returned)
            } else if let gained = edge.gained {
                try take(gained, from: from == part ? whole : from, edge.relation, to == part ? whole : to)
                try give(from, edge.relation, to, edge.values, .shared)
            } else {
                try move(edge, from, to)
            }
        }
    }

    /// An edge that had moved goes back as it is now; what the whole's has of other sources stays there.
    private mutating func move(_ edge: MergeRecord.Edge, _ from: NodeID, _ to: NodeID) throws(GraphError) {
        let (wholeFrom, wholeTo) = (from == part ? whole : from, to == part ? whole : to)
        guard let now = graph.edge(wholeFrom, edge.relation, wholeTo) else {
            let isForward = from == part
            note(.gone, edge.relation, isForward ? .forward : .inverse, node(isForward ? to : from))
            return
        }
        let recorded = edge.values.first { $0.slot == EdgeSlot.source }?.values ?? []
        let others = graph.storedValues(ofEdge: now, edge.relation, EdgeSlot.source).filter { !recorded.contains($0) }
        if others.isEmpty {
            let values = graph.givenValues(ofEdge: now, edge.relation)
            try graph.unlink(wholeFrom, edge.relation, wholeTo)
            try give(from, edge.relation, to, values, .returned)
        } else {
            try graph.set(wholeFrom, edge.relation, wholeTo, [(EdgeSlot.source, others)])
            try give(from, edge.relation, to, edge.values, .shared)
        }
    }

    private mutating func take(
        _ gained: PropertyValues, from: NodeID, _ relation: RelationID, _ to: NodeID
    ) throws(GraphError) {
        guard let edge = graph.edge(from, relation, to) else { return }
        let changes: PropertyValues = gained.compactMap { slot, values in
            let have = graph.storedValues(ofEdge: edge, relation, slot)
            let left = have.filter { !values.contains($0) }
            return left == have ? nil : (slot, left)
        }
        try graph.set(from, relation, to, changes)
    }

    /// The node that an end of a recorded edge is now: by its id, else by the name that another merge left of it.
    private func end(_ end: Designator) -> NodeID? {
        if isPart(end) { return part }
        guard let kind = graph.schema.kind(named: end.kind.text) else { return nil }
        let family = graph.schema.root(of: kind)
        if let node = graph.nodes(named: end.name.text, in: family, by: .id).first { return node }
        let found = graph.nodes(named: end.name.text, in: family, by: .alias)
        return found.count == 1 ? found[0] : nil
    }

    private func isPart(_ end: Designator) -> Bool {
        guard let kind = graph.schema.kind(named: end.kind.text) else { return false }
        return end.name.text == graph.id(of: part)
            && graph.schema.root(of: kind) == graph.schema.root(of: graph.kind(of: part))
    }

    // MARK: Edges of the part

    /// Links the part; an edge that it has by now gets the sources.
    mutating func give(
        _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues, _ outcome: MergeEvent.Outcome
    ) throws(GraphError) {
        if let edge = graph.edge(from, relation, to) {
            let have = graph.storedValues(ofEdge: edge, relation, EdgeSlot.source)
            let more = values.first { $0.slot == EdgeSlot.source }?.values.filter { !have.contains($0) } ?? []
            if !more.isEmpty { try graph.set(from, relation, to, [(EdgeSlot.source, have + more)]) }
            return
        }
        try graph.link(from, relation, to, values)
        let isForward = from == part
        note(outcome, relation, isForward ? .forward : .inverse, node(isForward ? to : from))
    }

    // MARK: Events

    private func node(_ node: NodeID) -> Value { .node(graph.reference(to: node, confidence: 1)) }

    private mutating func note(
        _ outcome: MergeEvent.Outcome, _ relation: RelationID, _ direction: Direction, _ value: Value
    ) {
        let declared = graph.schema.relations[relation]
        note(outcome, declared.name(direction), declared.chineseName(direction), value)
    }

    private mutating func note(_ outcome: MergeEvent.Outcome, _ fact: String, _ chineseFact: String, _ value: Value) {
        events.append(MergeEvent(outcome: outcome, fact: fact, chineseFact: chineseFact, value: value))
    }
}
