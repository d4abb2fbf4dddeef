import Glibc

/// The editor that the person has chosen.
enum TextEditor {
    /// Opens a file and waits; false if the editor couldn't run or failed.
    static func edit(_ path: String) -> Bool {
        let chosen = [environment("VISUAL"), environment("EDITOR")].compactMap { $0 }.first { !$0.isEmpty }
        // The variables may hold options, which the shell parts; the path is one word whatever is in it.
        let word = "'" + path.replacing("'", with: "'\\''") + "'"
        return system("\(chosen ?? "vi") \(word)") == 0
    }
}
