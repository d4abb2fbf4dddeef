import Diagnostics
import Glibc
import Query

/// What the person wants at every start: statements and dot-commands in `rc.zk`.
///
///     # ~/.config/zhiku/rc.zk
///     .format line
///     let tourism = find industries where name ~ 文旅
///
/// A line that begins with a dot is a command; what stands between two commands is statements. What is wrong is said and
/// passed over. The file is never looked for in the current folder, which may be somebody else's.
extension Prompt {
    /// Carries out the configuration, if there is one. Says whether it wants to leave.
    mutating func carryOutConfiguration(_ reader: inout some (PromptReader & ~Copyable)) -> Bool {
        guard let path = ConfigurationPlace.path, let bytes = configuration(path) else { return false }
        var statements: [UInt8] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.first == UInt8(ascii: ".") {
                run(statements, path)
                if carryOutCommand(String(decoding: line, as: UTF8.self), &reader) { return true }
                // What has run becomes blank, so that the errors behind it keep their lines.
                statements = statements.filter { $0 == 0x0A }
            } else {
                statements += line
            }
            statements.append(0x0A)
        }
        run(statements, path)
        return false
    }

    private func configuration(_ path: String) -> [UInt8]? {
        do throws(InputError) { return try readScript(path) } catch {
            if error == .system(path: path, errno: ENOENT) || error == .system(path: path, errno: ENOTDIR) {
                return nil
            }
            runner.printer.complain(error.diagnostic(at: nil))
            return nil
        }
    }

    private mutating func run(_ statements: [UInt8], _ path: String) {
        Interrupt.clear()
        runner.reset()
        runner.run(SourceText(name: path, bytes: statements))
    }
}

/// Where the configuration is: in the user's folder for that.
enum ConfigurationPlace {
    static var path: String? {
        let folder = environment("XDG_CONFIG_HOME") ?? environment("HOME").map { $0 + "/.config" }
        // A relative path would lead into the current folder; the standard of these variables rules it out as well.
        return folder.flatMap { $0.hasPrefix("/") ? $0 + "/zhiku/rc.zk" : nil }
    }
}
