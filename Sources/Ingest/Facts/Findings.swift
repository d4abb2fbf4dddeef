import Diagnostics
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

    /// Of each node, its family and by what it is told from others.
    private var keys: [(family: String, key: WrittenText)] = []
    private var nameKeys: [WrittenText: String] = [:]
    /// Hardly ever two kinds have one name, and hardly ever two relations lead from one node to the same other.
    private var nodePlaces = PlaceTable()
    private var edgePlaces = PlaceTable()

    /// Gives up what only those need who add more.
    mutating func close() {
        keys = []
        nameKeys = [:]
        nodePlaces = PlaceTable()
        edgePlaces = PlaceTable()
    }

    // MARK: Nodes

    /// Adds a node, or what is new of it to the one of that identity.
    @discardableResult
    mutating func add(_ node: consuming Node) -> Int {
        let (family, key) = (Findings.family(node.kind), WrittenText(key(of: node)))
        let hash = key.hash
        if let place = nodePlaces.first(hash, where: { keys[$0].key == key && keys[$0].family == family }) {
            merge(node, into: place)
            return place
        }
        nodePlaces.add(hash)
        keys.append((family, key))
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func merge(_ node: Node, into place: Int) {
        let have = (name: nodes[place].name, values: nodes[place].values, confidence: nodes[place].confidence)
        for alias in node.aliases where alias != have.name && !nodes[place].aliases.contains(alias) {
            nodes[place].aliases.append(alias)
        }
        if !node.isOwn, node.name != have.name, nameKey(node.name) != nameKey(have.name),
            !nodes[place].aliases.contains(node.name)
        {
            nodes[place].aliases.append(node.name)
        }
        for value in node.values where !have.values.contains(where: { $0.property == value.property }) {
            nodes[place].values.append(value)
        }
        nodes[place].confidence = max(have.confidence, node.confidence)
        Findings.insert(node.lines, into: &nodes[place].lines)
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

    private mutating func key(of node: Node) -> String {
        switch node.identity {
        case .own(let path): "/" + path
        case .name: keyOnce(of: node.name)
        case .within(let fullName): keyOnce(of: fullName)
        case .code(let code): "#" + code
        }
    }

    /// Names come again and again.
    private mutating func keyOnce(of name: String) -> String {
        let written = WrittenText(name)
        if let known = nameKeys[written] { return known }
        let key = nameKey(name)
        nameKeys[written] = key
        return key
    }

    // MARK: Edges

    /// Adds an edge, or its lines to the one that is there.
    mutating func link(
        _ from: Int, _ relation: String, _ to: Int, _ lines: [ClosedRange<Int>], _ rule: Rule, confidence: Double = 1,
        values: [(property: String, values: [Value])] = [], standard: String? = nil
    ) {
        if from == to { return }
        let hash = PlaceTable.hash(of: UInt64(from) << 32 | UInt64(to))
        let known = edgePlaces.first(hash) { place in
            edges[place].from == from && edges[place].to == to && edges[place].relation == relation
        }
        if let place = known {
            Findings.insert(lines, into: &edges[place].lines)
            edges[place].confidence = max(edges[place].confidence, confidence)
            return
        }
        edgePlaces.add(hash)
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
            Findings.insert([lines], into: &nodes[node].lines)
        }
    }

    /// Lines that say something of a node.
    mutating func note(_ lines: ClosedRange<Int>, of node: Int) {
        Findings.insert([lines], into: &nodes[node].lines)
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
        var lines = left
        insert(right, into: &lines)
        return lines
    }

    /// Adds ranges to those that are there, in order, each once.
    private static func insert(_ more: [ClosedRange<Int>], into lines: inout [ClosedRange<Int>]) {
        for range in more {
            // Nearly always behind the last.
            let isLast = lines.last.map { isBefore($0, range) } ?? true
            let place = isLast ? lines.count : firstPlace(in: lines.indices) { !isBefore(lines[$0], range) }
            if place == lines.count || lines[place] != range { lines.insert(range, at: place) }
        }
    }

    private static func isBefore(_ left: ClosedRange<Int>, _ right: ClosedRange<Int>) -> Bool {
        (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
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

    package var words: Message {
        switch self {
        case .openAuthor: Message("open author", "作者待定")
        case .misprint: Message("misprint?", "疑似误字")
        case .contradiction: Message("contradiction", "前后矛盾")
        case .incomplete: Message("incomplete", "不完整")
        }
    }
}
