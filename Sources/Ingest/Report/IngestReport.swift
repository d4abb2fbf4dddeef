import Graph
import Text

/// What ingesting found, document by document, and what it left.
package struct IngestReport: Sendable {
    /// One document.
    package struct Entry: Sendable {
        package var document: String
        package var path: String
        package var genre: String
        package var lineCount: Int
        package var size: Int
        package var outcome: GraphMerge.Outcome
        /// How many nodes and edges by kind or relation, and rule.
        package var counts: [Count]
        package var doubts: [Findings.Doubt]
        /// Lines that no fact was taken from, the longest runs first.
        package var unread: [ClosedRange<Int>]
    }

    /// How many facts of one kind or relation a rule found.
    package struct Count: Sendable, Equatable {
        package var fact: String
        package var isRelation: Bool
        package var rule: String
        package var count: Int
        /// How many of them are less than certain.
        package var uncertain: Int
    }

    package private(set) var entries: [Entry] = []
    package private(set) var failures: [(path: String, error: DocumentError)] = []
    package private(set) var conflicts: [GraphMerge.Conflict] = []
    package private(set) var leftOut: [GraphMerge.LeftOut] = []

    mutating func fail(_ path: String, _ error: DocumentError) { failures.append((path, error)) }

    mutating func note(_ leftOut: [GraphMerge.LeftOut]) { self.leftOut = leftOut }

    mutating func note(_ conflicts: [GraphMerge.Conflict]) { self.conflicts = conflicts }

    mutating func note(_ document: Document, _ outcome: GraphMerge.Outcome) {
        entries.append(
            Entry(
                document: outcome.document, path: document.path, genre: document.genre.rawValue,
                lineCount: document.lineCount,
                size: document.size, outcome: outcome, counts: IngestReport.counts(document.findings),
                doubts: document.findings.doubts, unread: document.unread))
    }

    private struct Key: Hashable {
        var fact: String
        var isRelation: Bool
        var rule: Rule

        /// Hardly any two facts of one rule are of different kinds.
        func hash(into hasher: inout Hasher) { hasher.combine(rule) }
    }

    private static func counts(_ findings: Findings) -> [Count] {
        var counts: [Key: (all: Int, uncertain: Int)] = [:]
        func note(_ key: Key, _ confidence: Double) {
            counts[key, default: (0, 0)].all += 1
            if confidence < 1 { counts[key, default: (0, 0)].uncertain += 1 }
        }
        for node in findings.nodes { note(Key(fact: node.kind, isRelation: false, rule: node.rule), node.confidence) }
        for edge in findings.edges {
            note(Key(fact: edge.relation, isRelation: true, rule: edge.rule), edge.confidence)
        }
        return counts.map {
            Count(
                fact: $0.key.fact, isRelation: $0.key.isRelation, rule: $0.key.rule.rawValue, count: $0.value.all,
                uncertain: $0.value.uncertain)
        }.sorted { ($0.isRelation ? 1 : 0, $0.fact, $0.rule) < ($1.isRelation ? 1 : 0, $1.fact, $1.rule) }
    }
}

extension GraphMerge.Outcome {
    /// The document's id in the graph.
    package var document: String {
        switch self {
        case .added(let document), .unchanged(let document), .replaced(let document): document
        }
    }
}
