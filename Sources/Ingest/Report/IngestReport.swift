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

    private static func counts(_ findings: Findings) -> [Count] {
        // There are some dozens, so that a list is looked through, which is quicker than hashing.
        var counts: [(fact: String, isRelation: Bool, rule: Rule, all: Int, uncertain: Int)] = []
        func note(_ fact: String, _ isRelation: Bool, _ rule: Rule, _ confidence: Double) {
            let isUncertain = confidence < 1 ? 1 : 0
            for place in counts.indices
            where counts[place].rule == rule && counts[place].isRelation == isRelation && counts[place].fact == fact {
                counts[place].all += 1
                counts[place].uncertain += isUncertain
                return
            }
            counts.append((fact, isRelation, rule, 1, isUncertain))
        }
        for place in findings.nodes.indices {
            note(findings.nodes[place].kind, false, findings.nodes[place].rule, findings.nodes[place].confidence)
        }
        for place in findings.edges.indices {
            note(findings.edges[place].relation, true, findings.edges[place].rule, findings.edges[place].confidence)
        }
        return counts.map {
            Count(
                fact: $0.fact, isRelation: $0.isRelation, rule: $0.rule.rawValue, count: $0.all, uncertain: $0.uncertain
            )
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
