import Diagnostics
import Graph

// Names of the schema for people.

extension Kind {
    /// Its English name and its first Chinese one.
    package var words: Message { Message(name, aliases.firstChinese ?? name) }
}

extension Relation {
    /// Its English name and its first Chinese one.
    package var words: Message { Message(name, forwardAliases.firstChinese ?? name) }

    /// The names by which it is followed in that direction.
    package func words(_ direction: Direction) -> Message {
        guard direction == .inverse else { return words }
        let english = inverse ?? name
        return Message(english, inverseAliases.firstChinese ?? english)
    }
}

extension Property {
    /// Its English name and its first Chinese one.
    package var words: Message { Message(name, aliases.firstChinese ?? name) }
}

extension [String] {
    /// The first that is not written in ASCII alone.
    fileprivate var firstChinese: String? { first { !$0.utf8.allSatisfy { $0 < 0x80 } } }
}
