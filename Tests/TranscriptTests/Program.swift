import Glibc

/// What a run of zhiku wrote, standard output and error as they came, and how it ended.
struct Run {
    var text: String
    var status: Int32
}

/// Where zhiku writes to.
enum Screen {
    /// One pipe for both outputs.
    case pipe
    /// A terminal of that many columns.
    case terminal(columns: UInt16)
}

/// Runs the built zhiku in the project's folder, with an environment that has nothing of the person who runs the tests.
func run(_ arguments: [String], input: String? = nil, screen: Screen = .pipe) -> Run {
    run(command: [program] + arguments, in: projectRoot, input: input, screen: screen)
}

/// Runs a line of the shell in a folder, where `zhiku` is the built program.
func run(shell line: String, in folder: String) -> Run {
    let path = program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return run(command: ["/bin/sh", "-c", "PATH=\(path):$PATH; \(line)"], in: folder)
}

/// Runs a program in a folder.
func run(command: [String], in folder: String, input: String? = nil, screen: Screen = .pipe) -> Run {
    let (readEnd, writeEnd) = openScreen(screen)
    defer { close(readEnd) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input.map { projectRoot + "/" + $0 } ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, writeEnd, 1)
    posix_spawn_file_actions_adddup2(&actions, writeEnd, 2)
    var process = pid_t()
    let environment = [
        "LANG=C", "PATH=/usr/bin:/bin", "ZHIKU_HISTORY=", "ZHIKU_SAMPLES=\(projectRoot)/samples", "NO_COLOR=1",
        "PAGER=cat",
    ]
    // The C library's call that starts a program in another folder is not visible to Swift.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder]
    let code = withStrings(shell + command) { arguments in
        withStrings(environment) { environment in
            posix_spawn(&process, "/bin/sh", &actions, nil, arguments, environment)
        }
    }
    precondition(code == 0, "\(program) can't be started: \(String(cString: strerror(code)))")
    close(writeEnd)
    let bytes = allBytes(of: readEnd).filter { $0 != 0x0D }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Run(text: String(decoding: bytes, as: UTF8.self), status: signal == 0 ? status >> 8 : 128 + signal)
}

/// The built program, which stands beside the tests'.
let program: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/zhiku"
}()

/// Both ends; neither goes to other programs that tests start at the same time.
private func openScreen(_ screen: Screen) -> (readEnd: Int32, writeEnd: Int32) {
    switch screen {
    case .pipe:
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    case .terminal(let columns):
        let outer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var lock: Int32 = 0
        var number: Int32 = 0
        let isReady =
            ioctl(outer, TerminalRequest.lock, &lock) == 0 && ioctl(outer, TerminalRequest.number, &number) == 0
        precondition(isReady, "no terminal")
        var size = winsize(ws_row: 1000, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let inner = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        _ = ioctl(inner, TerminalRequest.setSize, &size)
        return (outer, inner)
    }
}

/// Linux's numbers of what is asked of a terminal; as C macros Swift doesn't see them.
private enum TerminalRequest {
    /// TIOCSPTLCK
    static let lock: UInt = 0x4004_5431
    /// TIOCGPTN
    static let number: UInt = 0x8004_5430
    /// TIOCSWINSZ
    static let setSize: UInt = 0x5414
}

/// Lends strings as C has them: an array of pointers, the last one nil.
private func withStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
