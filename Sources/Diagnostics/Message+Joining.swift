/// Messages that are put together from others.
extension Message {
    /// What reads the same in both languages.
    package init(_ both: String) { self.init(both, both) }

    package static func + (left: Message, right: Message) -> Message {
        Message(left.english + right.english, left.chinese + right.chinese)
    }
}

extension [Message] {
    /// The phrases one behind the other.
    package func joined(_ separator: Message) -> Message {
        Message(
            map(\.english).joined(separator: separator.english), map(\.chinese).joined(separator: separator.chinese))
    }
}
