import Glibc

/// Memory for a flat array that grows up to a size known beforehand. The system gives pages as they are first touched, so
/// reserving too much costs nothing, and growing never copies.
///
/// What has been written can move into a scratch file, where it stays readable at the same address but takes no memory.
package final class Region: @unchecked Sendable {
    package let start: UnsafeMutableRawPointer
    private let capacity: Int
    /// In bytes.
    package private(set) var count = 0
    /// What is written is moved there as the region grows.
    private let scratch: ScratchFile?
    /// So many bytes from the start on are in a scratch file.
    private var moved = 0
    /// Pages are moved when it has grown to this size.
    private var nextMove = Int.max
    /// How far it may grow.
    private var limit: Int

    private static let page = 4096
    /// Less than this part of a piece isn't worth a mapping of its own.
    private static let leastShare = 32

    /// nil if the system has no such range of addresses.
    package init?(capacity: Int, scratch: ScratchFile? = nil) {
        self.capacity = Region.wholePages(max(capacity, 1))
        self.scratch = scratch
        limit = self.capacity
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let start = mmap(nil, self.capacity, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else {
            return nil
        }
        self.start = start
        if let scratch { nextMove = scratch.pieceSize }
        if self.capacity >= 4 << 20 { madvise(start, self.capacity, MADV_HUGEPAGE) }
    }

    /// So many zero bytes, which take no memory until they are written.
    package convenience init?(zeros count: Int) {
        self.init(capacity: count)
        self.count = count
    }

    package convenience init?<Element: BitwiseCopyable>(_ elements: [Element]) {
        self.init(capacity: elements.count * MemoryLayout<Element>.stride)
        elements.withUnsafeBytes { append($0) }
    }

    /// A copy of bytes in a scratch file, without one in memory; nil if there is no room for it.
    ///
    /// - Parameter isToStop: asked now and then whether to leave off; nil comes back then.
    convenience init?(_ bytes: UnsafeRawBufferPointer, in scratch: ScratchFile, isToStop: () -> Bool) {
        self.init(capacity: bytes.count)
        guard scratch.take(bytes, at: start, isToStop: isToStop) else { return nil }
        count = bytes.count
        limit = count
        moved = Region.wholePages(count)
    }

    deinit { munmap(start, capacity) }

    private static func wholePages(_ count: Int) -> Int { (count + page - 1) / page * page }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// The elements so far.
    package func lane<Element: BitwiseCopyable>(of type: Element.Type = Element.self) -> Lane<Element> {
        Lane(
            pointer: UnsafePointer(start.assumingMemoryBound(to: type)),
            count: count / MemoryLayout<Element>.stride)
    }

    @inline(__always)
    package func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= limit - count, "A region was made too small")
        if let source = bytes.baseAddress { memcpy(start + count, source, bytes.count) }
        grow(by: bytes.count)
    }

    @inline(__always)
    package func append<Element: BitwiseCopyable>(_ element: Element) {
        precondition(MemoryLayout<Element>.stride <= limit - count, "A region was made too small")
        (start + count).storeBytes(of: element, as: Element.self)
        grow(by: MemoryLayout<Element>.stride)
    }

    /// Where more may be written; `grow(by:)` makes it count.
    package var free: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: start + count, count: limit - count)
    }

    @inline(__always)
    package func grow(by bytes: Int) {
        precondition(bytes <= limit - count, "A region was made too small")
        count += bytes
        if count >= nextMove { moveWholePages() }
    }

    // MARK: In a scratch file

    @inline(never)
    private func moveWholePages() {
        let whole = (count - moved) / Region.page * Region.page
        // Without room on the disk the rest stays in memory.
        guard let scratch, scratch.take(start + moved, whole) else {
            nextMove = Int.max
            return
        }
        moved += whole
        nextMove = moved + scratch.pieceSize
    }

    /// Moves all of it to a scratch file; it is written no more.
    func settle(in scratch: ScratchFile) {
        nextMove = Int.max
        limit = count
        let end = Region.wholePages(count)
        let isWorthIt = end - moved >= max(scratch.pieceSize / Region.leastShare, Region.page)
        if isWorthIt, scratch.take(start + moved, end - moved) { moved = end }
        // What was reserved beyond may have memory by now, as the system gives it in large pages.
        if end < capacity { madvise(start + end, capacity - end, MADV_DONTNEED) }
    }

    /// Says that some bytes aren't read again soon: as far as a scratch file has them, they take no memory until they are.
    func forget(_ bytes: Range<Int>) {
        let end = min(Region.wholePages(bytes.upperBound), moved)
        let first = bytes.lowerBound / Region.page * Region.page
        if first < end { madvise(start + first, end - first, MADV_DONTNEED) }
    }
}
