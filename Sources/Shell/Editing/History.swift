import CLibEdit

/// What was entered before, newest first: libedit's list in memory, and a file of ours behind it.
struct History: ~Copyable {
    /// How many entries are kept in memory; the file keeps all.
    static let capacity = 10_000

    private let list: OpaquePointer
    private let file: HistoryFile?
    /// Whether statements are remembered.
    var isEnabled: Bool

    /// - Parameter path: nil keeps nothing beyond this session, and remembers nothing in it.
    init?(path: String?) {
        guard let list = cle_history_open(Int32(Self.capacity)) else { return nil }
        self.list = list
        file = path.map(HistoryFile.init(path:))
        isEnabled = path != nil
        for entry in file?.entries(atMost: Self.capacity) ?? [] { cle_history_enter(list, entry) }
    }

    deinit { cle_history_close(list) }

    var count: Int { Int(cle_history_count(list)) }

    /// The entry `age` steps back; 0 is the newest.
    func entry(_ age: Int) -> String? {
        cle_history_entry(list, Int32(age)).map { String(cString: $0) }
    }

    /// All entries, newest first.
    func entries() -> [String] {
        final class Box { var entries: [String] = [] }
        let box = Box()
        cle_history_each(
            list,
            { context, text in
                guard let context, let text else { return false }
                Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().entries.append(String(cString: text))
                return true
            }, Unmanaged.passUnretained(box).toOpaque())
        return box.entries
    }

    /// Keeps `text`, unless it is blank, begins with a space (the way to keep something out), or repeats the last one.
    func remember(_ text: String) -> HistoryFile.Problem? {
        let text = text.trimmingFinalNewlines()
        guard isEnabled, !text.isBlank, text.utf8.first != UInt8(ascii: " "), !text.utf8.contains(0),
            text != entry(0)
        else { return nil }
        cle_history_enter(list, text)
        return file?.append(text)
    }

    /// Forgets the newest entries of this session, or everything, in the file as well.
    func clear(newest count: Int? = nil) -> HistoryFile.Problem? {
        let kept = count.map { Array(entries().dropFirst($0)) } ?? []
        let dropped = count.map { Array(entries().prefix($0)) } ?? []
        cle_history_clear(list)
        for entry in kept.reversed() { cle_history_enter(list, entry) }
        return count == nil ? file?.clear() : file?.remove(dropped)
    }
}

extension String {
    var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    func trimmingFinalNewlines() -> String {
        guard unicodeScalars.last == "\n" || unicodeScalars.last == "\r" else { return self }
        let scalars = unicodeScalars
        let end = scalars.lastIndex { $0 != "\n" && $0 != "\r" }.map(scalars.index(after:)) ?? scalars.startIndex
        return String(scalars[..<end])
    }
}
