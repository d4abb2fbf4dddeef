import Glibc
import Synchronization
import Text

/// A graph's immutable base: one run of bytes that holds a header, a table of sections, and the sections, which are the
/// arrays that queries read. A snapshot file is exactly these bytes, so opening one is mapping it.
///
///     0     "ZHIKUGR\n"  version  sections  size  checksum of the table  checksum of these 40 bytes
///     64    the table, 32 bytes a section, sorted by name:  name  offset  length  checksum
///     …     the sections, each on a multiple of 64 bytes; numbers are little-endian
///
/// It is a class because it owns memory that must be given back once.
package final class Image: @unchecked Sendable {
    static let magic: [UInt8] = Array("ZHIKUGR\n".utf8)
    /// 2: folded texts are in simplified characters. 3: large ones have checksums of their blocks.
    static let version: UInt32 = 3
    /// The same but for large ones.
    static let versionBefore: UInt32 = 2
    static let headerSize = 64
    static let entrySize = 32
    static let alignment = 64
    /// Up to this size all sections are verified when a file is opened, which takes about 10 ms; in a larger one, each block when
    /// it is first touched.
    static let eagerlyVerifiedSize = 64 << 20

    /// The bytes of an image that is one run; none of one in pieces.
    private let run: UnsafeRawBufferPointer
    private let isMapped: Bool
    private let sectionCount: Int
    /// The sections of an image that is not one run of bytes, in the order of their names; nil if it is.
    let pieces: [ImagePiece]?
    /// The bytes of an image in pieces, once somebody has asked for them.
    private let joined = Mutex((address: UInt(0), count: 0))
    /// Of an image whose sections were not verified when it was opened.
    private(set) var blocks: BlockChecks?

    /// All bytes of the image as a file has them. Of an image in pieces they are put together at the first use.
    package var bytes: UnsafeRawBufferPointer {
        guard let pieces else { return run }
        let (address, count) = joined.withLock { joined in
            if joined.address == 0 {
                let made = Image.joined(pieces)
                joined = (UInt(bitPattern: made.baseAddress), made.count)
            }
            return joined
        }
        return UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
    }

    /// Takes over bytes allocated by `UnsafeMutableRawPointer.allocate` or, if `isMapped`, by `mmap`; they are freed here,
    /// also if this throws.
    ///
    /// - Parameter isLarge: whether blocks are verified when they are touched, and not all now; nil: as its size says.
    init(owning bytes: UnsafeRawBufferPointer, isMapped: Bool, isLarge: Bool? = nil) throws(SnapshotError) {
        run = bytes
        self.isMapped = isMapped
        pieces = nil
        self.sectionCount = bytes.count >= Image.headerSize ? Int(bytes.load(fromByteOffset: 12, as: UInt32.self)) : 0
        try verify(isLarge ?? (bytes.count > Image.eagerlyVerifiedSize))
    }

    /// - Requires: the pieces are in the order of their names.
    init(pieces: [ImagePiece]) {
        run = UnsafeRawBufferPointer(start: nil, count: 0)
        isMapped = false
        sectionCount = 0
        self.pieces = pieces
    }

    deinit {
        joined.withLock { UnsafeMutableRawPointer(bitPattern: $0.address)?.deallocate() }
        if pieces != nil { return }
        let start = UnsafeMutableRawPointer(mutating: run.baseAddress)
        if isMapped { munmap(start, run.count) } else { start?.deallocate() }
    }

    private func verify(_ isLarge: Bool) throws(SnapshotError) {
        guard run.count >= Image.headerSize else { throw .notASnapshot }
        guard run.prefix(8).elementsEqual(Image.magic) else { throw .notASnapshot }
        let header = UnsafeRawBufferPointer(rebasing: run[0..<40])
        guard run.load(fromByteOffset: 40, as: UInt64.self) == checksum(header) else { throw .damaged("header") }
        guard run[48..<64].allSatisfy({ $0 == 0 }) else { throw .damaged("header") }
        let version = run.load(fromByteOffset: 8, as: UInt32.self)
        guard version == Image.version || (version == Image.versionBefore && !isLarge) else {
            throw .otherVersion(Int(version))
        }
        let size = run.load(fromByteOffset: 16, as: UInt64.self)
        guard size == UInt64(run.count) else { throw .cutShort(expected: Int(clamping: size), found: run.count) }
        let tableEnd = Image.headerSize + sectionCount * Image.entrySize
        guard tableEnd <= run.count else { throw .damaged("table") }
        let table = UnsafeRawBufferPointer(rebasing: run[Image.headerSize..<tableEnd])
        guard run.load(fromByteOffset: 24, as: UInt64.self) == checksum(table) else { throw .damaged("table") }
        var end = tableEnd
        for index in 0..<sectionCount {
            let entry = entry(index)
            guard entry.offset % UInt64(Image.alignment) == 0, entry.offset >= UInt64(end),
                entry.offset <= UInt64(run.count), entry.length <= UInt64(run.count) - entry.offset
            else { throw .damaged("table") }
            // Of a large one it is in blocks, and a look at it would bring in a page for every section.
            guard isLarge || run[end..<Int(entry.offset)].allSatisfy({ $0 == 0 }) else { throw .damaged("padding") }
            end = Int(entry.offset + entry.length)
        }
        guard end == run.count else { throw .damaged("table") }
        guard isLarge else { return try verifySections() }
        let first = (tableEnd + Image.alignment - 1) / Image.alignment * Image.alignment
        let sumsName = SectionName(.blockSums)
        guard let place = (0..<sectionCount).first(where: { entry($0).name == sumsName.raw }),
            case let sums = entry(place), first <= Int(sums.offset), let lane: Lane<UInt64> = lane(sumsName),
            checksum(section(sums)) == sums.checksum,
            let blocks = BlockChecks(run, covering: first..<Int(sums.offset), sums: lane)
        else { throw .damaged("\(sumsName)") }
        self.blocks = blocks
    }

    /// Whether all of a section is as it was written, as far as checksums of blocks tell.
    func isIntact(_ name: SectionName) -> Bool {
        guard let blocks, let bytes = section(name), let start = bytes.baseAddress else { return true }
        return blocks.areIntact(start, bytes.count)
    }

    /// The name of the section that an address lies in; nil outside of all.
    func sectionName(at address: UnsafeRawPointer) -> SectionName? {
        if let pieces {
            return pieces.first { piece in
                piece.bytes.baseAddress.map { $0 <= address && address - $0 <= piece.bytes.count } ?? false
            }.map { SectionName(raw: $0.name) }
        }
        guard let start = run.baseAddress else { return nil }
        let offset = UInt64(bitPattern: Int64(address - start))
        return (0..<sectionCount).lazy.map(entry).first {
            $0.offset <= offset && offset - $0.offset <= $0.length
        }.map { SectionName(raw: $0.name) }
    }

    /// Reads every section and compares its checksum.
    package func verifySections() throws(SnapshotError) {
        for index in 0..<sectionCount {
            let entry = entry(index)
            guard checksum(section(entry)) == entry.checksum else {
                throw .damaged(SectionName(raw: entry.name).description)
            }
        }
    }

    private struct Entry {
        var name: UInt64
        var offset: UInt64
        var length: UInt64
        var checksum: UInt64
    }

    private func entry(_ index: Int) -> Entry {
        let base = Image.headerSize + index * Image.entrySize
        func word(_ place: Int) -> UInt64 { run.load(fromByteOffset: base + 8 * place, as: UInt64.self) }
        return Entry(name: word(0), offset: word(1), length: word(2), checksum: word(3))
    }

    private func section(_ entry: Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: run[Int(entry.offset)..<Int(entry.offset + entry.length)])
    }

    /// All sections with what keeps them in place.
    var allPieces: [ImagePiece] {
        pieces
            ?? (0..<sectionCount).map { index in
                let entry = entry(index)
                return ImagePiece(name: entry.name, bytes: section(entry), owner: self, checksum: entry.checksum)
            }.filter { SectionName(raw: $0.name).sort != .blockSums }
    }

    private func piece(_ name: SectionName, _ pieces: [ImagePiece]) -> UnsafeRawBufferPointer? {
        let place = firstPlace(in: pieces.indices) { pieces[$0].name >= name.raw }
        return place < pieces.count && pieces[place].name == name.raw ? pieces[place].bytes : nil
    }

    /// All sections, ascending.
    var sectionNames: [SectionName] {
        if let pieces { return pieces.map { SectionName(raw: $0.name) } }
        return (0..<sectionCount).map { SectionName(raw: entry($0).name) }
    }

    /// The bytes of a section; nil if there is none of that name.
    func section(_ name: SectionName) -> UnsafeRawBufferPointer? {
        if let pieces { return piece(name, pieces) }
        let place = firstPlace(in: 0..<sectionCount) { entry($0).name >= name.raw }
        guard place < sectionCount, case let entry = entry(place), entry.name == name.raw else { return nil }
        return section(entry)
    }

    /// A section as an array; nil if there is none of that name, or one of other elements.
    func lane<Element: BitwiseCopyable>(_ name: SectionName, as type: Element.Type = Element.self) -> Lane<Element>? {
        guard let bytes = section(name), let start = bytes.baseAddress,
            bytes.count % MemoryLayout<Element>.stride == 0
        else { return nil }
        return Lane(pointer: start.assumingMemoryBound(to: type), count: bytes.count / MemoryLayout<Element>.stride)
    }
}

