import Diagnostics
import Glibc
import Query

/// What the person wants at every start: statements and dot-commands in `rc.zk`.
///
///     # ~/.config/zhiku/rc.zk
///     .format line
///     let tourism = find industries where name ~ 文旅
///
/// What is wrong is said and passed over. The file is never looked for in the current folder, which may be somebody else's, nor
/// is one read that others may write.
extension Prompt {
    /// Carries out the configuration, if there is one. Says whether it wants to leave.
    mutating func carryOutConfiguration(_ reader: inout some (PromptReader & ~Copyable)) -> Bool {
        guard let path = ConfigurationPlace.path, let bytes = configuration(path) else { return false }
        Interrupt.clear()
        runner.reset()
        runScript(SourceText(name: path, bytes: bytes), &reader)
        defer { isLeaving = false }
        return isLeaving
    }

    private func configuration(_ path: String) -> [UInt8]? {
        if let refusal = refusalToTrust(path), isThere(path) {
            runner.printer.complain(Diagnostic(refusal, at: nil, hints: [hintOnTrust(path)], severity: .warning))
            return nil
        }
        do throws(InputError) { return try readScript(path) } catch {
            if error == .system(path: path, errno: ENOENT) || error == .system(path: path, errno: ENOTDIR) {
                return nil
            }
            runner.printer.complain(error.diagnostic(at: nil))
            return nil
        }
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
