import Graph
import TestSupport
import Text

/// Makes random queries, as text, that mean something in a world.
struct QueryGenerator {
    let world: World
    var random: RandomSource

    /// What can be written at a place: kinds that the node may be of, and the aliases around it.
    struct Place {
        var kinds: Set<Int>
        var aliases: [(name: String, kinds: Set<Int>)] = []
        var depth = 0

        func deeper(_ kinds: Set<Int>) -> Place { Place(kinds: kinds, aliases: aliases, depth: depth + 1) }
    }

    private static let orders = ["<", "<=", ">", ">="]

    // MARK: Queries

    /// A query of any sort.
    mutating func query() -> String {
        var (text, kinds) = roots(Place(kinds: []), canCombine: true)
        if random.chance(15) { return "count" + text.dropFirst(4) }
        let place = Place(kinds: kinds, aliases: alias(in: text).map { [($0, kinds)] } ?? [])
        if random.chance(30) { return text + grouping(place) }
        var headings: [String] = []
        if random.chance(80) {
            let (show, named) = self.show(place)
            text += show
            headings = named
        }
        if !headings.isEmpty, random.chance(30) {
            text += " where \(headings[0]) \(comparator()) \(random.number(0...3))"
        }
        if random.chance(50) { text += order(place, headings) }
        kinds = []
        return text
    }

    func alias(in text: String) -> String? {
        text.contains(" as c ") && !text.contains("->") && !text.hasPrefix("find (") ? "c" : nil
    }

    /// `find … where …` up to where columns may follow, and the kinds of its rows.
    mutating func roots(_ place: Place, canCombine: Bool) -> (text: String, kinds: Set<Int>) {
        if canCombine, random.chance(15) {
            let (left, leftKinds) = roots(place.deeper([]), canCombine: false)
            let (right, rightKinds) = roots(place.deeper([]), canCombine: false)
            let operation = random.pick(["union", "intersect", "except"])
            return (
                "find (\(left) \(operation) \(right))", operation == "union" ? leftKinds.union(rightKinds) : leftKinds
            )
        }
        let kind = random.number(0...world.kinds.count - 1)
        var here = Place(kinds: world.subtree(kind), aliases: place.aliases, depth: place.depth)
        var text = "find \(world.kinds[kind].name)"
        if place.depth == 0, random.chance(20) {
            text += " as c "
            here.aliases.append(("c", here.kinds))
        }
        for _ in 0..<random.pick([0, 1, 1, 1, 2]) { text += " where \(condition(here))" }
        if canCombine, random.chance(10) {
            let inner = text + order(here, [])
            here.aliases = place.aliases
            text = "find (\(inner)) where \(condition(here))"
        }
        if random.chance(15), let path = nodePath(here.deeper(here.kinds)) {
            text += " -> \(path.text)"
            here = Place(kinds: path.kinds, aliases: place.aliases, depth: place.depth + 1)
            if random.chance(60) { text += " where \(condition(here))" }
        }
        return (text, here.kinds)
    }

    private mutating func grouping(_ place: Place) -> String {
        if random.chance(25) { return " show count() as n, \(aggregate(place, overRows: true)) as m" }
        guard let key = scalarKey(place) else { return " show count() as n" }
        let filter = random.chance(40) ? " where n \(comparator()) \(random.number(0...3))" : ""
        let shown = " group by \(key) as k show k, count() as n, \(aggregate(place)) as m" + filter
        return shown + (random.chance(50) ? " order by k\(random.pick(["", " desc"]))" + slice() : "")
    }

    /// A key by whose values groups have one order.
    mutating func scalarKey(_ place: Place) -> String? {
        let path = random.chance(40) ? nodePath(place) : nil
        let kinds = path?.kinds ?? place.kinds
        guard let name = property(of: kinds, { $0.type == .text || $0.type == .number }) else { return nil }
        return (path.map { $0.text + "." } ?? "") + name
    }

    /// Over the rows of a group.
    private mutating func aggregate(_ place: Place, overRows: Bool = false) -> String {
        let path = !overRows && random.chance(40) ? nodePath(place) : nil
        let kinds = path?.kinds ?? place.kinds
        let head = path.map { $0.text + "." } ?? ""
        if let path, random.chance(30) { return "count(\(path.text))" }
        guard let name = property(of: kinds, { $0.type == .number || $0.type == .quantity }) else { return "count()" }
        return "\(random.pick(["sum", "min", "max", "count"]))(\(head)\(name))"
    }