/// What a section holds: its sort, the kind or relation it belongs to, the property's slot, and which part of it.
struct SectionName: CustomStringConvertible {
    enum Sort: UInt8 {
        case schema = 1
        case kindCounts
        case nodeColumn
        case edgeColumn
        case adjacency
        case names
        case origin
        /// Checksums of all that stands before it.
        case blockSums
    }

    let raw: UInt64

    init(raw: UInt64) { self.raw = raw }

    init(_ sort: Sort, owner: Int = 0, slot: Int = 0, part: Int = 0) {
        raw = UInt64(sort.rawValue) << 56 | UInt64(owner) << 32 | UInt64(slot) << 16 | UInt64(part)
    }

    func part(_ part: Int) -> SectionName { SectionName(raw: raw & ~0xFFFF | UInt64(part)) }

    /// nil of one that this version doesn't know.
    var sort: Sort? { Sort(rawValue: UInt8(raw >> 56)) }

    var description: String {
        let sort = sort.map { "\($0)" } ?? "unknown"
        return "\(sort) \(raw >> 32 & 0xFF_FFFF)/\(raw >> 16 & 0xFFFF)/\(raw & 0xFFFF)"
    }
}

/// Why a file is no snapshot that can be used.
package enum SnapshotError: Error, Equatable {
    case notASnapshot
    /// Written by another version of the format.
    case otherVersion(Int)
    /// Sizes in bytes.
    case cutShort(expected: Int, found: Int)
    /// Checksum or structure of the named part is wrong.
    case damaged(String)
    /// Nobody wants it written any more; what was there before is there still.
    case cancelled
    /// What the operating system says.
    case system(operation: String, errno: Int32)
}
