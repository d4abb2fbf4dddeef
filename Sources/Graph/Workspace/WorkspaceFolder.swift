import Glibc

/// The files of a workspace by name:
///
///     snapshot-3.zkg    the graph when `save` was last said
///     journal-3.zkj     the changes since
///     journal-0.zkj …   the changes before; kept, since they tell who did what and can rebuild a snapshot that is lost
///     lock              held by the one who writes
struct WorkspaceFolder {
    let path: String
    private(set) var snapshots: [UInt64] = []
    private(set) var journals: [UInt64] = []
    /// Half a file that a step left that was not finished.
    private(set) var leftovers: [String] = []
    /// Something that is none of ours. Hidden files are nobody's.
    private(set) var foreign: String?

    static func snapshot(_ number: UInt64) -> String { "snapshot-\(number).zkg" }
    static func journal(_ number: UInt64) -> String { "journal-\(number).zkj" }
    static let lock = "lock"
    static let unfinished = ".tmp"

    /// Reads the names in the folder.
    init(_ path: String) throws(WorkspaceError) {
        self.path = path
        guard let listing = opendir(path) else {
            throw .system(path: path, operation: "open", errno: errno)
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") || name == WorkspaceFolder.lock { continue }
            if let number = number(name, "snapshot-", ".zkg") {
                snapshots.append(number)
            } else if let number = number(name, "journal-", ".zkj") {
                journals.append(number)
            } else if name.hasPrefix("snapshot-"), name.hasSuffix(".zkg" + WorkspaceFolder.unfinished) {
                leftovers.append(name)
            } else {
                foreign = foreign ?? name
            }
        }
        snapshots.sort()
        journals.sort()
    }

    private func number(_ name: String, _ prefix: String, _ suffix: String) -> UInt64? {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
        let digits = String(name.dropFirst(prefix.count).dropLast(suffix.count))
        guard let number = UInt64(digits), "\(number)" == digits else { return nil }
        return number
    }

    func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    /// The number of the newest snapshot; nil for a folder that is to become a workspace.
    ///
    /// - Throws: if it is another's folder, or one that lost its snapshots.
    func current() throws(WorkspaceError) -> UInt64? {
        if let newest = snapshots.last { return newest }
        if let newest = journals.last, newest > 0 { throw .missing(path: file(WorkspaceFolder.snapshot(newest))) }
        if journals.isEmpty, let foreign { throw .foreign(file: foreign) }
        return nil
    }
}

/// All bytes of a file, which is none that keeps us waiting.
func wholeFile(_ path: String) throws(WorkspaceError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
        throw errno == ENOENT ? .missing(path: path) : .system(path: path, operation: "open", errno: errno)
    }
    defer { close(file) }
    var status = stat()
    var bytes: [UInt8] = []
    if fstat(file, &status) == 0 {
        guard status.st_mode & S_IFMT == S_IFREG else { throw .journal(.notAJournal, path: path) }
        bytes.reserveCapacity(Int(status.st_size) + 1)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(file, &buffer, buffer.count)
        if count == 0 { return bytes }
        if count > 0 {
            bytes += buffer[..<count]
        } else if errno != EINTR {
            throw .system(path: path, operation: "read", errno: errno)
        }
    }
}
