import Diagnostics
import Graph
import Text

extension SourceCheck {
    mutating func checkEdge(_ from: NodeID, _ relation: RelationID, _ link: Link) {
        let fact = Fact.edge(FactPlaces.Edge(from: from, relation: relation, to: link.node))
        let properties = graph.schema.relations[relation].properties
        for (slot, property) in properties.enumerated() where slot > EdgeSlot.confidence {
            checkRuns(fact, property, graph.storedValues(ofEdge: link.edge, relation, slot))
        }
        let sources = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.source)
        let rule = graph.storedValues(ofEdge: link.edge, relation, EdgeSlot.rule).first?.description
        guard let cited = cited(fact, sources, rule: rule) else { return }
        if [from, link.node].contains(where: { if case .topic = role(of: $0) { true } else { false } }) {
            return except(.topic)
        }
        checkEnd(from, fact, cited, sources, other: link.node)
        checkEnd(link.node, fact, cited, sources, other: from)
        for (slot, property) in properties.enumerated() where slot > EdgeSlot.confidence {
            checkValues(fact, property, graph.storedValues(ofEdge: link.edge, relation, slot), cited, sources)
        }
    }

    /// An end must be named in the cited lines, or be the passage that they are of.
    private mutating func checkEnd(
        _ node: NodeID, _ fact: Fact, _ cited: CitedText, _ sources: [Value], other: NodeID
    ) {
        switch role(of: node) {
        case .topic: return
        case .passage, .measure:
            if isCited(node, by: cited) { return except(.passage) }
            if case .measure = role(of: node), hasFigure(node, in: cited) { return }
            if isNamed(node, in: cited) { return }
            offend(fact, .outsideOfPassage(name(node), lines: described(sources)))
        case .named:
            if isNamed(node, in: cited) { return }
            if isClassification(fact, of: node) { return except(.classification) }
            if isCovered(node, by: cited, and: other) { return except(.coveredPlace) }
            offend(fact, .notThere(graph.name(of: node), what: nil, lines: described(sources)))
        }
    }

    /// Which industry a figure or a speech concerns is the analyst's word, as its topic is.
    private func isClassification(_ fact: Fact, of node: NodeID) -> Bool {
        guard case .edge(let edge) = fact, graph.schema.relations[edge.relation].name == "concerns",
            let industry = graph.schema.kind(named: "industry")
        else { return false }
        return edge.to == node && graph.schema.isKind(graph.kind(of: node), within: industry)
    }

    private func name(_ node: NodeID) -> String {
        "\(graph.schema.kinds[graph.kind(of: node)].name) \(graph.id(of: node))"
    }

    /// Whether lines are of a passage: some of them are among its own, or it is the document itself.
    private func isCited(_ node: NodeID, by cited: CitedText) -> Bool {
        if isDocument(node), case .text(let text) = corpus.entry(graph.id(of: node)) {
            return cited.pieces.contains { $0.text == text }
        }
        return graph.storedValues(of: node, NodeSlot.source).contains { value in
            guard case .source(let source) = value, case .text(let text) = corpus.entry(source.document) else {
                return false
            }
            return cited.pieces.contains { piece in
                piece.text == text && (source.lines.map { $0.overlaps(piece.lines) } ?? true)
            }
        }
    }

    /// Whether a place is the one that the passage or its document is about: 全市 means it.
    ///
    /// A plan of 晋中市 covers its counties as well, but 全市 means none of them; so a place counts only if no other that the
    /// document covers contains it.
    private func isCovered(_ node: NodeID, by cited: CitedText, and other: NodeID) -> Bool {
        guard let covers = graph.schema.relation(named: "covers") else { return false }
        let documents = cited.pieces.flatMap { graph.nodes(named: $0.document, by: .id) }
        let step = RelationStep(relation: covers, direction: .forward)
        return (documents + passages(around: other)).contains { document in
            let covered = graph.links(of: document, step).map(\.node)
            return covered.contains(node) && !covered.contains { $0 != node && isLocated(node, in: $0) }
        }
    }

    private func isLocated(_ node: NodeID, in place: NodeID) -> Bool {
        guard let located = graph.schema.relation(named: "located_in") else { return false }
        return graph.links(of: node, RelationStep(relation: located, direction: .forward)).contains { $0.node == place }
    }

    /// A node and what it is a part of: a figure's article, a proposal's document.
    private func passages(around node: NodeID) -> [NodeID] {
        let steps = [("part_of", Direction.forward), ("sets", Direction.inverse)].compactMap { name, direction in
            graph.schema.relation(named: name).map { RelationStep(relation: $0, direction: direction) }
        }
        var found = [node]
        var place = 0
        while place < found.count, found.count < SourceCheck.mostPassages {
            for step in steps {
                found += graph.links(of: found[place], step).map(\.node).filter { !found.contains($0) }
            }
            place += 1
        }
        return found
    }

    /// A passage is in a section of a chapter of a part of a document; what has more around it is no passage.
    private static let mostPassages = 16
}
