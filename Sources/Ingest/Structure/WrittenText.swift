/// A text as a key of a table, by its bytes: `String` looks for canonically equivalent ones, which takes several times as long.
struct WrittenText: Hashable {
    private let text: String

    init(_ text: String) { self.text = text }

    static func == (left: WrittenText, right: WrittenText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}
