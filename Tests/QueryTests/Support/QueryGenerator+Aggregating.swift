/// Queries of groups and of counts at each row, of which a server does most.
extension QueryGenerator {
    /// A grouping by up to two keys with several aggregates, or rows with what is counted at each.
    mutating func aggregatingQuery() -> String {
        let (text, kinds) = roots(Place(kinds: []), canCombine: true)
        let place = Place(kinds: kinds, aliases: alias(in: text).map { [($0, kinds)] } ?? [], depth: 2)
        return text + (random.chance(65) ? groups(place, text) : counts(place))
    }

    private mutating func groups(_ place: Place, _ text: String) -> String {
        let keys = (0..<random.pick([0, 1, 1, 1, 2])).map { number in "\(key(place)) as k\(number)" }
        let names = keys.indices.map { "k\($0)" }
        let aggregates = (0..<random.number(1...3)).map { number in "\(groupAggregate(place)) as a\(number)" }
        var result = keys.isEmpty ? "" : " group by " + keys.joined(separator: ", ")
        result += " show " + (names + aggregates).joined(separator: ", ")
        if random.chance(30) { result += " where a0 \(comparator()) \(random.number(0...3))" }
        if keys.isEmpty || random.chance(40) { return result }
        return result + " order by a0\(random.pick(["", " desc"]))" + slice()
    }

    private mutating func key(_ place: Place) -> String {
        let path = random.chance(50) ? nodePath(place) : nil
        if let path, random.chance(60) { return path.text }
        let kinds = path?.kinds ?? place.kinds
        guard let name = property(of: kinds, { $0.type != .source }) else { return "id" }
        let value = (path.map { $0.text + "." } ?? "") + name
        return name == "born" && random.chance(40) ? "year(\(value))" : value
    }

    private mutating func groupAggregate(_ place: Place) -> String {
        if random.chance(35) { return nodePath(place).map { "count(\($0.text))" } ?? "count()" }
        guard random.chance(80), let name = property(of: place.kinds, { $0.type == .number || $0.type == .quantity })
        else { return "count()" }
        let argument = name == "size" && random.chance(20) ? "size \(random.pick(["+", "*", "/"])) 3" : name
        return "\(random.pick(["sum", "avg", "min", "max", "first", "count", "median"]))(\(argument))"
    }

    private mutating func counts(_ place: Place) -> String {
        var items = ["id"]
        for number in 0..<random.number(1...3) {
            guard let path = nodePath(place) else { continue }
            let name = random.chance(25) ? property(of: path.kinds) { $0.type == .number } : nil
            let item = name.map { "\(random.pick(["min", "max", "sum"]))(\(path.text).\($0))" } ?? "count(\(path.text))"
            items.append("\(item)\(random.pick(["", "", " + 1"])) as a\(number)")
        }
        guard items.count > 1 else { return " show id" }
        let head = " show " + items.joined(separator: ", ")
        let number = random.chance(50) ? "length(id)" : "id"
        let heading = items[1].split(separator: " ").last.map(String.init) ?? "id"
        return head + " order by \(heading)\(random.pick(["", " desc"])), \(number), id" + slice()
    }
}
