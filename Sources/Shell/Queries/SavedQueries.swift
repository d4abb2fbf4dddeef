import Diagnostics
import Glibc
import Query
import Text

/// A script that is kept under a name.
struct SavedQuery {
    let name: String
    let path: String
    /// Whether it is the person's and not one that came with zhiku.
    let isOwn: Bool
    let source: SourceText
    let header: ScriptHeader

    /// nil if the file can't be read as a script.
    init?(name: String, path: String, isOwn: Bool) {
        guard let bytes = try? readScript(path) else { return nil }
        self.name = name
        self.path = path
        self.isOwn = isOwn
        source = SourceText(name: path, bytes: bytes)
        header = ScriptHeader(source)
    }
}

/// The saved queries: one file each, the person's own and those that came with zhiku. Of one name, her own is meant.
struct SavedQueries {
    /// `$XDG_CONFIG_HOME/zhiku/queries`; nil if there is no such folder to be. Never the current folder.
    let ownFolder: String?
    private let shippedFolder: String?

    init() {
        ownFolder = ConfigurationPlace.path.map { parentFolder(of: $0) + "/queries" }
        shippedFolder = SampleGraph().folder.map { $0 + "/queries" }
    }

    /// All names, in the order of code points, the person's own before those of zhiku.
    func names() -> [(name: String, isOwn: Bool)] {
        let own = ownFolder.map(SavedQueries.scripts) ?? []
        let shipped = (shippedFolder.map(SavedQueries.scripts) ?? []).filter { !own.contains($0) }
        return own.sorted().map { ($0, true) } + shipped.sorted().map { ($0, false) }
    }

    func all() -> [SavedQuery] { names().compactMap { query($0.name, isOwn: $0.isOwn) } }

    /// The query of that name; else the only one whose name begins so, contains it, or is spelled so in pinyin.
    func find(_ word: String) -> SavedQuery? {
        let names = names()
        if let exact = names.first(where: { folded($0.name) == folded(word) }) {
            return query(exact.name, isOwn: exact.isOwn)
        }
        let near = SavedQueries.matching(word, names.map(\.name))
        guard near.count == 1, let found = names.first(where: { $0.name == near[0] }) else { return nil }
        return query(found.name, isOwn: found.isOwn)
    }

    /// Why the person's own query of that name is none to be run; nil if there is no such query, or it is.
    func refusal(of name: String) -> Message? {
        guard let path = try? ownPath(of: name), isThere(path) else { return nil }
        return refusalToTrust(path)
    }

    private func query(_ name: String, isOwn: Bool) -> SavedQuery? {
        if isOwn, refusal(of: name) != nil { return nil }
        return (isOwn ? ownFolder : shippedFolder).flatMap {
            SavedQuery(name: name, path: "\($0)/\(name).zk", isOwn: isOwn)
        }
    }

    /// The words that go on from what was typed; if none do, those that contain it or are spelled so in pinyin.
    static func matching(_ typed: String, _ words: [String]) -> [String] {
        if typed.isEmpty { return words }
        let needle = folded(typed)
        let beginning = words.filter { folded($0).hasPrefix(needle) }
        if !beginning.isEmpty { return beginning }
        let containing = words.filter { folded($0).contains(needle) }
        if !containing.isEmpty { return containing }
        let matcher = PinyinMatcher(typed)
        return words.filter { matcher.matches(anywhereIn: $0) }
    }

    private static func scripts(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".zk"), !name.hasPrefix(".") { names.append(String(name.dropLast(3))) }
        }
        return names
    }

    // MARK: The person's own

    /// Where a query of that name is or would be.
    ///
    /// - Throws: `SavedQueryError` if it can't be a file's name, or there is no folder for it.
    func ownPath(of name: String) throws(SavedQueryError) -> String {
        let isName =
            !name.isEmpty && name.utf8.count <= SavedQueries.longestName && !name.hasPrefix(".")
            && !name.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
        guard isName else { throw .noName(name) }
        guard let ownFolder else { throw .noFolder }
        return "\(ownFolder)/\(name).zk"
    }

    /// File systems allow 255 bytes, the ending included.
    private static let longestName = 200

    /// Writes a query; the file and its folder are the person's alone.
    func write(_ text: String, as name: String) throws(SavedQueryError) {
        let path = try ownPath(of: name)
        makeFolders(of: path)
        // A new file is never readable by others, not even until its mode is changed.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
        do throws(Failure) { try writeScript(text, to: path) } catch { throw .failed(error.diagnostic) }
    }

    func remove(_ name: String) throws(SavedQueryError) {
        let path = try ownPath(of: name)
        guard unlink(path) == 0 else {
            throw errno == ENOENT ? .notOwn(name) : .failed(Diagnostic(systemWords(errno), at: nil))
        }
    }
}

/// Why a saved query can't be read or written.
enum SavedQueryError: Error {
    /// `.query save a/b`
    case noName(String)
    /// Neither `XDG_CONFIG_HOME` nor `HOME` names a folder.
    case noFolder
    /// `.query remove 缺口`, which came with zhiku, or a name that isn't there
    case notOwn(String)
    case unknown(String, nearest: String?)
    case failed(Diagnostic)

    var diagnostic: Diagnostic {
        switch self {
        case .noName(let name):
            Diagnostic(Message("“\(name)” can't be the name of a file", "“\(name)”不能作文件名"), at: nil)
        case .noFolder:
            Diagnostic(
                Message("there is no folder for saved queries", "没有存放查询的文件夹"), at: nil,
                hints: [
                    Message("XDG_CONFIG_HOME or HOME names it", "由 XDG_CONFIG_HOME 或 HOME 指明")
                ])
        case .notOwn(let name):
            Diagnostic(
                Message("you have no query “\(name)”", "你没有保存过“\(name)”"), at: nil,
                hints: [
                    Message("only your own can be removed; .queries marks them with *", "只能删除自己保存的；.queries 中带 * 的就是")
                ])
        case .unknown(let name, let nearest):
            Diagnostic(
                Message("there is no saved query “\(name)”", "没有“\(name)”这个查询"), at: nil,
                hints: [
                    nearest.map { Message("did you mean \($0)?", "是不是“\($0)”？") }
                        ?? Message(".queries lists them", ".queries 列出全部")
                ])
        case .failed(let diagnostic): diagnostic
        }
    }
}