    private mutating func show(_ place: Place) -> (text: String, headings: [String]) {
        var items: [String] = []
        var headings: [String] = []
        for number in 0..<random.number(1...3) {
            switch random.number(1...7) {
            case 1...2: items.append(property(of: place.kinds) { _ in true } ?? "id")
            case 3...4:
                if let path = nodePath(place) {
                    let name = property(of: path.kinds) { _ in true }
                    let canHaveEdge = !path.text.contains("{")
                    items.append(
                        path.text + (canHaveEdge && random.chance(25) ? "@weight" : name.map { "." + $0 } ?? ""))
                }
            case 5:
                if let path = nodePath(place) {
                    items.append("count(\(path.text)) as h\(number)")
                    headings.append("h\(number)")
                }
            case 6:
                if let step = plainStep(place.kinds) { items.append("\(step.text) { id, size, @weight }") }
            default:
                if let name = property(of: place.kinds, { $0.type == .number && !$0.isMany }) {
                    items.append("\(name) \(random.pick(["+", "-", "*", "/"])) \(random.number(0...3)) as h\(number)")
                    headings.append("h\(number)")
                }
            }
        }
        items = items.map { $0.contains("size, @weight") && !hasSize($0) ? $0.replacing("size, ", with: "") : $0 }
        return items.isEmpty ? (" show id", []) : (" show " + items.joined(separator: ", "), headings)
    }

    private func hasSize(_ item: String) -> Bool {
        let name = String(item.prefix { $0 != " " })
        let all = Set(world.kinds.indices)
        return world.targets(of: name, from: all).contains { world.hasProperty($0, "size") }
            && world.steps(named: name).allSatisfy { step in
                let far = step.isForward ? world.relations[step.relation].to : world.relations[step.relation].from
                return far.contains { world.subtree($0).contains { world.hasProperty($0, "size") } }
            }
    }

    private mutating func order(_ place: Place, _ headings: [String]) -> String {
        var keys: [String] = []
        if let heading = headings.first, random.chance(50) { keys.append(heading) }
        if random.chance(60), let name = property(of: place.kinds, { !$0.isMany }) {
            keys.append((random.chance(30) ? place.aliases.first.map { $0.name + "." } ?? "" : "") + name)
        }
        keys = keys.map { $0 + random.pick(["", "", " desc"]) } + ["id" + random.pick(["", " desc"])]
        return " order by " + keys.joined(separator: ", ") + slice()
    }

    mutating func slice() -> String {
        (random.chance(40) ? " limit \(random.number(0...5))" : "")
            + (random.chance(20) ? " offset \(random.number(0...3))" : "")
    }

    // MARK: Conditions

    mutating func condition(_ place: Place) -> String {
        if place.depth > 3 { return comparison(place) }
        let deeper = place.deeper(place.kinds)
        switch random.number(1...22) {
        case 1: return "not (\(condition(deeper)))"
        case 2...3: return "(\(condition(deeper)) and \(condition(deeper)))"
        case 4...5: return "(\(condition(deeper)) or \(condition(deeper)))"
        case 6...7:
            guard
                let path = random.chance(70)
                    ? nodePath(deeper) : valuePath(deeper, { _ in true }).map({ ($0.text, []) })
            else { return comparison(place) }
            return "\(random.pick(["has", "no"])) \(path.text)"
        case 8:
            guard let path = nodePath(deeper) else { return comparison(place) }
            return "every \(path.text) satisfies (\(condition(place.deeper(path.kinds))))"
        case 9:
            let path = valuePath(deeper) { _ in true }?.text ?? "id"
            return "\(path) is \(random.pick(["", "not "]))\(random.pick(["missing", "present"]))"
        case 10: return counting(deeper)
        case 11...12: return membership(deeper)
        case 13: return edgeCondition(deeper) ?? comparison(place)
        case 14...15: return relationship(deeper) ?? comparison(place)
        case 16 where place.depth == 0: return kindCondition(place)
        default: return comparison(place)
        }
    }

