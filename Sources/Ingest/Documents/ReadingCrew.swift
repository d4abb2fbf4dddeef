import Glibc

/// Threads that read files ahead of whoever takes the documents in their order.
///
/// They are at most so many documents and bytes ahead, which bounds the memory. Whoever takes never waits for a thread that is
/// deep in a document: cancelled, it leaves, and the threads end by themselves at their next look.
final class ReadingCrew: @unchecked Sendable {
    /// Documents that were read and wait to be taken are at most so many.
    private static let mostAhead = 24
    /// Bytes of the files that are being read or wait; a larger file is read alone.
    private static let mostBytesAhead = 32 << 20
    private static let stackSize = 8 << 20

    private let files: [String]
    private let limits: DocumentLimits
    private let isCancelled: @Sendable () -> Bool

    // All below is used under the lock.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var results: [Int: Result<Document, DocumentError>] = [:]
    private var sizes: [Int: Int] = [:]
    private var bytesAhead = 0
    private var nextToRead = 0
    private var nextToTake = 0
    private var isStopped = false
    /// A machine that gives no further thread has the one that takes.
    private var threadCount = 0

    /// Begins to read.
    init(_ files: [String], _ limits: DocumentLimits, _ isCancelled: @escaping @Sendable () -> Bool) {
        self.files = files
        self.limits = limits
        self.isCancelled = isCancelled
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        for _ in 0..<min(files.count, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) { startThread() }
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// No further file is begun.
    func stop() {
        locked { isStopped = true }
        pthread_cond_broadcast(changed)
    }

    // MARK: Who takes

    /// The document of the next file; nil as soon as it was cancelled.
    func next() -> Result<Document, DocumentError>? {
        if threadCount == 0, let place = nextPlace() { read(place) }
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while !isCancelled() {
            if let result = results.removeValue(forKey: nextToTake) {
                bytesAhead -= sizes.removeValue(forKey: nextToTake) ?? 0
                nextToTake += 1
                pthread_cond_broadcast(changed)
                return result
            }
            wait(milliseconds: 20)
        }
        return nil
    }

    /// Waits for a change, at most so long.
    private func wait(milliseconds: Int) {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        let nanoseconds = moment.tv_nsec + milliseconds * 1_000_000
        moment.tv_sec += nanoseconds / 1_000_000_000
        moment.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(changed, lock, &moment)
    }

    // MARK: Threads

    private func startThread() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, ReadingCrew.stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let me = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<ReadingCrew>.fromOpaque(argument).takeRetainedValue().readAll()
                return nil
            }, me.toOpaque())
        if code == 0 { threadCount += 1 } else { me.release() }
    }

    private func readAll() {
        while let place = nextPlace() { read(place) }
    }

    private func read(_ place: Int) {
        let result: Result<Document, DocumentError>
        do throws(DocumentError) {
            result = .success(try Document(path: files[place], limits: limits, isCancelled: hasToEnd))
        } catch {
            result = .failure(error)
        }
        locked { results[place] = result }
        pthread_cond_broadcast(changed)
    }

    private func hasToEnd() -> Bool { isCancelled() || locked { isStopped } }

    /// The next file to read, once there is room for it; nil if there is none, or nobody wants it.
    private func nextPlace() -> Int? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while !isStopped, !isCancelled(), nextToRead < files.count {
            let size = DocumentFile.size(of: files[nextToRead])
            let hasRoom = bytesAhead == 0 || bytesAhead + size <= ReadingCrew.mostBytesAhead
            if hasRoom, nextToRead < nextToTake + ReadingCrew.mostAhead {
                bytesAhead += size
                sizes[nextToRead] = size
                nextToRead += 1
                return nextToRead - 1
            }
            wait(milliseconds: 100)
        }
        return nil
    }

    private func locked<T>(_ body: () -> T) -> T {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
