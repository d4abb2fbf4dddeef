import Text

/// What a document says, before it is known what of it the graph has already.
package struct Findings: Sendable {
    /// How a node is told from others.
    enum Identity: Sendable, Hashable {
        /// It is the document's own: its id is the document's with this behind it; empty for the document itself.
        case own(String)
        /// By its name, in all documents.
        case name
        /// By its name within a place: 市审计局 of one city isn't that of another. The full name begins with the place's.
        case within(fullName: String)
        /// A division by its code.
        case code(String)
    }

    /// Something that a document names.
    struct Node: Sendable {
        var kind: String
        var name: String
        var identity: Identity
        var aliases: [String] = []
        var values: [(property: String, values: [Value])] = []
        var lines: [ClosedRange<Int>] = []
        /// A standard that says it beside the document: "GB/T 2260".
        var standard: String?
        var rule: Rule
        var confidence = 1.0

        /// The first value of a property.
        func value(_ property: String) -> Value? { values.first { $0.property == property }?.values.first }

        var isOwn: Bool { if case .own = identity { true } else { false } }
    }

    /// A relation between two of them.
    struct Edge: Sendable {
        var from: Int
        var relation: String
        var to: Int
        var values: [(property: String, values: [Value])] = []
        var lines: [ClosedRange<Int>]
        var rule: Rule
        var confidence = 1.0
        var standard: String?
    }

    /// Something that a person should look at.
    package struct Doubt: Sendable {
        package var lines: ClosedRange<Int>
        package var sort: DoubtSort
        package var words: String
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private(set) var doubts: [Doubt] = []

    private struct Name: Hashable {
        var kind: String
        var key: String
    }

    private struct EdgeKey: Hashable {
        var from: Int
        var relation: String
        var to: Int
    }

    private var places: [Name: Int] = [:]
    private var edgePlaces: [EdgeKey: Int] = [:]

    // MARK: Nodes

    /// Adds a node, or what is new of it to the one of that identity.
    @discardableResult
    mutating func add(_ node: Node) -> Int {
        let key = Name(kind: Findings.family(node.kind), key: Findings.key(of: node))
        guard let place = places[key] else {
            places[key] = nodes.count
            nodes.append(node)
            return nodes.count - 1
        }
        merge(node, into: place)
        return place
    }

    private mutating func merge(_ node: Node, into place: Int) {
        let have = nodes[place]
        for alias in node.aliases where !have.aliases.contains(alias) && alias != have.name {
            nodes[place].aliases.append(alias)
        }
        if !node.isOwn, nameKey(node.name) != nameKey(have.name), !nodes[place].aliases.contains(node.name) {
            nodes[place].aliases.append(node.name)
        }
        for value in node.values where !have.values.contains(where: { $0.property == value.property }) {
            nodes[place].values.append(value)
        }
        nodes[place].lines = Findings.union(have.lines, node.lines)
        nodes[place].confidence = max(have.confidence, node.confidence)
    }

    /// Nodes of these kinds share their ids.
    private static func family(_ kind: String) -> String {
        switch kind {
        case "plan", "article": "document"
        case "county": "place"
        case "cluster": "industry"
        case "target": "figure"
        default: kind
        }
    }

    private static func key(of node: Node) -> String {
        switch node.identity {
        case .own(let path): "/" + path
        case .name: nameKey(node.name)
        case .within(let fullName): nameKey(fullName)
        case .code(let code): "#" + code
        }
    }

    // MARK: Edges

    /// Adds an edge, or its lines to the one that is there.
    mutating func link(
        _ from: Int, _ relation: String, _ to: Int, _ lines: [ClosedRange<Int>], _ rule: Rule, confidence: Double = 1,
        values: [(property: String, values: [Value])] = [], standard: String? = nil
    ) {
        if from == to { return }
        let key = EdgeKey(from: from, relation: relation, to: to)
        if let place = edgePlaces[key] {
            edges[place].lines = Findings.union(edges[place].lines, lines)
            edges[place].confidence = max(edges[place].confidence, confidence)
            return
        }
        edgePlaces[key] = edges.count
        edges.append(
            Edge(
                from: from, relation: relation, to: to, values: values, lines: lines, rule: rule,
                confidence: confidence,
                standard: standard))
    }

    mutating func doubt(_ sort: DoubtSort, _ lines: ClosedRange<Int>, _ words: String) {
        doubts.append(Doubt(lines: lines, sort: sort, words: words))
    }

    /// Gives a document the title that it has on paper; the first stays, further ones are aliases.
    mutating func addTitle(_ title: String, _ lines: ClosedRange<Int>, to node: Int) {
        if nodes[node].rule == .document {
            nodes[node].aliases.append(nodes[node].name)
            nodes[node].name = title
            nodes[node].rule = .title
            nodes[node].lines = [lines]
        } else if nameKey(nodes[node].name) != nameKey(title) {
            nodes[node].aliases.append(title)
            nodes[node].lines = Findings.union(nodes[node].lines, [lines])
        }
    }

    /// Lines that say something of a node.
    mutating func note(_ lines: ClosedRange<Int>, of node: Int) {
        nodes[node].lines = Findings.union(nodes[node].lines, [lines])
    }

    mutating func addAlias(_ alias: String, to node: Int) {
        if nodes[node].name != alias, !nodes[node].aliases.contains(alias) { nodes[node].aliases.append(alias) }
    }

    mutating func setConfidence(_ confidence: Double, of node: Int) { nodes[node].confidence = confidence }

    mutating func set(_ property: String, _ values: [Value], of node: Int) {
        nodes[node].values.removeAll { $0.property == property }
        nodes[node].values.append((property, values))
    }

    /// The lines of both, in order, each once; ranges that follow one another stay apart.
    static func union(_ left: [ClosedRange<Int>], _ right: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        guard let last = left.last else { return right }
        if right.count == 1, let only = right.first {
            if only == last { return left }
            if only.lowerBound > last.lowerBound { return left + right }
        }
        var seen = Set<ClosedRange<Int>>()
        return (left + right).filter { seen.insert($0).inserted }
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }
}

/// Why a person should look at a place.
package enum DoubtSort: String, Sendable, CaseIterable {
    /// Several titles and several authors.
    case openAuthor = "open author"
    /// Two signs that look like one that was misread.
    case misprint
    /// One indicator with two values.
    case contradiction
    /// A story without a headline, a table row without a value.
    case incomplete
}
