import Graph
import Plan
import Postgres
import SQL

/// What has been fetched of the tables of a server, kind by kind and relation by relation.
///
/// Rows are kept, so that a further kind can be put beside them; edges count only while both of their ends are there.
struct PartialCopy: Sendable {
    private var assembler: GraphAssembler
    private let mapping: Mapping
    private(set) var kinds = KindSet()
    private(set) var relations: Set<RelationID> = []
    /// Names of the tables that rows are from.
    private(set) var tables: Set<String> = []
    /// The state of the server that the rows are of; nil if it doesn't tell.
    var stamp: String?
    /// The state of the tables that rows are from; nil if it isn't known.
    var fingerprint: String?

    init(_ mapping: Mapping, stamp: String?) {
        self.mapping = mapping
        self.stamp = stamp
        assembler = GraphAssembler(mapping)
    }

    /// Whether all that is needed is there.
    func has(_ needs: GraphNeeds) -> Bool { needs.kinds.isSubset(of: kinds) && needs.relations.isSubset(of: relations) }

    /// Fetches what is needed and not there yet.
    mutating func fetch(
        kinds wantedKinds: KindSet, relations wantedRelations: Set<RelationID>, over connection: PostgresConnection
    ) throws(ServerError) {
        for kind in wantedKinds.members where !kinds.contains(kind) {
            let range = mapping.ordinals(of: kind)
            try fetch(.nodes(kind), over: connection)
            try fetch(.names, "role = 2 AND \(Self.isWithin("n", range))", over: connection)
            try fetch(.nodeSources, Self.isWithin("n", range), over: connection)
            for slot in mapping.schema.kinds[kind].properties.indices {
                try fetch(.nodeValues(kind, slot), over: connection)
            }
            kinds.insert(kind)
        }
        for relation in wantedRelations.sorted() where !relations.contains(relation) {
            let first = Ordinal.first(of: relation)
            try fetch(.edges(relation), over: connection)
            try fetch(.edgeSources, Self.isWithin("e", first..<first + Ordinal.span), over: connection)
            for slot in mapping.schema.relations[relation].properties.indices {
                try fetch(.edgeValues(relation, slot), over: connection)
            }
            relations.insert(relation)
        }
    }

    /// Fetches rows of some ordinals: not the whole of a kind or a relation, so that it isn't marked as being there.
    mutating func fetch(
        _ content: Table.Content, _ condition: String? = nil, over connection: PostgresConnection
    ) throws(ServerError) {
        guard let table = mapping.table(content) else { return }
        tables.insert(table.name)
        let columns = table.columns.map { quotedName($0.name) }.joined(separator: ", ")
        let text = "SELECT \(columns) FROM \(quotedName(table.name))" + (condition.map { " WHERE \($0)" } ?? "")
        var failure: ServerError?
        do throws(PostgresError) {
            try connection.copyOut("COPY (\(text)) TO STDOUT") { line in
                guard failure == nil else { return }
                do {
                    try assembler.add(CopyText.fields(of: line), of: table)
                } catch {
                    failure = .undecodable(table: table.name)
                }
            }
        } catch {
            throw .connection(error)
        }
        if let failure { throw failure }
    }

    /// Asks something else of the tables.
    func ask(
        _ text: String, _ parameters: [String?], over connection: PostgresConnection,
        row: (PostgresConnection.Row) -> Void
    ) throws(ServerError) {
        do throws(PostgresError) { try connection.run(text, parameters, row: row) } catch { throw .connection(error) }
    }

    private static func isWithin(_ column: String, _ range: Range<Int64>) -> String {
        "\(column) >= \(range.lowerBound) AND \(column) < \(range.upperBound)"
    }

    /// The graph of what is there, and the ordinal of each of its nodes.
    func graph(isCancelled: @escaping () -> Bool) throws(ServerError) -> (graph: Graph, ordinals: [Int64]) {
        let made: (graph: Graph, nodes: [Int64: NodeID])
        do throws(GraphAssembler.Failure) { made = try assembler.graph() } catch {
            throw .damaged("\(error)")
        }
        guard let (folded, renumbered) = made.graph.folded(isCancelled: isCancelled) else {
            throw .connection(.cancelled)
        }
        var ordinals = [Int64](repeating: 0, count: folded.nodeLimit)
        for (ordinal, node) in made.nodes { if let new = renumbered[Int(node)] { ordinals[Int(new)] = ordinal } }
        return (folded, ordinals)
    }
}
