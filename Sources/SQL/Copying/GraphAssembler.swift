import Graph
import Text

/// Makes a graph of rows that were read from tables, whole or in part: nodes come in the order of their ordinals, whatever order
/// the rows came in, and edges of which an end is missing are left out.
package struct GraphAssembler: Sendable {
    private struct Node: Sendable {
        var ordinal: Int64
        var kind: KindID
        var id: String
        var values: PropertyValues
    }

    private struct Edge: Sendable {
        var ordinal: Int64
        var relation: RelationID
        var from: Int64
        var to: Int64
        var values: PropertyValues
    }

    /// A value of a list, of a node or an edge.
    private struct Element: Sendable {
        var owner: Int64
        var slot: SlotID
        var place: Int64
        var value: Value
    }

    private let mapping: Mapping
    private var nodes: [Node] = []
    private var edges: [Edge] = []
    private var nodeElements: [Element] = []
    private var edgeElements: [Element] = []

    package init(_ mapping: Mapping) { self.mapping = mapping }

    /// Why rows are no graph.
    package enum Failure: Error, Equatable {
        /// A field isn't of its column's type, or one that is required is null: the table was changed by somebody else.
        case malformed(table: String, column: String, value: String?)
        /// Two nodes of one id, an edge between kinds that it doesn't lead between, and the like.
        case inconsistent(GraphError)
        /// A row has another number of fields than the table has columns.
        case columnCount(table: String, found: Int)
    }

    /// Takes a row of all columns of a table in their order; nil is null. Rows of `zk_fact` say nothing about the graph.
    package mutating func add(_ fields: [[UInt8]?], of table: Table) throws(Failure) {
        guard fields.count == table.columns.count else { throw .columnCount(table: table.name, found: fields.count) }
        var reader = RowReader(table: table, fields: fields)
        switch table.content {
        case .facts: return
        case .names:
            let owner = try reader.whole()
            let role = try reader.whole()
            let place = try reader.whole()
            let text = try reader.text()
            if role == 2 {
                nodeElements.append(Element(owner: owner, slot: NodeSlot.alias, place: place, value: .text(text)))
            }
        case .nodeSources: try addElement(&reader, NodeSlot.source, .source, to: &nodeElements)
        case .edgeSources: try addElement(&reader, EdgeSlot.source, .source, to: &edgeElements)
        case .nodeValues(let kind, let slot):
            try addElement(&reader, slot, mapping.schema.kinds[kind].properties[slot].type, to: &nodeElements)
        case .edgeValues(let relation, let slot):
            try addElement(&reader, slot, mapping.schema.relations[relation].properties[slot].type, to: &edgeElements)
        case .nodes(let kind):
            let ordinal = try reader.whole()
            let id = try reader.text()
            let name = try reader.optionalText()
            let values = try reader.values(mapping.schema.kinds[kind].properties, from: NodeSlot.rule)
            let named: PropertyValues = name.map { [(NodeSlot.name, [.text($0)])] } ?? []
            nodes.append(Node(ordinal: ordinal, kind: kind, id: id, values: named + values))
        case .edges(let relation):
            let (ordinal, from, to) = (try reader.whole(), try reader.whole(), try reader.whole())
            let values = try reader.values(mapping.schema.relations[relation].properties, from: EdgeSlot.rule)
            edges.append(Edge(ordinal: ordinal, relation: relation, from: from, to: to, values: values))
        }
    }

    private func addElement(
        _ reader: inout RowReader, _ slot: SlotID, _ type: PropertyType, to elements: inout [Element]
    ) throws(Failure) {
        let (owner, place) = (try reader.whole(), try reader.whole())
        guard let value = try reader.value(of: type) else { throw reader.malformed }
        elements.append(Element(owner: owner, slot: slot, place: place, value: value))
    }

    /// The graph of all rows so far, and the node of each ordinal. Rows that came twice count once.
    package func graph() throws(Failure) -> (graph: Graph, nodes: [Int64: NodeID]) {
        var graph = Graph(schema: mapping.schema)
        let lists = GraphAssembler.lists(nodeElements)
        var numbers: [Int64: NodeID] = [:]
        do {
            for node in nodes.sorted(by: { $0.ordinal < $1.ordinal }) where numbers[node.ordinal] == nil {
                numbers[node.ordinal] = try graph.add(node.kind, id: node.id, node.values + (lists[node.ordinal] ?? []))
            }
            let edgeLists = GraphAssembler.lists(edgeElements)
            var last: Int64?
            for edge in edges.sorted(by: { $0.ordinal < $1.ordinal }) where edge.ordinal != last {
                last = edge.ordinal
                guard let from = numbers[edge.from], let to = numbers[edge.to] else { continue }
                try graph.link(from, edge.relation, to, edge.values + (edgeLists[edge.ordinal] ?? []))
            }
        } catch {
            throw .inconsistent(error)
        }
        return (graph, numbers)
    }

    /// The values of each owner, property by property, each list in its order.
    private static func lists(_ elements: [Element]) -> [Int64: PropertyValues] {
        var lists: [Int64: PropertyValues] = [:]
        var last: Element?
        let sorted = elements.sorted { ($0.owner, $0.slot, $0.place) < ($1.owner, $1.slot, $1.place) }
        for element in sorted {
            if let last, last.owner == element.owner, last.slot == element.slot {
                if last.place == element.place { continue }
                let end = (lists[element.owner]?.count ?? 1) - 1
                lists[element.owner]?[end].values.append(element.value)
            } else {
                lists[element.owner, default: []].append((element.slot, [element.value]))
            }
            last = element
        }
        return lists
    }
}
