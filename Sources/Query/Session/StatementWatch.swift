import Diagnostics
import Execution
import Glibc
import Synchronization

/// Looks whether one statement takes more time or memory than it may; asked as often as whether to stop.
///
/// It is a class because the statement's answer goes on asking it while it is read.
final class StatementWatch: Sendable {
    private let time: Int
    private let megabytes: Int
    private let begun = milliseconds()
    private let lastLook = Atomic<Int>(0)
    /// The limit that was met, and its value.
    let met = Mutex<(name: Limits.Name, value: Int)?>(nil)

    /// nil if neither is limited.
    init?(_ limits: Limits) {
        (time, megabytes) = (limits[.time], limits[.memory])
        if time == Limits.none, megabytes == Limits.none { return nil }
    }

    /// Since the statement began, in milliseconds.
    var spent: Int { Int(milliseconds() - begun) }

    /// Whether a limit is met.
    var isToStop: Bool {
        let spent = spent
        if spent > time { return stop(.time, time) }
        // Reading it costs some microseconds.
        guard megabytes != Limits.none, spent >= lastLook.load(ordering: .relaxed) + 5 else { return false }
        lastLook.store(spent, ordering: .relaxed)
        return StatementWatch.residentMegabytes > megabytes ? stop(.memory, megabytes) : false
    }

    private func stop(_ name: Limits.Name, _ value: Int) -> Bool {
        met.withLock { $0 = $0 ?? (name, value) }
        return true
    }

    /// What the program holds in memory, the parts of snapshots that it has read included.
    private static var residentMegabytes: Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        let words = buffer[..<max(count, 0)].split(separator: 0x20)
        guard words.count > 1, let pages = Int(String(decoding: words[1], as: UTF8.self)) else { return 0 }
        return (pages * Int(sysconf(Int32(_SC_PAGESIZE)))) >> 20
    }
}

extension Session {
    /// Runs a statement under the limits of time and memory, which its answer keeps while it is read.
    mutating func watched(
        _ body: (inout Session) throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        watch = StatementWatch(limits)
        guard let watch else { return try body(&self) }
        let isCancelledBefore = isCancelled
        isCancelled = { isCancelledBefore() || watch.isToStop }
        defer { isCancelled = isCancelledBefore }
        do throws(Failure) { return try body(&self) } catch {
            throw error.sort == .cancelled ? limitMet(in: error) ?? error : error
        }
    }

    /// What to say instead of “cancelled” where a limit was met.
    private func limitMet(in failure: Failure) -> Failure? {
        guard let met = watch?.met.withLock({ $0 }) else { return nil }
        return Failure(ExecutionError.limitMet(met.name, met.value, at: nil).diagnostic, in: failure.source)
    }

    /// Why the cells of an answer can't be made, for people.
    package func failure(_ error: ExecutionError, in source: SourceText) -> Failure {
        let failure = lastCalled.failure(error, in: source)
        return failure.sort == .cancelled ? limitMet(in: failure) ?? failure : failure
    }
}
