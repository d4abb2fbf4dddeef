/// Runs a pattern over texts, and remembers what it found out about the pattern on the way.
///
/// The places that can be reached by what was read so far are one state; where each class of characters leads from it is
/// worked out once and kept in a table. When the table has grown to `largestTable`, it is begun anew, so that memory stays
/// bounded and time linear, also for patterns made to have many states.
///
/// It is a class because that table is shared by all texts of one query, which runs on one thread.
package final class PatternMatcher {
    /// Entries of four bytes.
    private static let largestTable = 1 << 18
    /// Places of all states together; a state of a large pattern has thousands.
    private static let mostPlaces = 1 << 20
    private static let unknown: Int32 = -1

    private let program: PatternProgram
    private var states: [State] = []
    private var numbers: [[Int]: Int32] = [:]
    /// By state and class.
    private var transitions: [Int32] = []
    /// Whether a state has matched, so that nothing more need be read.
    private var hasMatched: [Bool] = []
    private var startState = PatternMatcher.unknown
    /// Which places were visited in the round of that number.
    private var visited: [Int]
    private var round = 0
    private var placeCount = 0
    private let isStopped: () -> Bool
    private var stepCount = 0
    /// Whether it was stopped, and so knows nothing of what it is asked since.
    private var hasStopped = false

    private struct State {
        /// Those that look at a character or wait for the end.
        var places: [Int]
        /// Whether the end of the text is a match.
        var matchesAtEnd: Bool
    }

    /// - Parameter isStopped: asked every few milliseconds; once it says yes, nothing matches, and the caller has to look too.
    package init(_ pattern: Pattern, isStopped: @escaping () -> Bool = { false }) {
        program = pattern.program
        self.isStopped = isStopped
        visited = [Int](repeating: 0, count: pattern.program.places.count)
    }

    /// Whether the pattern matches somewhere in the folded text.
    package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if startState == PatternMatcher.unknown { startState = start() }
        var state = Int(startState)
        let classCount = program.classes.count
        var position = 0
        while !hasMatched[state] {
            if hasStopped { return false }
            guard position < text.count else { return states[state].matchesAtEnd }
            let value: UInt32
            let lead = text[position]
            if lead >= 0xE4, lead <= 0xE9, position + 2 < text.count {
                value =
                    UInt32(lead & 0x0F) << 12 | UInt32(text[position + 1] & 0x3F) << 6
                    | UInt32(text[position + 2] & 0x3F)
                position += 3
            } else {
                let (scalar, length) = scalar(in: text, at: position)
                value = scalar
                position += length
            }
            let scalarClass = program.classes.classOf(value)
            let next = transitions[state * classCount + scalarClass]
            state = Int(next == PatternMatcher.unknown ? step(from: state, scalarClass) : next)
        }
        return true
    }

    private func start() -> Int32 {
        round += 1
        var places: [Int] = []
        let matched = reach(program.entry, atStart: true, atEnd: false, &places)
        return number(places, matched, atStart: true)
    }

    private func step(from state: Int, _ scalarClass: Int) -> Int32 {
        stepCount += 1
        if stepCount & 63 == 0, isStopped() { hasStopped = true }
        round += 1
        var places: [Int] = []
        var matched = false
        for place in states[state].places {
            guard case .set(let set, let next) = program.places[place], program.classes.contains(set, scalarClass)
            else {
                continue
            }
            if reach(next, atStart: false, atEnd: false, &places) { matched = true }
        }
        // A match may begin at every character.
        if reach(program.entry, atStart: false, atEnd: false, &places) { matched = true }
        if transitions.count >= PatternMatcher.largestTable || placeCount >= PatternMatcher.mostPlaces {
            forget()
            return number(places, matched, atStart: false)
        }
        let found = number(places, matched, atStart: false)
        transitions[state * program.classes.count + scalarClass] = found
        return found
    }

    private func forget() {
        states = []
        numbers = [:]
        transitions = []
        hasMatched = []
        startState = PatternMatcher.unknown
        placeCount = 0
    }

    /// The state of these places.
    private func number(_ places: [Int], _ matched: Bool, atStart: Bool) -> Int32 {
        // Nothing more is read from a state that has matched, so all of them are one.
        var key = matched ? [-1] : places.sorted()
        let atEnd = matched || reachesEnd(places, atStart: atStart)
        if atEnd, !matched { key.append(-2) }
        if let known = numbers[key] { return known }
        let number = Int32(states.count)
        numbers[key] = number
        placeCount += places.count
        states.append(State(places: places, matchesAtEnd: atEnd))
        hasMatched.append(matched)
        transitions.append(contentsOf: repeatElement(PatternMatcher.unknown, count: program.classes.count))
        return number
    }

    private func reachesEnd(_ places: [Int], atStart: Bool) -> Bool {
        round += 1
        var ignored: [Int] = []
        return places.contains { place in
            guard case .end(let next) = program.places[place] else { return false }
            return reach(next, atStart: atStart, atEnd: true, &ignored)
        }
    }

    /// Adds the places that are reached from one without reading; says whether the match is among them.
    private func reach(_ first: Int, atStart: Bool, atEnd: Bool, _ places: inout [Int]) -> Bool {
        var open = [first]
        var matched = false
        while let place = open.popLast() {
            if visited[place] == round { continue }
            visited[place] = round
            switch program.places[place] {
            case .set: places.append(place)
            case .fork(let left, let right): open += [right, left]
            case .start(let next): if atStart { open.append(next) }
            case .end(let next): if atEnd { open.append(next) } else { places.append(place) }
            case .matched: matched = true
            }
        }
        return matched
    }
}
