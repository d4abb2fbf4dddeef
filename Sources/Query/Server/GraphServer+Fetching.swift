import Graph
import Plan
import Postgres
import SQL

/// What of the tables comes to be at hand.
extension GraphServer {
    /// Reads what the tables say of themselves, and forgets what was fetched of them.
    ///
    /// - Parameter most: a graph of no more nodes and relations than this is small.
    mutating func open(atMost most: Int) throws(ServerError) {
        let name = address.graph
        let (known, larger) = (generation, largerThan)
        let (facts, isSmall) = try reading { connection throws(ServerError) in
            let facts = try ServerFacts(over: connection, of: name)
            // What was too large is asked again only for another graph: it takes time before every statement.
            if let larger, most <= larger, known != nil, facts.generation == known { return (facts, false) }
            return (facts, try Self.has(atMost: most, of: facts.mapping, over: connection))
        }
        if canStamp == nil { canStamp = try hasStamps() }
        if copy.stamp != nil || !ordinals.isEmpty, facts.generation != generation { wasReplaced = true }
        (mapping, generation) = (facts.mapping, facts.generation)
        self.isSmall = isSmall
        largerThan = isSmall ? nil : most
        copy = PartialCopy(mapping, stamp: nil)
    }

    /// Whether there are no more nodes and relations than that; no more of them are counted.
    private static func has(
        atMost most: Int, of mapping: Mapping, over connection: PostgresConnection
    ) throws(ServerError) -> Bool {
        let names = mapping.tables.filter(\.holdsGraph).map { quotedName($0.name) }
        if most <= 0 || names.isEmpty { return names.isEmpty }
        let all = names.map { "SELECT 1 FROM \($0)" }.joined(separator: " UNION ALL ")
        let limit = most < Int.max ? most + 1 : most
        let text = try connection.value("SELECT count(*) FROM (SELECT 1 FROM (\(all)) a LIMIT \(limit)) s")
        return text.flatMap { Int($0) } ?? 0 <= most
    }

    /// Fetches what isn't there yet, and gives the graph of all that is.
    mutating func fetch(_ needs: GraphNeeds) throws(ServerError) -> Graph {
        let (old, mapping, canStamp) = (copy, mapping, canStamp == true)
        let copy = try reading { connection throws(ServerError) in
            let stamp = canStamp ? try connection.value(Self.stampText) : nil
            // All rows must be of one state.
            let isCurrent = stamp != nil && stamp == old.stamp
            var copy = isCurrent ? old : PartialCopy(mapping, stamp: stamp)
            if !isCurrent { try copy.fetch(kinds: old.kinds, relations: old.relations, over: connection) }
            try copy.fetch(kinds: needs.kinds, relations: needs.relations, over: connection)
            if stamp != nil { copy.fingerprint = try Self.fingerprint(of: copy.tables, over: connection) }
            return copy
        }
        let isCancelled = isCancelled
        let (graph, ordinals) = try copy.graph(isCancelled: isCancelled)
        (self.copy, self.ordinals) = (copy, ordinals)
        return graph
    }

    static let stampText = "SELECT pg_current_snapshot()::text"

    /// Fetches everything about some nodes.
    mutating func fetchEverything(about nodes: Set<Int64>, keeping kept: Set<Int64>) throws(ServerError) -> Graph {
        let (mapping, old) = (mapping, copy)
        let copy = try reading { connection throws(ServerError) in
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(kept)
            try surroundings.fetchEverything(about: nodes)
            return surroundings.copy
        }
        return try graph(of: copy)
    }

    /// Fetches some nodes, to be at hand by their names.
    mutating func fetchNodes(_ wanted: Set<Int64>) throws(ServerError) -> Graph {
        let (mapping, old) = (mapping, copy)
        let copy = try reading { connection throws(ServerError) in
            var surroundings = Surroundings(mapping, beside: old, over: connection)
            try surroundings.fetchNodes(wanted)
            return surroundings.copy
        }
        return try graph(of: copy)
    }

    mutating func graph(of copy: PartialCopy) throws(ServerError) -> Graph {
        let isCancelled = isCancelled
        let (graph, ordinals) = try copy.graph(isCancelled: isCancelled)
        self.ordinals = ordinals
        return graph
    }

    /// Compiles queries that are bound to the graph that was fetched last.
    var compiler: SQLCompiler {
        let ordinals = ordinals
        return SQLCompiler(mapping) { node in ordinals.indices.contains(Int(node)) ? ordinals[Int(node)] : nil }
    }

    /// The node of each ordinal.
    static func numbers(_ ordinals: [Int64]) -> [Int64: NodeID] {
        Dictionary(ordinals.enumerated().map { ($0.element, NodeID($0.offset)) }) { first, _ in first }
    }

    /// Where the nodes of one graph are in another.
    static func renumbering(_ old: [Int64], _ new: [Int64]) -> (NodeID) -> NodeID? {
        let numbers = numbers(new)
        return { node in old.indices.contains(Int(node)) ? numbers[old[Int(node)]] : nil }
    }
}

extension Table {
    fileprivate var holdsGraph: Bool {
        switch content {
        case .nodes, .edges: true
        case .facts, .names, .nodeSources, .edgeSources, .nodeValues, .edgeValues: false
        }
    }
}
