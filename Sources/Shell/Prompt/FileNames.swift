import Glibc
import Query
import Syntax

/// The files that a path which is being typed may mean: scripts, snapshots and folders.
enum FileNames {
    /// Scripts and snapshots.
    static let graphEndings = [".zk", ".zkg"]

    /// What answers are written to: the ending says the format.
    static let answerEndings = [".csv", ".tsv", ".json", ".jsonl", ".md", ".html", ".txt"]

    /// The name with each ending that a file of answers may have, once its dot is typed: `x.` may be `x.csv`.
    static func withAnswerEnding(_ typed: String) -> [String] {
        guard let dot = typed.lastIndex(of: "."), dot > typed.startIndex, !typed[dot...].contains("/"),
            typed[typed.index(before: dot)] != "/"
        else { return [] }
        return answerEndings.filter { $0.hasPrefix(typed[dot...]) }.map { typed[..<dot] + $0 }
    }

    /// What a statement's file may be called; nil for statements without one.
    static func endings(for statement: Keyword) -> [String]? {
        switch statement {
        case .load, .save, .dump: graphEndings
        case .export: []
        case .import: [".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".txt"]
        default: nil
        }
    }

    /// Paths that begin with what was typed, also in pinyin, folders with a slash behind them; hidden ones if asked for.
    static func matching(_ typed: String, endings: [String] = graphEndings) -> [String] {
        let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        let beginning = typed.dropFirst(folder.count)
        guard let listing = opendir(folder.isEmpty ? "." : expandingHome(folder)) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isOffered = name.first != "." || beginning.first == "." && name != "." && name != ".."
            guard isOffered, name.hasPrefix(beginning) || isMeant(name, by: beginning) else { continue }
            let path = folder + name
            if isFolder(expandingHome(path)) {
                names.append(path + "/")
            } else if isUseful(name, endings) {
                names.append(path)
            }
        }
        // As long as a name begins with the letters themselves, they aren't pinyin.
        let literal = names.filter { $0.hasPrefix(folder + beginning) }
        return (literal.isEmpty ? names : literal).sorted()
    }

    private static func isMeant(_ name: String, by typed: Substring) -> Bool {
        completionRank(of: name, typed: String(typed)).map { $0 <= .initials } ?? false
    }

    /// `~/x` in a command means the person's home folder, as in other shells.
    static func expandingHome(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
        return home + path.dropFirst()
    }

    private static func isUseful(_ name: String, _ endings: [String]) -> Bool {
        endings.contains { name.lowercased().hasSuffix($0) }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
