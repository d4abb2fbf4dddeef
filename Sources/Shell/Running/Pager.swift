import Diagnostics
import Glibc
import Render

/// A program that shows what is longer than the screen: `$ZHIKU_PAGER`, `$PAGER`, or `less`.
///
/// It runs in the shell's own process group, so that Ctrl-C and Ctrl-Z reach it; SIGPIPE is ignored while it runs, since leaving
/// it early is what people do.
struct Pager {
    /// As a line for `sh`; nil if the variable is there and empty, which asks for none.
    static var command: String? {
        let command = environment("ZHIKU_PAGER") ?? environment("PAGER") ?? "less"
        return command.allSatisfy(\.isWhitespace) ? nil : command
    }

    private let process: pid_t
    private let input: Int32

    /// nil if there is no such program. `less` says in the language which keys lead on and back.
    init?(_ command: String, language: Language) {
        var ends: [Int32] = [0, 0]
        guard Pager.isThere(command), pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard let process = Pager.start(command, reading: ends[0], language: language) else {
            close(ends[0])
            close(ends[1])
            return nil
        }
        close(ends[0])
        self.process = process
        input = ends[1]
    }

    /// Hands the bytes over and waits until the person leaves. False if the program could not be started after all, so that
    /// nothing was shown.
    func show(_ bytes: [UInt8]) -> Bool {
        let before = signal(SIGPIPE, SIG_IGN)
        let sink = DescriptorSink(input)
        try? sink.write(bytes)
        close(input)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { break }
        }
        signal(SIGPIPE, before)
        // Ctrl-C was meant for the pager.
        Interrupt.clear()
        let exitStatus = status & 0x7F == 0 ? (status >> 8) & 0xFF : 0
        return exitStatus != 126 && exitStatus != 127
    }

    /// Whether the first word names a program. What a shell has to work out is left to it.
    private static func isThere(_ command: String) -> Bool {
        guard let word = command.split(whereSeparator: \.isWhitespace).first.map(String.init),
            !word.contains(where: { "\"'$`\\=(){}<>|&;~*?".contains($0) })
        else { return true }
        if word.contains("/") { return access(word, X_OK) == 0 }
        return (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":").contains {
            access($0 + "/" + word, X_OK) == 0
        }
    }

    private static func start(_ command: String, reading input: Int32, language: Language) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        sigaddset(&signals, SIGXFSZ)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let words: [UnsafeMutablePointer<CChar>?] =
            ["sh", "-c", command].map { (word: String) in strdup(word) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] =
            variables(for: language).map { (variable: String) in strdup(variable) } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables)
        return failure == 0 ? process : nil
    }

    /// The shell's own, and what makes `less` show Chinese in every locale, leave long lines whole and colours coloured, and
    /// go away when all fits, and tell its keys; what the person has set stays.
    private static func variables(for language: Language) -> [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        if environment("LESSCHARSET") == nil { variables.append("LESSCHARSET=utf-8") }
        if environment("LESS") == nil { variables.append("LESS=-SRXF -Ps" + keys.text(in: language)) }
        return variables
    }

    /// The prompt of `less`, in its own notation: what stands between `?e` and `:` is shown at the end.
    private static let keys = Message(
        "?e(end):space = next page., arrows = move, / = search, q = back to zhiku",
        "?e(完):空格 下一页. · 方向键 移动 · / 查找 · q 返回 zhiku")
}
