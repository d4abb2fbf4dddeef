/// A pattern as a machine: places numbered from 0, each of which looks at one character or leads on without.
///
///     低空?经     0 低 → 1     1 fork 2, 3     2 空 → 3     3 经 → 4     4 matched
///
/// Characters that no place tells apart share a class, so that a step of `PatternMatcher` is one look at a table.
struct PatternProgram: Sendable {
    enum Place: Sendable {
        /// A character of the set of that number leads to the other place.
        case set(Int, next: Int)
        case fork(Int, Int)
        /// Leads on at the beginning of the text.
        case start(next: Int)
        /// Leads on at its end.
        case end(next: Int)
        case matched
    }

    private(set) var places: [Place] = [.matched]
    private(set) var entry = 0
    private var sets: [ScalarSet] = []
    private var numbers: [ScalarSet: Int] = [:]
    private(set) var classes = ScalarClasses([])

    /// nil if it has more than `Pattern.mostStates` places, or its classes more than `ScalarClasses.mostRanges` ranges.
    init?(_ node: PatternNode) {
        guard let entry = compile(node, next: 0) else { return nil }
        guard sets.reduce(0, { $0 + $1.ranges.count }) < ScalarClasses.mostRanges else { return nil }
        self.entry = entry
        classes = ScalarClasses(sets)
        numbers = [:]
    }

    /// The number of a new place; nil if there are too many.
    private mutating func add(_ place: Place) -> Int? {
        guard places.count < Pattern.mostStates else { return nil }
        places.append(place)
        return places.count - 1
    }

    private mutating func add(_ set: ScalarSet, next: Int) -> Int? {
        let number = numbers[set] ?? sets.count
        if number == sets.count {
            sets.append(set)
            numbers[set] = number
        }
        return add(.set(number, next: next))
    }

    /// Where to begin to match the node and go on at `next`. The last is written first.
    private mutating func compile(_ node: PatternNode, next: Int) -> Int? {
        switch node {
        case .literal(let scalars):
            var next = next
            for value in scalars.reversed() {
                guard let place = add(ScalarSet(value), next: next) else { return nil }
                next = place
            }
            return next
        case .set(let set): return add(set, next: next)
        case .start: return add(.start(next: next))
        case .end: return add(.end(next: next))
        case .sequence(let parts):
            var next = next
            for part in parts.reversed() {
                guard let place = compile(part, next: next) else { return nil }
                next = place
            }
            return next
        case .choice(let parts):
            var entries: [Int] = []
            for part in parts {
                guard let place = compile(part, next: next) else { return nil }
                entries.append(place)
            }
            return entries.dropLast().reversed().reduce(entries.last) { rest, entry in
                rest.flatMap { add(.fork(entry, $0)) }
            }
        case .repeated(let inner, let least, let most): return compile(inner, least, most, next: next)
        }
    }

    private mutating func compile(_ inner: PatternNode, _ least: Int, _ most: Int?, next: Int) -> Int? {
        var place = next
        if let most {
            for _ in 0..<most - least {
                guard let entry = compile(inner, next: place), let fork = add(.fork(entry, next)) else { return nil }
                place = fork
            }
        } else {
            guard let loop = add(.fork(next, next)), let entry = compile(inner, next: loop) else { return nil }
            places[loop] = .fork(entry, next)
            place = loop
        }
        for _ in 0..<least {
            let before = places.count
            guard let entry = compile(inner, next: place) else { return nil }
            place = entry
            // What matches only the empty text needs no place, however often it is repeated.
            if places.count == before { break }
        }
        return place
    }
}

/// The classes of characters that no set of a pattern tells apart.
struct ScalarClasses: Sendable {
    /// So that a class has a number of 16 bits: every range has two ends, and there are no more classes than ends.
    static let mostRanges = 30_000

    private(set) var count = 1
    /// For U+0000...U+FFFF.
    private let basic: [UInt16]
    /// Above it: where runs of one class begin, and the class of each.
    private let starts: [UInt32]
    private let classes: [UInt16]
    /// For each set a bit for each class.
    private let members: [[UInt64]]

    init(_ sets: [ScalarSet]) {
        let bounds = Set(sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } } + [0, 0x10000])
        let starts = bounds.sorted()
        let places = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
        let runs = sets.map { set in
            set.ranges.flatMap { (places[$0.lowerBound] ?? 0)..<(places[$0.upperBound + 1] ?? starts.count) }
        }
        var classes = [UInt16](repeating: 0, count: starts.count)
        // Each set splits the classes that it has only a part of. There are fewer classes than scalars that matter.
        for set in runs {
            var split: [UInt16: UInt16] = [:]
            for run in set {
                let fresh = split[classes[run]] ?? UInt16(count)
                if Int(fresh) == count {
                    count += 1
                    split[classes[run]] = fresh
                }
                classes[run] = fresh
            }
        }
        let basicRuns = starts.indices.prefix { starts[$0] < 0x10000 }
        basic = basicRuns.flatMap { run in
            repeatElement(classes[run], count: Int(starts[run + 1] - starts[run]))
        }
        members = runs.map { [count] set in
            var bits = [UInt64](repeating: 0, count: count >> 6 + 1)
            for run in set { bits[Int(classes[run]) >> 6] |= 1 << UInt64(classes[run] & 63) }
            return bits
        }
        self.starts = starts
        self.classes = classes
    }

    @inline(__always)
    func classOf(_ value: UInt32) -> Int { Int(value < 0x10000 ? basic[Int(value)] : rareClass(of: value)) }

    private func rareClass(of value: UInt32) -> UInt16 {
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= value { low = middle } else { high = middle }
        }
        return classes[low]
    }

    func contains(_ set: Int, _ scalarClass: Int) -> Bool {
        members[set][scalarClass >> 6] >> UInt64(scalarClass & 63) & 1 == 1
    }
}
