import Synchronization

/// What words were found to mean in a schema, so that a word of every second query is looked up once.
///
/// It is a class because all copies of a schema share what was found; a schema that changes begins a new one.
final class NameMemo: Sendable {
    /// A property by the kind that has it and its place there.
    typealias Place = (kind: KindID, slot: SlotID)

    private struct Found {
        var places: [String: [Place]] = [:]
        var steps: [String: [RelationStep]] = [:]
        var kinds: [String: KindID?] = [:]
    }

    /// More words than a person's queries have; those of a program that asks for ever others aren't kept for ever.
    private static let mostWords = 4096
    private let found = Mutex(Found())

    func places(_ word: String, _ find: () -> [Place]) -> [Place] {
        if let known = found.withLock({ $0.places[word] }) { return known }
        let places = find()
        found.withLock { found in
            if found.places.count >= NameMemo.mostWords { found.places = [:] }
            found.places[word] = places
        }
        return places
    }

    func steps(_ word: String, _ find: () -> [RelationStep]) -> [RelationStep] {
        if let known = found.withLock({ $0.steps[word] }) { return known }
        let steps = find()
        found.withLock { found in
            if found.steps.count >= NameMemo.mostWords { found.steps = [:] }
            found.steps[word] = steps
        }
        return steps
    }

    func kind(_ word: String, _ find: () -> KindID?) -> KindID? {
        if let known = found.withLock({ $0.kinds[word] }) { return known }
        let kind = find()
        found.withLock { found in
            if found.kinds.count >= NameMemo.mostWords { found.kinds = [:] }
            found.kinds[word] = .some(kind)
        }
        return kind
    }
}
