import Execution
import Graph
import Ingest
import Plan
import Text

/// Works one node into another of its family, for `merge A into B`: B gets A's edges, the values that it lacks, and A's names
/// as aliases; where both say something different, B's word stays and the answer tells.
///
///     outcome    fact       value                kept
///     alias      alias      平遥
///     filled     level      县
///     conflict   type       市                   县
///     moved      develops   文化旅游产业
///     joined     covered_by 规划                        both had the edge, which keeps both sources
///     dropped    located_in 平遥县                      an edge between the two
///
/// B keeps what was done as a `MergeRecord`, by which `unmerge` undoes it.
struct NodeMerge {
    private var graph: Graph
    private let old: NodeID
    private let new: NodeID
    private var events: [MergeEvent] = []
    /// The lines of the `MergeRecord`.
    private var record: [String]
    /// What B got of A's values.
    private var gained: PropertyValues = []

    /// The graph after the merge, and what was done as rows.
    ///
    /// - Parameter isCancelled: asked every few hundred edges.
    /// - Requires: two different nodes under one topmost kind.
    static func merged(
        _ old: NodeID, into new: NodeID, in graph: Graph, isCancelled: () -> Bool, at range: Range<Int>
    ) throws(StatementError) -> (graph: Graph, answer: Answer) {
        var merge = NodeMerge(graph: graph, old: old, new: new)
        do throws(GraphError) {
            try merge.declareRecord()
            try merge.mergeValues()
        } catch {
            throw .binding(.graph(error, at: range))
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                for (place, link) in merge.links(relation, direction).enumerated() {
                    if place % 256 == 0, isCancelled() { throw .execution(.cancelled) }
                    do throws(GraphError) { try merge.move(link, relation, direction) } catch {
                        throw .binding(.graph(error, at: range))
                    }
                }
            }
        }
        do throws(GraphError) { try merge.keepRecord() } catch { throw .binding(.graph(error, at: range)) }
        merge.graph.remove(old)
        let answer = MergeEvent.answer(merge.events, columns, merge.graph)
        return (merge.graph, answer)
    }

    private init(graph: Graph, old: NodeID, new: NodeID) {
        self.graph = graph
        self.old = old
        self.new = new
        record = [graph.statement(adding: graph.kind(of: old), graph.id(of: old), graph.givenValues(of: old))]
    }

    // MARK: The record

    private mutating func declareRecord() throws(GraphError) {
        do throws(SchemaError) {
            try graph.declareKind(
                name: graph.schema.kinds[graph.kind(of: new)].name, parent: nil, plural: nil, aliases: [],
                properties: [MergeRecord.property], columns: nil)
        } catch {
            throw .schema(error)
        }
    }

    private mutating func keepRecord() throws(GraphError) {
        guard let slot = graph.schema.kinds[graph.kind(of: new)].slot(named: MergeRecord.property.name) else { return }
        let text = Value.text(record.joined(separator: "\n"))
        try graph.set(new, [(slot, graph.storedValues(of: new, slot) + [text])])
    }

    private static let columns = BoundColumn.ofGivenRows([
        "outcome": "结果", "fact": "事实", "value": "值", "kept": "保留",
    ])

    // MARK: Values

    private mutating func mergeValues() throws(GraphError) {
        let from = graph.schema.kinds[graph.kind(of: old)].properties
        let to = graph.schema.kinds[graph.kind(of: new)].properties
        var changes: PropertyValues = []
        for (slot, property) in from.enumerated() where slot > NodeSlot.alias {
            guard let target = to.firstIndex(where: { $0.name == property.name && $0.type == property.type }) else {
                continue
            }
            let have = graph.values(of: new, target)
            let merged = mergedValues(have, graph.values(of: old, slot), to[target], to[target].name)
            if merged != have {
                changes.append((target, merged))
                gained.append((target, merged.filter { !have.contains($0) }))
            }
        }
        let aliases = mergedAliases()
        changes.append((NodeSlot.alias, aliases))
        gained.append((NodeSlot.alias, aliases.filter { !graph.storedValues(of: new, NodeSlot.alias).contains($0) }))
        // That they are one is a person's word, which stays when a document is read again.
        if case .text(let rule)? = graph.storedValues(of: new, NodeSlot.rule).first, Rule.isIngested(rule) {
            changes.append((NodeSlot.rule, [.text(Graph.curated)]))
        }
        gained.removeAll { $0.values.isEmpty }
        if !gained.isEmpty { record.append(graph.statement(setting: new, gained)) }
        try graph.set(new, changes)
    }

    /// All of A's names that B does not go by already.
    private mutating func mergedAliases() -> [Value] {
        var aliases = graph.values(of: new, NodeSlot.alias)
        var known = Set(([graph.id(of: new), graph.name(of: new)] + graph.aliases(of: new)).map { foldedBytes($0) })
        let property = graph.schema.kinds[graph.kind(of: new)].properties[NodeSlot.alias]
        for name in [graph.id(of: old), graph.name(of: old)] + graph.aliases(of: old)
        where known.insert(foldedBytes(name)).inserted {
            aliases.append(.text(name))
            events.append(
                MergeEvent(
                    outcome: .alias, fact: property.name, chineseFact: property.chineseName, value: .text(name)))
        }
        return aliases
    }

    /// What B has, with what it lacks of A's.
    private mutating func mergedValues(
        _ have: [Value], _ others: [Value], _ property: Property, _ fact: String, prefix: (String, String) = ("", "")
    ) -> [Value] {
        let fresh = others.filter { !have.contains($0) }
        if fresh.isEmpty { return have }
        let isProvenance = ["source", "rule", "confidence"].contains(property.name)
        let (name, chineseName) = (prefix.0 + fact, prefix.1 + property.chineseName)
        if have.isEmpty || property.isMany {
            if !isProvenance {
                for value in fresh {
                    events.append(MergeEvent(outcome: .filled, fact: name, chineseFact: chineseName, value: value))
                }
            }
            return have + fresh
        }
        if property.name != "rule" {
            for value in fresh {
                events.append(
                    MergeEvent(
                        outcome: .conflict, fact: name, chineseFact: chineseName, value: value,
                        kept: have.first ?? .missing))
            }
        }
        return have
    }

    // MARK: Edges

    private func links(_ relation: RelationID, _ direction: Direction) -> [Link] {
        graph.links(of: old, RelationStep(relation: relation, direction: direction))
    }

    private mutating func move(_ link: Link, _ relation: RelationID, _ direction: Direction) throws(GraphError) {
        let declared = graph.schema.relations[relation]
        let confidence = graph.confidence(ofEdge: link.edge, relation)
        var event = MergeEvent(
            outcome: .moved, fact: declared.name(direction), chineseFact: declared.chineseName(direction),
            value: .node(graph.reference(to: link.node, confidence: confidence)))
        let values = graph.givenValues(ofEdge: link.edge, relation)
        let (from, to) = direction == .forward ? (new, link.node) : (link.node, new)
        record.append(
            graph.statement(
                linking: direction == .forward ? old : link.node, relation, direction == .forward ? link.node : old,
                values))
        if link.node == new || link.node == old {
            event.outcome = .dropped
            events.append(event)
        } else if let edge = graph.edge(from, relation, to) {
            event.outcome = .joined
            events.append(event)
            try join(edge, from, relation, to, values, (event.fact + "@", event.chineseFact + "@"))
        } else {
            try graph.link(from, relation, to, values)
            events.append(event)
        }
    }

    private mutating func join(
        _ edge: Int, _ from: NodeID, _ relation: RelationID, _ to: NodeID, _ values: PropertyValues,
        _ prefix: (String, String)
    ) throws(GraphError) {
        var (changes, gained): (PropertyValues, PropertyValues) = ([], [])
        for (slot, others) in values {
            let property = graph.schema.relations[relation].properties[slot]
            let have = graph.values(ofEdge: edge, relation, slot)
            let merged = mergedValues(have, others, property, property.name, prefix: prefix)
            if merged != have {
                changes.append((slot, merged))
                gained.append((slot, merged.filter { !have.contains($0) }))
            }
        }
        record.append(graph.statement(settingLink: from, relation, to, gained))
        if !changes.isEmpty { try graph.set(from, relation, to, changes) }
    }
}
