import Diagnostics
import Graph
import Text

extension SourceCheck {
    /// Properties whose text is the document's, and so must stand in the cited lines.
    static let quoted: Set<String> = ["number", "version", "period", "post", "ratio", "title", "goals"]
    /// What is neither said by a document nor by its curator.
    private static let technical: Set<String> = ["file", "sha256"]
    /// Names and titles may be as long as the document's.
    private static let naming: Set<String> = ["title", "number", "code"]

    mutating func checkNode(_ node: NodeID) {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        for (slot, property) in kind.properties.enumerated() where slot > NodeSlot.confidence {
            checkRuns(.node(node), property, graph.storedValues(of: node, slot))
        }
        let sources = graph.storedValues(of: node, NodeSlot.source)
        let rule = graph.storedValues(of: node, NodeSlot.rule).first?.description
        guard let cited = cited(.node(node), sources, rule: rule) else { return }
        if case .topic = role(of: node) { return except(.topic) }
        if mustBeNamed(node), !isNamed(node, in: cited) {
            offend(.node(node), .notThere(graph.name(of: node), what: nil, lines: described(sources)))
        }
        for (slot, property) in kind.properties.enumerated() where slot > NodeSlot.confidence {
            checkValues(.node(node), property, graph.storedValues(of: node, slot), cited, sources)
        }
    }

    /// Findings have no name of their own, and a figure's number says more than how a curator calls it.
    private func mustBeNamed(_ node: NodeID) -> Bool {
        switch role(of: node) {
        case .named: return true
        case .topic: return false
        case .passage: return !graph.storedValues(of: node, NodeSlot.name).isEmpty || isDocument(node)
        case .measure: return !hasFigure(node)
        }
    }

    func isDocument(_ node: NodeID) -> Bool {
        graph.schema.kind(named: "document").map { graph.schema.isKind(graph.kind(of: node), within: $0) } == true
    }

    private func hasFigure(_ node: NodeID) -> Bool {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        return kind.properties.enumerated().contains { slot, property in
            (property.type == .quantity || property.name == "ratio") && !graph.storedValues(of: node, slot).isEmpty
        }
    }

    /// Whether the lines have the node's name or an alias.
    func isNamed(_ node: NodeID, in cited: CitedText) -> Bool {
        ([graph.name(of: node)] + graph.aliases(of: node)).contains { cited.contains(evidence($0)) }
    }

    /// Whether the lines have one of the node's quantities.
    func hasFigure(_ node: NodeID, in cited: CitedText) -> Bool {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        return kind.properties.indices.contains { slot in
            graph.storedValues(of: node, slot).contains { value in
                if case .quantity(let quantity) = value {
                    [.found, .unitImplied].contains(cited.finding(quantity))
                } else {
                    false
                }
            }
        }
    }

    /// Looks for the values of a node's or an edge's property in the cited lines.
    mutating func checkValues(
        _ fact: Fact, _ property: Property, _ values: [Value], _ cited: CitedText, _ sources: [Value]
    ) {
        for value in values {
            switch value {
            case .quantity(let quantity):
                switch cited.finding(quantity) {
                case .found: break
                case .unitImplied: except(.impliedUnit)
                case .unitMissing:
                    offend(fact, .unitNotThere(quantity.description, lines: described(sources)))
                case .missing: miss(fact, property, value, sources)
                }
            case .date(let date):
                if !cited.contains(date) { miss(fact, property, value, sources) }
            case .number(let number) where property.name == "year":
                if !cited.contains(year: Int(number)) { miss(fact, property, value, sources) }
            case .text(let text) where SourceCheck.quoted.contains(property.name):
                let isThere = SourceCheck.wordings(of: text, property.name).contains { cited.contains(evidence($0)) }
                if !isThere { miss(fact, property, value, sources) }
            case .text where SourceCheck.technical.contains(property.name): break
            case .text, .number: except(.ownWords)
            case .missing, .boolean, .node, .source, .list, .record, .route: break
            }
        }
    }

    /// A period is also written in full: 十四五 is 第十四个五年.
    private static func wordings(of text: String, _ property: String) -> [String] {
        guard property == "period", planningPeriod(named: text) != nil else { return [text] }
        return [text, "第\(text.dropLast())个五年"]
    }

    private mutating func miss(_ fact: Fact, _ property: Property, _ value: Value, _ sources: [Value]) {
        offend(fact, .notThere(value.description, what: property.words, lines: described(sources)))
    }

    mutating func checkRuns(_ fact: Fact, _ property: Property, _ values: [Value]) {
        if SourceCheck.technical.contains(property.name) || SourceCheck.naming.contains(property.name) { return }
        for case .text(let text) in values { checkCopied(fact, text) }
    }
}
