import Graph
import Text

/// Numbers of several documents about one thing: the same indicator of the same place and year.
///
/// A number without a year, or of which nothing says whose it is, is compared with none; two that may both hold, `>10` and `=12`,
/// don't contradict each other.
struct StatedNumbers {
    /// What two numbers must share to be compared.
    private struct Subject: Hashable {
        var kind: KindID
        var year: Double
        var dimension: Dimension
        var places: [NodeID]
        /// UTF-8.
        var name: [UInt8]
    }

    private struct Stated {
        var node: NodeID
        var document: String
        var quantity: Quantity
        var comparator: String
    }

    /// Two numbers of different documents; the later one by the documents' ids says the other again, or says otherwise.
    struct Pair {
        var later: NodeID
        var first: NodeID
        /// The document of the later number, and that of the first.
        var document: String
        var other: String
        var isEqual: Bool
    }

    private let graph: Graph
    private let figure: KindID
    private let concerns: RelationID
    private let sets: RelationID
    private let covers: RelationID
    private let place: KindID?
    /// By kind.
    private var slots: [KindID: Slots] = [:]
    private var homes: [NodeID: [NodeID]] = [:]
    /// What a name may begin with that says which place it is of.
    private var placeNames: [NodeID: [[UInt8]]] = [:]

    private struct Slots {
        var year: SlotID?
        var value: SlotID?
        var upper: SlotID?
        var comparator: SlotID?
    }

    init?(_ graph: Graph) {
        guard let figure = graph.schema.kind(named: "figure"), let concerns = graph.schema.relation(named: "concerns"),
            let sets = graph.schema.relation(named: "sets"), let covers = graph.schema.relation(named: "covers")
        else { return nil }
        (self.graph, self.figure, self.concerns, self.sets, self.covers) = (graph, figure, concerns, sets, covers)
        place = graph.schema.kind(named: "place")
        for kind in graph.schema.subtree(of: figure) {
            func slot(_ property: String) -> SlotID? { graph.schema.kinds[kind].slot(named: property) }
            slots[kind] = Slots(
                year: slot("year"), value: slot("value"), upper: slot("upper"), comparator: slot("comparator"))
        }
    }

    /// The pairs of which at least one number is of these documents, in an order that only their ids decide; none if it was
    /// cancelled.
    mutating func pairs(of documents: Set<String>, isCancelled: () -> Bool) -> [Pair] {
        var groups: [Subject: [Stated]] = [:]
        for (place, node) in graph.nodes(of: figure).enumerated() {
            if place % 1024 == 0, isCancelled() { return [] }
            if let (subject, stated) = stated(node) { groups[subject, default: []].append(stated) }
        }
        var pairs: [(key: String, pair: Pair)] = []
        for group in groups.values where group.count > 1 {
            guard group.contains(where: { documents.contains($0.document) }) else { continue }
            let named = group.map { (id: graph.id(of: $0.node), stated: $0) }
                .sorted { ($0.stated.document, $0.id) < ($1.stated.document, $1.id) }
            let first = named[0].stated
            for (id, later) in named.dropFirst() where later.document != first.document {
                guard documents.contains(later.document) || documents.contains(first.document),
                    let isEqual = StatedNumbers.compared(later, first)
                else { continue }
                let pair = Pair(
                    later: later.node, first: first.node, document: later.document, other: first.document,
                    isEqual: isEqual)
                pairs.append((id, pair))
            }
        }
        return pairs.sorted { $0.key < $1.key }.map(\.pair)
    }

    // MARK: One number

    private mutating func stated(_ node: NodeID) -> (Subject, Stated)? {
        let kind = graph.kind(of: node)
        guard let slots = slots[kind], let year = number(node, slots.year), let quantity = amount(node, slots.value),
            amount(node, slots.upper) == nil, let document = document(node)
        else { return nil }
        let places = places(of: node)
        if places.isEmpty { return nil }
        let name = bareName(graph.name(of: node), places)
        guard scalarCount(name) >= 2 else { return nil }
        let subject = Subject(
            kind: kind, year: year, dimension: quantity.dimension, places: places, name: name)
        return (
            subject,
            Stated(
                node: node, document: document, quantity: quantity,
                comparator: text(node, slots.comparator) ?? "=")
        )
    }

    /// The places that a number concerns, else those that what says it is of; ascending, each once.
    private mutating func places(of node: NodeID) -> [NodeID] {
        var found: [NodeID] = []
        for link in graph.links(of: node, RelationStep(relation: concerns, direction: .forward))
        where isPlace(link.node) {
            found.append(link.node)
        }
        if found.isEmpty {
            for owner in graph.links(of: node, RelationStep(relation: sets, direction: .inverse)) {
                found += home(owner.node)
            }
        }
        return found.count > 1 ? Array(Set(found)).sorted() : found
    }

    private func text(_ node: NodeID, _ slot: SlotID?) -> String? {
        guard let slot, case .text(let text)? = graph.firstValue(of: node, slot) else { return nil }
        return text
    }

    private func number(_ node: NodeID, _ slot: SlotID?) -> Double? {
        guard let slot, case .number(let value)? = graph.firstValue(of: node, slot) else { return nil }
        return value
    }

