import Glibc
import Query

/// The files that a path which is being typed may mean: scripts, snapshots and folders.
enum FileNames {
    /// Paths that begin with what was typed, folders with a slash behind them; hidden ones only if asked for.
    static func matching(_ typed: String) -> [String] {
        let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        let beginning = typed.dropFirst(folder.count)
        guard let listing = opendir(folder.isEmpty ? "." : expandingHome(folder)) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(beginning), name.first != "." || beginning.first == ".", name != ".", name != ".."
            else { continue }
            let path = folder + name
            if isFolder(expandingHome(path)) { names.append(path + "/") } else if isUseful(name) { names.append(path) }
        }
        return names.sorted()
    }

    /// `~/x` in a command means the person's home folder, as in other shells.
    static func expandingHome(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
        return home + path.dropFirst()
    }

    private static func isUseful(_ name: String) -> Bool {
        [".zk", ".zkg"].contains { name.hasSuffix($0) }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