    /// A property, or the node itself, with a constant.
    private mutating func comparison(_ place: Place) -> String {
        if random.chance(25), let path = nodePath(place) { return "\(path.text) \(textTest())" }
        guard let (text, property) = valuePath(place, { _ in true }) else { return "id \(textTest())" }
        if random.chance(6), property.type == .text { return "length(\(text)) \(comparator()) \(random.number(0...4))" }
        if random.chance(10), property.type == .date {
            return "year(\(text)) \(comparator()) \(random.number(2020...2026))"
        }
        if random.chance(15), property.type == .number, !property.isMany, !text.contains(where: { ".[{".contains($0) })
        {
            return "\(text) \(random.pick(["+", "-", "*"])) 1 \(comparator()) \(random.number(0...3))"
        }
        return "\(text) \(test(property.type))"
    }

    private mutating func test(_ type: PropertyType) -> String {
        if type == .text || type == .source { return textTest() }
        if type == .number && random.chance(6) || type == .date && random.chance(15) {
            return "\(random.pick(["in", "not in"])) \(random.pick(["十四五", "十三五"]))"
        }
        switch random.number(1...10) {
        case 1: return "\(random.pick(["in", "not in"])) (\(literal(type)), \(literal(type)))"
        case 2: return "\(random.pick(["=", "!="])) any(\(literal(type)), \(literal(type)))"
        case 3...4: return "\(random.pick(["in", "not in"])) \(span(type))"
        case 5 where type != .quantity:
            return "\(random.pick(["~", "!~"])) \"\(random.pick(["2", "20", "02", "-0", "5"]))\""
        default: return "\(comparator()) \(literal(type))"
        }
    }

    private mutating func span(_ type: PropertyType) -> String {
        var (low, high) = (literal(type), literal(type))
        if type == .quantity { (low, high) = ("0.5万元", random.pick(["1亿元", "20000元"])) }
        return random.pick(["\(low)..\(high)", "\(low)..\(high)", "\(low)..", "..\(high)"])
    }

    private mutating func textTest() -> String {
        let operation = random.pick(["=", "!=", "~", "~", "!~"])
        switch random.number(1...8) {
        case 1: return "\(operation) any(\(word()), \(word()))"
        case 2: return "\(random.pick(["in", "not in"])) (\(word()), \(word()))"
        default: return "\(operation) \(word())"
        }
    }