    private func amount(_ node: NodeID, _ slot: SlotID?) -> Quantity? {
        guard let slot else { return nil }
        switch graph.firstValue(of: node, slot) {
        case .quantity(let quantity)?: return quantity
        case .number(let value)?: return Quantity(value: value, unit: "")
        default: return nil
        }
    }

    private func document(_ node: NodeID) -> String? {
        // Nearly always the first is one with lines.
        if case .source(let first)? = graph.firstValue(of: node, NodeSlot.source), first.lines != nil {
            return first.document
        }
        for case .source(let source) in graph.storedValues(of: node, NodeSlot.source) where source.lines != nil {
            return source.document
        }
        return nil
    }

    private func isPlace(_ node: NodeID) -> Bool {
        place.map { graph.schema.root(of: graph.kind(of: node)) == $0 } ?? false
    }

    /// The only place that a document covers, else the one that it is of.
    private mutating func home(_ document: NodeID) -> [NodeID] {
        if let known = homes[document] { return known }
        let found = foundHome(document)
        homes[document] = found
        return found
    }

    private func foundHome(_ document: NodeID) -> [NodeID] {
        let covered = graph.links(of: document, RelationStep(relation: covers, direction: .forward))
        if covered.count <= 1 { return covered.map(\.node) }
        let own = covered.filter { graph.rule(ofEdge: $0.edge, covers) == Rule.gazetteer.rawValue }
        return own.count == 1 ? own.map(\.node) : []
    }

    private static let heads = utf8(
        "全市", "全省", "全县", "全区", "我市", "我省", "我县", "我区", "其中", "全年", "实现", "完成", "预计")
    private static let tails = utf8("数量", "总数", "总量", "达到", "总额")
    private static let sums = utf8("产量", "产值", "收入", "面积", "规模", "投资", "人口", "里程")
    private static let total = Array("总".utf8)

    private static func utf8(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

    /// A name without the place that it begins with and without what says nothing: 粮食产量 of 全市粮食产量总量.
    private mutating func bareName(_ name: String, _ places: [NodeID]) -> [UInt8] {
        let key = Array(nameKey(name).utf8)
        for place in places { note(namesOf: place) }
        var name = key[...]
        var goesOn = true
        while goesOn {
            goesOn = false
            for place in places { goesOn = behead(&name, placeNames[place] ?? []) || goesOn }
            goesOn = behead(&name, StatedNumbers.heads) || goesOn
            for tail in StatedNumbers.tails
            where name.suffix(tail.count).elementsEqual(tail) && isLonger(name, than: tail) {
                name.removeLast(tail.count)
                goesOn = true
            }
        }
        // 总产量 is 产量.
        for tail in StatedNumbers.sums
        where name.suffix(tail.count).elementsEqual(tail) && scalarCount(name) > scalarCount(tail) + 2 {
            let rest = name.dropLast(tail.count)
            if rest.suffix(3).elementsEqual(StatedNumbers.total) { return Array(rest.dropLast(3)) + tail }
        }
        return Array(name)
    }

    /// Takes away what a name begins with of these; whether it did.
    private func behead(_ name: inout ArraySlice<UInt8>, _ heads: [[UInt8]]) -> Bool {
        var isShorter = false
        for head in heads where name.starts(with: head) && isLonger(name, than: head) {
            name.removeFirst(head.count)
            isShorter = true
        }
        return isShorter
    }

    /// Whether at least two characters would be left of a name without a part of it.
    private func isLonger(_ name: ArraySlice<UInt8>, than part: [UInt8]) -> Bool {
        !part.isEmpty && scalarCount(name) > scalarCount(part) + 1
    }

    private func scalarCount(_ utf8: some Sequence<UInt8>) -> Int { utf8.count { $0 & 0xC0 != 0x80 } }

    private mutating func note(namesOf place: NodeID) {
        if placeNames[place] != nil { return }
        placeNames[place] = ([graph.name(of: place)] + graph.aliases(of: place)).map { Array(nameKey($0).utf8) }
    }

    // MARK: Comparing

    /// Whether two numbers are equal as far as they are written; nil if they differ and both may hold.
    private static func compared(_ left: Stated, _ right: Stated) -> Bool? {
        let (low, high) = (left.quantity.amount, right.quantity.amount)
        let (fine, coarse) = (precision(left.quantity), precision(right.quantity))
        // 352万吨 is 352.4万吨 with fewer digits; 352万吨 and 353万吨 are two numbers.
        let tolerance = fine == coarse ? 0 : max(fine, coarse) / 2
        if abs(low - high) <= max(tolerance, 1e-9 * abs(low)) { return true }
        return left.comparator == "=" && right.comparator == "=" ? false : nil
    }

    /// What the last digit of a number is worth, in the base unit: 0.1亿元 of 25.3亿元.
    private static func precision(_ quantity: Quantity) -> Double {
        let written = decimalText(quantity.value)
        let decimals = written.split(separator: ".").dropFirst().first?.count ?? 0
        var size = Quantity(value: 1, unit: quantity.unit).amount
        for _ in 0..<decimals { size /= 10 }
        return size
    }
}
