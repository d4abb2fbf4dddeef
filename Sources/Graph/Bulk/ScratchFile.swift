import CKernels
import Glibc
import Synchronization

/// A file without a name that takes what an import has finished, so that a graph needn't fit into memory while it is made.
///
/// Pages that are moved there are mapped where they stood: pointers to them stay good, and the system gives their memory to
/// others and reads them again as it sees fit. The file goes when the last of its pages is given up.
package final class ScratchFile: Sendable {
    /// So many bytes are in memory before they are moved.
    let pieceSize: Int
    private let file: Int32
    private static let page = 4096
    private static let writtenAtOnce = 8 << 20
    /// Where the next pages go.
    private let end = Atomic(0)

    /// nil if there is no folder on a disk that a file can be made in: `$TMPDIR`, `/var/tmp`, `/tmp`.
    ///
    /// - Parameter pieceSize: so much of an array that grows is moved at once; whole pages.
    package init?(pieceSize: Int = 8 << 20) {
        self.pieceSize = pieceSize
        let folders = [getenv("TMPDIR").map { String(cString: $0) }, "/var/tmp", "/tmp"]
        for folder in folders {
            guard let folder, let opened = ScratchFile.opened(in: folder) else { continue }
            file = opened
            return
        }
        return nil
    }

    deinit { close(file) }

    private static func opened(in folder: String) -> Int32? {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let path = "\(folder)/zhiku-\(getpid())-\(now.tv_sec)-\(now.tv_nsec).tmp"
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return nil }
        unlink(path)
        if ck_is_in_memory(file) == 0 { return file }
        close(file)
        return nil
    }

    /// Writes pages to the file and maps it in their place, to be read only; false if it has no room, and they stay.
    ///
    /// - Parameter count: of bytes, whole pages.
    func take(_ start: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        take(UnsafeRawBufferPointer(start: start, count: count), at: start) { false }
    }

    /// Writes bytes to the file and maps it at a place that has whole pages for them, to be read only; false if it has no room, or
    /// is to leave off.
    func take(_ bytes: UnsafeRawBufferPointer, at start: UnsafeMutableRawPointer, isToStop: () -> Bool) -> Bool {
        guard let source = bytes.baseAddress else { return true }
        let count = (bytes.count + ScratchFile.page - 1) / ScratchFile.page * ScratchFile.page
        let offset = end.wrappingAdd(count, ordering: .relaxed).oldValue
        var done = 0
        while done < bytes.count {
            if isToStop() { return false }
            let written = pwrite(file, source + done, min(bytes.count - done, ScratchFile.writtenAtOnce), offset + done)
            if written > 0 { done += written }
            if written <= 0, errno != EINTR { return false }
        }
        // Mapped elsewhere first, for a mapping over another that fails may have taken that away.
        guard let mapped = mmap(nil, count, PROT_READ, MAP_SHARED, file, offset), mapped != MAP_FAILED else {
            return false
        }
        munmap(mapped, count)
        let placed = mmap(start, count, PROT_READ, MAP_SHARED | MAP_FIXED, file, offset)
        precondition(placed == start, "The system has no mappings left")
        return true
    }
}