    /// A text that occurs in the world, a part of one, or another.
    private mutating func word() -> String {
        let texts = world.nodes.flatMap { node in
            [node.id] + node.values.values.joined().compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        if random.chance(5) { return "curated" }
        guard random.chance(70), let text = texts.randomElement(using: &random) else {
            return quoted(World.text(&random))
        }
        if random.chance(50) { return quoted(text) }
        let start = random.number(0...text.count)
        return quoted(String(text.dropFirst(start).prefix(random.number(0...3))))
    }

    private mutating func literal(_ type: PropertyType) -> String {
        if type == .date, random.chance(20) { return "\(random.number(2020...2026))" }
        return World.literal(World.value(of: type, &random))
    }

    mutating func comparator() -> String { random.pick(["=", "=", "!="] + QueryGenerator.orders) }

    private mutating func counting(_ place: Place) -> String {
        guard let path = nodePath(place) else { return comparison(place) }
        if random.chance(30), let name = property(of: path.kinds, { $0.type == .number }) {
            return "\(random.pick(["sum", "min", "max"]))(\(path.text).\(name)) \(comparator()) \(random.number(0...3))"
        }
        return "count(\(path.text)) \(comparator()) \(random.number(0...3))"
    }

    private mutating func membership(_ place: Place) -> String {
        // In brackets a kind's name before a comparison narrows what may follow, so it stands outside of them only.
        let path = random.chance(60) || place.depth > 1 ? nodePath(place)?.text : nil
        if path == nil, place.depth > 1 { return comparison(place) }
        let name = path ?? world.kinds[random.pick(Array(place.kinds).sorted())].name
        if path == nil { return "\(name) \(textTest())" }
        var inner = roots(place.deeper([]), canCombine: false).text
        if random.chance(15) { inner += " order by id limit 2" }
        return "\(name) \(random.pick(["in", "in", "not in"])) (\(inner))"
    }

    private mutating func edgeCondition(_ place: Place) -> String? {
        guard let step = step(place, canRepeat: false) else { return nil }
        let head = random.chance(30) ? nodePath(place) : nil
        guard let head else { return step.text + edgeTest() }
        return step2(head.kinds, place).map { "\(head.text).\($0)" + edgeTest() }
    }

    private mutating func step2(_ kinds: Set<Int>, _ place: Place) -> String? {
        step(place.deeper(kinds), canRepeat: false)?.text
    }

    private mutating func edgeTest() -> String {
        let property = random.pick(World.ofEdges)
        if random.chance(25) { return "@\(property.name) is \(random.pick(["missing", "present"]))" }
        return "@\(property.name) \(test(property.type))"
    }

    /// Two paths with each other; one may begin at an alias.
    private mutating func relationship(_ place: Place) -> String? {
        let alias = place.aliases.last
        let prefix = alias.map { $0.name + "." } ?? "."
        let other = Place(kinds: alias?.kinds ?? place.kinds, aliases: [], depth: place.depth + 1)
        if random.chance(40), let left = nodePath(place), let right = nodePath(other) {
            return "\(left.text) \(random.pick(["=", "!=", "in", "not in"])) \(prefix)\(right.text)"
        }
        let type = random.pick([PropertyType.text, .number, .quantity])
        let operations = type == .text ? ["=", "!=", "~", "!~"] : ["=", "!="] + QueryGenerator.orders
        guard let left = valuePath(place, { $0.type == type && $0.name != "name" }),
            let right = valuePath(other, { $0.type == type && $0.name != "name" })
        else { return nil }
        return "\(left.text) \(random.pick(operations)) \(prefix)\(right.text)"
    }

    private mutating func kindCondition(_ place: Place) -> String {
        "kind \(random.pick(["=", "!="])) \(world.kinds[random.number(0...world.kinds.count - 1)].name)"
    }

    // MARK: Paths

    /// A path that ends in a property.
    private mutating func valuePath(_ place: Place, _ isWanted: (World.Property) -> Bool) -> (
        text: String, World.Property
    )? {
        let path = random.chance(45) ? nodePath(place) : nil
        guard let name = property(of: path?.kinds ?? place.kinds, isWanted), let property = World.property(name) else {
            return nil
        }
        return ((path.map { $0.text + "." } ?? "") + name, property)
    }

    /// A path that ends in nodes.
    mutating func nodePath(_ place: Place) -> (text: String, kinds: Set<Int>)? {
        guard var path = step(place, canRepeat: true) else { return nil }
        if random.chance(30), let next = step(place.deeper(path.kinds), canRepeat: true) {
            path = (path.text + "." + next.text, next.kinds)
        }
        return path
    }

    private mutating func plainStep(_ kinds: Set<Int>) -> (text: String, kinds: Set<Int>)? {
        let names = Set(world.relations.flatMap { [$0.name] + ($0.inverse.map { [$0] } ?? []) })
        let open = names.sorted().filter { !world.targets(of: $0, from: kinds).isEmpty }
        return open.randomElement(using: &random).map { ($0, world.targets(of: $0, from: kinds)) }
    }

    private mutating func step(_ place: Place, canRepeat: Bool) -> (text: String, kinds: Set<Int>)? {
        guard var (text, reached) = plainStep(place.kinds) else { return nil }
        if canRepeat, random.chance(15) {
            let name = text
            let least = random.number(0...2)
            let most = random.chance(30) ? nil : max(1, least + random.number(0...2))
            text += most == least && random.chance(50) ? "{\(least)}" : "{\(least)..\(most.map(String.init) ?? "")}"
            let isFromZero = least == 0
            while most != 1, case let more = world.targets(of: name, from: reached), !more.isSubset(of: reached) {
                reached.formUnion(more)
            }
            if isFromZero {
                // What the step leads to is narrowed, the node itself is not.
                let inner = place.deeper(reached)
                if place.depth < 4, random.chance(25) { text += "[\(condition(inner))]" }
                return (text, reached.union(place.kinds))
            }
        }
        guard place.depth < 4, random.chance(25) else { return (text, reached) }
        let kind = random.pick(reached.sorted())
        let inner = place.deeper(reached)
        switch random.number(1...3) {
        case 1 where !text.contains("{"):
            return ("\(text)[\(world.kinds[kind].name)]", world.subtree(kind).intersection(reached))
        case 2 where !text.contains("{"):
            let condition = condition(inner)
            return ("\(text)[\(world.kinds[kind].name) and \(condition)]", world.subtree(kind).intersection(reached))
        default:
            return ("\(text)[\(condition(inner))]", reached)
        }
    }

    /// A property that some of the kinds have.
    mutating func property(of kinds: Set<Int>, _ isWanted: (World.Property) -> Bool) -> String? {
        (World.builtIn + World.own).filter { property in
            isWanted(property) && kinds.contains { world.hasProperty($0, property.name) }
        }.randomElement(using: &random)?.name
    }
}
