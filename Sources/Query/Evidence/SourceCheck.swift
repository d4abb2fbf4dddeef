import Diagnostics
import Graph
import Text

/// Proves the facts of a graph from the documents that they cite.
///
/// Each node's lines must hold its name or an alias, and each of its figures, dates and numbers; each relation's lines both
/// ends, or one end must be the passage that the lines are of. What is said in the curator's words can't be looked for, and is
/// counted as an exception; but no such value may have a run of more than 30 characters of a document.
package struct SourceCheck {
    let graph: Graph
    let places: FactPlaces
    let corpus: CorpusDocuments
    private let isCancelled: () -> Bool
    private let copied: [CopiedRuns]
    private(set) var report = SourceReport()
    /// Which tally a kind's or a relation's facts go to.
    private var tally = 0
    private var hasOffended = false
    private let roles: [Role]

    /// What a node of a kind is to a source.
    enum Role {
        /// Something with a name that documents write.
        case named
        /// A part of a document's text; most have no name there.
        case passage
        /// A figure, which its number tells.
        case measure
        /// A classification.
        case topic
    }

    private static let passages = ["document", "section", "proposal", "finding", "recommendation"]

    /// - Parameter folder: where the documents' files are.
    package init(
        _ graph: Graph, stated places: FactPlaces = FactPlaces(), corpus folder: String,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.graph = graph
        self.places = places
        self.isCancelled = isCancelled
        let corpus = CorpusDocuments(of: graph, in: folder)
        self.corpus = corpus
        copied = [true, false].map { CopiedRuns(corpus.texts, keepingSigns: $0) }
        let schema = graph.schema
        func isOne(_ kind: KindID, of names: [String]) -> Bool {
            names.contains { name in schema.kind(named: name).map { schema.isKind(kind, within: $0) } == true }
        }
        roles = schema.kinds.indices.map { kind in
            isOne(kind, of: SourceCheck.passages)
                ? .passage : isOne(kind, of: ["figure"]) ? .measure : isOne(kind, of: ["topic"]) ? .topic : .named
        }
    }

    func role(of node: NodeID) -> Role { roles[graph.kind(of: node)] }

    /// Looks at every fact of the graph.
    package mutating func run() -> SourceReport {
        report.documents = corpus.texts.map { ($0.id, $0.lineCount) }
        checkFiles()
        for kind in graph.schema.layoutOrder {
            begin(graph.schema.kinds[kind].words, isRelation: false)
            for node in graph.nodes(of: kind) where graph.kind(of: node) == kind {
                if isCancelled() { return finished(wasCancelled: true) }
                count { check in check.checkNode(node) }
            }
        }
        for relation in graph.schema.relations.indices {
            begin(graph.schema.relations[relation].words, isRelation: true)
            let step = RelationStep(relation: relation, direction: .forward)
            for node in graph.allNodes() {
                if isCancelled() { return finished(wasCancelled: true) }
                for link in graph.links(of: node, step) {
                    count { check in check.checkEdge(node, relation, link) }
                }
            }
        }
        return finished(wasCancelled: false)
    }

    /// Looks only whether the lines are there that the scripts' own facts cite.
    package mutating func runRanges() -> SourceReport {
        begin(Message("", ""), isRelation: false)
        checkFiles()
        for node in places.nodes.keys where graph.isAlive(node) {
            if isCancelled() { return finished(wasCancelled: true) }
            let sources = graph.storedValues(of: node, NodeSlot.source)
            let rule = graph.storedValues(of: node, NodeSlot.rule).first?.description
            if !sources.isEmpty { _ = cited(.node(node), sources, rule: rule) }
        }
        for edge in places.edges.keys {
            if isCancelled() { return finished(wasCancelled: true) }
            guard let number = graph.edge(edge.from, edge.relation, edge.to) else { continue }
            let sources = graph.storedValues(ofEdge: number, edge.relation, EdgeSlot.source)
            let rule = graph.storedValues(ofEdge: number, edge.relation, EdgeSlot.rule).first?.description
            if !sources.isEmpty { _ = cited(.edge(edge), sources, rule: rule) }
        }
        return finished(wasCancelled: false)
    }

    /// Offences come in the order of the scripts, and those of one statement in the order in which they were found.
    private func finished(wasCancelled: Bool) -> SourceReport {
        var report = report
        report.tallies.removeAll { $0.checked == 0 }
        let order = report.offences.indices.sorted { left, right in
            let (first, second) = (report.offences[left].order, report.offences[right].order)
            return first == second ? left < right : first.lexicographicallyPrecedes(second)
        }
        report.offences = order.map { report.offences[$0] }
        report.wasCancelled = wasCancelled
        return report
    }

    private mutating func begin(_ name: Message, isRelation: Bool) {
        tally = report.tallies.count
        report.tallies.append(SourceReport.Tally(name: name, isRelation: isRelation))
    }

    private mutating func count(_ body: (inout SourceCheck) -> Void) {
        hasOffended = false
        body(&self)
        report.tallies[tally].checked += 1
        if hasOffended { report.tallies[tally].offending += 1 }
    }

    private mutating func checkFiles() {
        guard let kind = graph.schema.kind(named: "document") else { return }
        for node in graph.nodes(of: kind) {
            switch corpus.entry(graph.id(of: node)) {
            case .missing(let file): offend(.node(node), .fileMissing(file))
            case .otherFile(let file): offend(.node(node), .otherFile(file))
            case .text, .named, .unknown: continue
            }
        }
    }

    // MARK: Facts

    /// What a source is about.
    enum Fact {
        case node(NodeID)
        case edge(FactPlaces.Edge)
    }

    mutating func except(_ reason: ExceptionReason) { report.except(reason) }

    mutating func offend(_ fact: Fact, _ reason: Offence.Reason) {
        hasOffended = true
        let place = place(of: fact)
        report.offences.append(
            Offence(
                fact: words(for: fact), reason: reason, range: place?.range,
                source: place.map { places.sources[$0.source] } ?? SourceText(name: "", text: ""),
                order: place.map { [$0.source, $0.range.lowerBound] } ?? []))
    }

    private func place(of fact: Fact) -> FactPlaces.Place? {
        switch fact {
        case .node(let node): places.nodes[node]
        case .edge(let edge): places.edges[edge]
        }
    }

    private func words(for fact: Fact) -> String {
        func name(_ node: NodeID) -> String { "\(graph.schema.kinds[graph.kind(of: node)].name) \(graph.id(of: node))" }
        switch fact {
        case .node(let node): return name(node)
        case .edge(let edge):
            return "\(name(edge.from)) \(graph.schema.relations[edge.relation].name) \(name(edge.to))"
        }
    }

    // MARK: Cited lines

    /// The text that a fact cites; nil if there is none to look at, which is then counted or reported.
    mutating func cited(_ fact: Fact, _ sources: [Value], rule: String?) -> CitedText? {
        if sources.isEmpty {
            offend(fact, .noSource)
            return nil
        }
        var pieces: [CitedText.Piece] = []
        var excuse: ExceptionReason?
        for case .source(let source) in sources {
            switch corpus.entry(source.document) {
            case .text(let text):
                let document = corpus.texts[text]
                let lines = source.lines ?? 1...max(1, document.lineCount)
                if lines.upperBound > document.lineCount {
                    offend(fact, .outside(source, lineCount: document.lineCount))
                }
                pieces.append(
                    CitedText.Piece(
                        document: document.id, lines: lines, range: document.range(of: lines), text: text))
            case .named where source.lines == nil: excuse = .standard
            case .named: offend(fact, .documentWithoutFile(source))
            case .missing, .otherFile: excuse = .textMissing
            case .unknown where rule == "import": excuse = .imported
            case .unknown where source.lines == nil: excuse = .standard
            case .unknown: offend(fact, unknown(source.document))
            }
        }
        if !pieces.isEmpty { return CitedText(pieces, of: corpus.texts) }
        if let excuse { except(excuse) }
        return nil
    }

    private func unknown(_ document: String) -> Offence.Reason {
        .unknownDocument(document, nearest: nearest(to: document, among: corpus.texts.map(\.id)))
    }

    /// `plan:3-5, plan:9`
    func described(_ sources: [Value]) -> String { sources.map(\.description).joined(separator: ", ") }

    // MARK: Copied runs

    /// No value that is neither title nor name may have a long run of a document.
    mutating func checkCopied(_ fact: Fact, _ text: String) {
        // A text of fewer bytes than a run has characters has none.
        guard text.utf8.count > CopiedRuns.longest else { return }
        for runs in copied {
            let found = runs.runs(in: text)
            for run in found {
                let source = SourceReference(document: corpus.texts[run.document].id, lines: run.lines)
                offend(fact, .copied(count: run.count, beginning: run.beginning, lines: source.description))
            }
            // With signs and without them it is the same run.
            if !found.isEmpty { return }
        }
    }
}
