import Glibc
import Synchronization

/// Jobs that don't touch each other's data, carried out on two threads: the caller's and, where there is a second processor, one
/// more. Each takes the first job that nobody has taken, so that the longest should come first.
///
/// `isCancelled` is only asked on the caller's thread, for it may draw on the screen.
package enum TwoThreads {
    /// A job is given what to ask whether to leave off, and says whether it succeeded.
    package typealias Job = (_ isCancelled: () -> Bool) -> Bool

    private final class Work: @unchecked Sendable {
        let jobs: [Job]
        let next = Atomic(0)
        let isFailed = Atomic(false)
        /// Is posted when the second thread has left.
        let left = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

        init(_ jobs: [Job]) {
            self.jobs = jobs
            sem_init(left, 0, 0)
        }

        deinit {
            sem_destroy(left)
            left.deallocate()
        }

        /// Waits for the second thread for some milliseconds; false if it hasn't left by then.
        func waitForTheOther() -> Bool {
            var end = timespec()
            clock_gettime(CLOCK_REALTIME, &end)
            end.tv_nsec += 20_000_000
            if end.tv_nsec >= 1_000_000_000 {
                end.tv_nsec -= 1_000_000_000
                end.tv_sec += 1
            }
            return sem_timedwait(left, &end) == 0
        }

        func carryOut(_ isCancelled: () -> Bool) {
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if number >= jobs.count || isFailed.load(ordering: .relaxed) { return }
                if !jobs[number](isCancelled) { isFailed.store(true, ordering: .relaxed) }
            }
        }
    }

    /// Whether all jobs succeeded; of those behind one that failed some weren't begun.
    package static func run(_ jobs: [Job], isCancelled: () -> Bool) -> Bool {
        let work = Work(jobs)
        var thread = pthread_t()
        let isHelped = jobs.count > 1 && processorCount > 1 && start(work, &thread)
        func isToLeave() -> Bool {
            if isCancelled() { work.isFailed.store(true, ordering: .relaxed) }
            return work.isFailed.load(ordering: .relaxed)
        }
        work.carryOut(isToLeave)
        if isHelped {
            while !work.waitForTheOther() { _ = isToLeave() }
            pthread_join(thread, nil)
        }
        return !work.isFailed.load(ordering: .relaxed)
    }

    private static let processorCount = sysconf(Int32(_SC_NPROCESSORS_ONLN))

    private static func start(_ work: Work, _ thread: inout pthread_t) -> Bool {
        let argument = Unmanaged.passRetained(work)
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                work.carryOut { work.isFailed.load(ordering: .relaxed) }
                sem_post(work.left)
                return nil
            }, argument.toOpaque())
        if status != 0 { argument.release() }
        return status == 0
    }
}
