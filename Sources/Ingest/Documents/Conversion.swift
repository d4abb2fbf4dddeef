import Glibc

/// Programs that make text of what isn't text.
enum Conversion {
    enum Tool: String {
        case pdftotext
        case pandoc
        case libreOffice = "soffice"

        /// The program's words, with the input's path and the folder for the output.
        func arguments(_ input: String, _ folder: String) -> [String] {
            switch self {
            case .pdftotext: ["pdftotext", "-enc", "UTF-8", "-layout", input, folder + "/out.txt"]
            // As a web page, where a cell of a table is whole however long it is.
            case .pandoc: ["pandoc", "--to", "html", "--wrap=none", "--output", folder + "/out.txt", input]
            case .libreOffice:
                [
                    "soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder,
                    "-env:UserInstallation=file://\(folder)/profile", input,
                ]
            }
        }

        /// The package that has it.
        var package: String {
            switch self {
            case .pdftotext: "poppler-utils"
            case .pandoc: "pandoc"
            case .libreOffice: "libreoffice"
            }
        }
    }

    /// More than so many seconds are no conversion.
    private static let longestRunInSeconds = 120

    /// The text that the first installed tool makes of a file, a web page if that is pandoc.
    static func text(
        of bytes: [UInt8], ending: String, kind: String, by tools: [Tool], _ isCancelled: () -> Bool
    ) throws(DocumentError) -> [UInt8] {
        guard let tool = tools.first(where: { isInstalled($0.rawValue) }) else {
            throw .toolMissing(kind: kind, tools: tools.map(\.package))
        }
        guard let folder = temporaryFolder() else { throw .system(errno: errno) }
        defer { removeFolder(folder) }
        let input = "\(folder)/in.\(ending)"
        try write(bytes, to: input)
        let words = try run(tool.arguments(input, folder), folder, isCancelled)
        let output = tool == .libreOffice ? folder + "/in.txt" : folder + "/out.txt"
        guard access(output, R_OK) == 0 else { throw .toolFailed(tool: tool.rawValue, words: words) }
        var text = try DocumentFile.bytes(of: output)
        if tool == .pdftotext, Columns.stand(in: text) {
            // Side by side they would be rows of a table.
            _ = try run(tool.arguments(input, folder).filter { $0 != "-layout" }, folder, isCancelled)
            text = try DocumentFile.bytes(of: output)
        }
        if text.allSatisfy({ $0 <= 0x20 }) { throw .noText }
        return tool == .pandoc ? HTMLText.text(of: text) : text
    }

    private static func isInstalled(_ program: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    // MARK: Files

    private static func temporaryFolder() -> String? {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/zhiku-XXXXXX").utf8CString)
        return mkdtemp(&template).map { String(cString: $0) }
    }

    private static func removeFolder(_ folder: String) {
        if let listing = opendir(folder) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name == "." || name == ".." { continue }
                var status = stat()
                if lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    removeFolder(folder + "/" + name)
                } else {
                    unlink(folder + "/" + name)
                }
            }
            closedir(listing)
        }
        rmdir(folder)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(DocumentError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno: errno) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if count < 0, errno != EINTR { throw .system(errno: errno) }
            done += max(count, 0)
        }
    }

    // MARK: Running

    /// Runs a program to its end; what it said on standard error comes back.
    private static func run(_ words: [String], _ folder: String, _ isCancelled: () -> Bool) throws(DocumentError)
        -> String
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, folder + "/words", O_WRONLY | O_CREAT, 0o600)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
        guard code == 0 else { throw .system(errno: code) }
        var status: Int32 = 0
        var waited = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if isCancelled() || waited > longestRunInSeconds * 100 {
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                throw .toolFailed(tool: words[0], words: "stopped")
            }
            usleep(10_000)
            waited += 1
        }
        let said = (try? DocumentFile.bytes(of: folder + "/words")) ?? []
        let line = said.split(separator: 0x0A).last.map { String(decoding: $0.prefix(200), as: UTF8.self) } ?? ""
        if status != 0 {
            throw line.lowercased().contains("password") ? .encrypted : .toolFailed(tool: words[0], words: line)
        }
        return line
    }
}
