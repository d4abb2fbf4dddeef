import TestSupport
import Testing
import Text

@testable import Graph

/// What changes are kept in must give back what was put into it.
struct PackedValuesTests {
    private func value(_ random: inout RandomSource) -> Value {
        switch random.number(0...8) {
        case 0: .text(String(repeating: "县é𠮷", count: random.number(0...80)))
        case 1: .number(Double(random.number(-9...9)) / 7)
        case 2: .quantity(Quantity(value: Double(random.number(0...9)), unit: ["", "个", "万人"][random.number(0...2)]))
        case 3: PartialDate(year: random.number(1...9999), month: random.number(1...12)).map { .date($0) } ?? .missing
        case 4: .source(SourceReference(document: "文件\(random.number(0...3))"))
        case 5, 6:
            .source(
                SourceReference(
                    document: "文件\(random.number(0...3))",
                    lines: random.number(-3...9)...random.number(9...1 << 40)))
        case 7: .boolean(random.chance(50))
        default: .missing
        }
    }

    private func values(_ random: inout RandomSource) -> SlotValues {
        var values = SlotValues()
        for _ in 0..<random.number(0...5) {
            values[random.number(0...200)] = (0..<random.number(0...3)).map { _ in value(&random) }
        }
        return values
    }

    @Test func `what was packed comes back, from memory and from a file`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var packed = PackedValues(pieceSize: 4096, mostInMemory: 2)
        var put: [(place: PackedValues.Place, values: SlotValues)] = []
        for _ in 0..<3000 {
            let values = values(&random)
            put.append((packed.append(values), values))
        }
        for (place, values) in put {
            #expect(packed[place] == values, "seed \(seed)")
            for slot in 0...200 { #expect(packed.values(place, slot) == values[slot], "seed \(seed)") }
        }
    }

    @Test func `a list is packed as its values by slot are, in whatever order it names them`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<500 {
            let list = (0..<random.number(0...6)).map { _ in
                (slot: random.number(1...9), values: (0..<random.number(0...3)).map { _ in value(&random) })
            }
            let ordered = random.chance(50) ? list : Array(list.sorted { $0.slot < $1.slot })
            let id = random.chance(50) ? "某县\(random.number(0...99))" : nil
            var expected = SlotValues(ordered)
            if let id { expected[NodeSlot.id] = [.text(id)] }
            var packed = PackedValues()
            let place = packed.append(id: id, ordered)
            #expect(packed[place] == expected, "seed \(seed)")
        }
    }

    @Test func `the edges at a node are found as those of all edges are`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var links = Delta.LinksByRelation()
        var plain: [(from: NodeID, to: NodeID, isRemoved: Bool)] = []
        for place in 0..<2000 {
            let (from, to) = (NodeID(random.number(0...40)), NodeID(random.number(0...40)))
            links.add(from, 2, to, [])
            plain.append((from, to, random.chance(20)))
            if plain[place].isRemoved { links.remove(10 + place, of: 2, from: from, to: to) }
        }
        for node in NodeID(0)...40 {
            for direction in Direction.allCases {
                let step = RelationStep(relation: 2, direction: direction)
                let isForward = direction == .forward
                let expected = plain.enumerated().filter {
                    !$0.element.isRemoved && (isForward ? $0.element.from : $0.element.to) == node
                }.map { Link(node: isForward ? $0.element.to : $0.element.from, edge: 10 + $0.offset) }
                var found: [Link] = []
                links.appendAdded(step, at: node, behind: 10, to: &found)
                #expect(found == expected, "seed \(seed)")
                for other in NodeID(0)...40 {
                    #expect(
                        links.edge(step, at: node, leadingTo: other, behind: 10)
                            == expected.first { $0.node == other }?.edge, "seed \(seed)")
                }
            }
        }
    }

    @Test func `a copy has nothing of what is changed later`() {
        var packed = PackedValues()
        let first = packed.append(SlotValues([(1, [.text("平遥县")])]))
        let copy = packed
        var holders = [(name: "", place: first)]
        packed.replace(1, [.text("介休市")], of: 0, in: &holders, \.place)
        let second = holders[0].place
        #expect(copy.values(first, 1) == [.text("平遥县")])
        #expect(packed.values(second, 1) == [.text("介休市")])
        #expect(packed.garbage == copy.byteCount)
    }

    @Test func `values that are set again and again take no more room`() {
        var delta = Delta()
        for node in 0..<10 { delta.add(0, id: "\(node)", [(1, [.number(Double(node))])]) }
        let text = String(repeating: "长", count: 10_000)
        for round in 0..<1000 { delta.set(added: round % 10, 2, [.text(text + "\(round)")]) }
        #expect(delta.values.byteCount < 4 << 20)
        for node in 0..<10 {
            #expect(delta.values(ofAdded: node, 1) == [.number(Double(node))])
            #expect(delta.values(ofAdded: node, 2) == [.text(text + "\(990 + node)")])
        }
    }

    @Test func `names know the nodes that go by them`() {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        var names = NamedNodes()
        var expected: [[UInt8]: Set<NodeID>] = [:]
        for _ in 0..<5000 {
            let name = Array("名\(random.number(0...60))".utf8)
            let node = NodeID(random.number(0...40))
            if expected[name]?.contains(node) == true {
                names.remove(name, node)
                expected[name]?.remove(node)
            } else if random.chance(10) {
                names.remove(name, node)
            } else {
                names.add(name, node)
                expected[name, default: []].insert(node)
            }
            #expect(Set(name.withUnsafeBufferPointer { names.nodes($0) }) == expected[name] ?? [], "seed \(seed)")
        }
        var found: [[UInt8]: Set<NodeID>] = [:]
        names.forEach { name, node in
            found[Array(name), default: []].insert(node)
            return true
        }
        #expect(found == expected.filter { !$0.value.isEmpty }, "seed \(seed)")
        #expect(names.count == found.count && Array("无".utf8).withUnsafeBufferPointer { names.nodes($0) }.isEmpty)
        var seen = 0
        names.forEach { _, _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3, "seed \(seed)")
    }
}
