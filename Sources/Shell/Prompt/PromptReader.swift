/// A reader at whose other end a person sits.
protocol PromptReader: StatementReader, ~Copyable {
    mutating func setPrompt(_ prompt: String)
    mutating func setLanguage(_ phrases: EditorPhrases)
    /// Keeps an entry for the arrow keys and for later sessions.
    mutating func remember(_ entry: String)
    var entries: [String] { get }
    /// Forgets the newest entries, or all.
    mutating func forget(newest count: Int?)
    /// Puts a text into the next line.
    mutating func offer(_ text: String)
    mutating func keeps(_ isOn: Bool)
}

extension LibEditReader: PromptReader {
    mutating func setLanguage(_ phrases: EditorPhrases) { setPhrases(phrases, continuationHint: "") }
    var entries: [String] { historyEntries }
    mutating func forget(newest count: Int?) { clearHistory(newest: count) }
    mutating func keeps(_ isOn: Bool) { historyEnabled = isOn }
}

/// A terminal that can't edit lines keeps no history.
extension PlainReader: PromptReader {
    mutating func setLanguage(_ phrases: EditorPhrases) {}
    mutating func remember(_ entry: String) {}
    var entries: [String] { [] }
    mutating func forget(newest count: Int?) {}
    mutating func keeps(_ isOn: Bool) {}
}

/// Where the history file is: `$ZHIKU_HISTORY`, or in the user's folder for state.
enum HistoryPlace {
    static var path: String? {
        if let path = environment("ZHIKU_HISTORY") { return path.isEmpty ? nil : path }
        let state = environment("XDG_STATE_HOME") ?? environment("HOME").map { $0 + "/.local/state" }
        return state.map { $0 + "/zhiku/history" }
    }
}
