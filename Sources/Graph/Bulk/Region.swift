import Glibc

/// Memory for a flat array that grows up to a size known beforehand. The system gives pages as they are first touched, so
/// reserving too much costs nothing, and growing never copies.
package final class Region: @unchecked Sendable {
    package let start: UnsafeMutableRawPointer
    private let capacity: Int
    /// In bytes.
    package private(set) var count = 0

    /// nil if the system has no such range of addresses.
    package init?(capacity: Int) {
        let page = 4096
        self.capacity = (max(capacity, 1) + page - 1) / page * page
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let start = mmap(nil, self.capacity, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED else {
            return nil
        }
        self.start = start
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

    deinit { munmap(start, capacity) }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// The elements so far.
    package func lane<Element: BitwiseCopyable>(of type: Element.Type = Element.self) -> Lane<Element> {
        Lane(
            pointer: UnsafePointer(start.assumingMemoryBound(to: type)),
            count: count / MemoryLayout<Element>.stride)
    }

    @inline(__always)
    package func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= capacity - count, "A region was made too small")
        if let source = bytes.baseAddress { memcpy(start + count, source, bytes.count) }
        count += bytes.count
    }

    @inline(__always)
    package func append<Element: BitwiseCopyable>(_ element: Element) {
        precondition(MemoryLayout<Element>.stride <= capacity - count, "A region was made too small")
        (start + count).storeBytes(of: element, as: Element.self)
        count += MemoryLayout<Element>.stride
    }

    /// Where more may be written; `grow(by:)` makes it count.
    package var free: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: start + count, count: capacity - count)
    }

    package func grow(by bytes: Int) {
        precondition(bytes <= capacity - count, "A region was made too small")
        count += bytes
    }
}
