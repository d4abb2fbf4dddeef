import Glibc

/// Where sections stand in the bytes of an image, and the header, the table and the checksums that go with them.
struct ImageLayout {
    /// Header and table.
    let head: [UInt8]
    /// Where each section begins, in the order given.
    let offsets: [Int]
    /// The checksums of blocks, which stand behind all sections; none in an image that is verified when it is opened.
    let blockSums: [UInt64]
    let blockSumsOffset: Int
    /// Of the whole image, in bytes.
    let size: Int
    /// The first section that came from another snapshot and isn't what it was there.
    let damaged: SectionName?

    /// - Parameters:
    ///   - isLarge: whether blocks get checksums; nil: if the image isn't verified when it is opened.
    ///   - isCancelled: asked every few megabytes; nil comes back then.
    /// - Requires: the sections are in the order of their names, and none of them is that of the blocks' checksums.
    init?(_ sections: [ImagePiece], isLarge: Bool? = nil, isCancelled: () -> Bool = { false }) {
        var (offsets, end) = ImageLayout.places(sections.map(\.bytes.count), entryCount: sections.count)
        var sums: [UInt64] = []
        var entries: [UInt64] = []
        if isLarge ?? (end > Image.eagerlyVerifiedSize) {
            (offsets, end) = ImageLayout.places(sections.map(\.bytes.count), entryCount: sections.count + 1)
            end = ImageLayout.aligned(end)
            let first = ImageLayout.aligned(Image.headerSize + (sections.count + 1) * Image.entrySize)
            sums = ImageLayout.blockSums(sections, offsets, covering: first..<max(first, end), isCancelled)
        }
        var damaged: SectionName?
        for (section, offset) in zip(sections, offsets) {
            if isCancelled() { return nil }
            let sum = checksum(section.bytes, passed: section.forget)
            if let expected = section.checksum, expected != sum { damaged = damaged ?? SectionName(raw: section.name) }
            entries += [section.name, UInt64(offset), UInt64(section.bytes.count), sum]
        }
        self.damaged = damaged
        blockSumsOffset = end
        if !sums.isEmpty {
            let sum = sums.withUnsafeBytes { checksum($0) }
            entries += [SectionName(.blockSums).raw, UInt64(end), UInt64(sums.count * 8), sum]
            end += sums.count * 8
        }
        self.offsets = offsets
        blockSums = sums
        size = end
        head = ImageLayout.head(entries, size: end)
    }

    private static func aligned(_ offset: Int) -> Int {
        (offset + Image.alignment - 1) / Image.alignment * Image.alignment
    }

    private static func places(_ sizes: [Int], entryCount: Int) -> (offsets: [Int], end: Int) {
        var end = Image.headerSize + entryCount * Image.entrySize
        var offsets: [Int] = []
        for size in sizes {
            offsets.append(aligned(end))
            end = aligned(end) + size
        }
        return (offsets, end)
    }

    private static func head(_ entries: [UInt64], size: Int) -> [UInt8] {
        let table = entries.withUnsafeBytes { Array($0) }
        var header = [UInt8](repeating: 0, count: Image.headerSize)
        header.withUnsafeMutableBytes { header in
            header.copyBytes(from: Image.magic)
            header.storeBytes(of: Image.version.littleEndian, toByteOffset: 8, as: UInt32.self)
            header.storeBytes(of: UInt32(entries.count / 4).littleEndian, toByteOffset: 12, as: UInt32.self)
            header.storeBytes(of: UInt64(size).littleEndian, toByteOffset: 16, as: UInt64.self)
            header.storeBytes(
                of: table.withUnsafeBytes { checksum($0) }.littleEndian, toByteOffset: 24, as: UInt64.self)
            let checked = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(header)[0..<40])
            header.storeBytes(of: checksum(checked).littleEndian, toByteOffset: 40, as: UInt64.self)
        }
        return header + table
    }

    /// So many blocks of a section are gone through before they are forgotten.
    private static let blocksInMemory = 128

    /// The checksum of each block, only of some once cancelled; one that several sections lie in, with zeros between them, is put together first.
    private static func blockSums(
        _ pieces: [ImagePiece], _ offsets: [Int], covering covered: Range<Int>, _ isCancelled: () -> Bool
    ) -> [UInt64] {
        let sections = pieces.map(\.bytes)
        var sums: [UInt64] = []
        var mixed = [UInt8](repeating: 0, count: BlockChecks.size)
        var section = 0
        for block in BlockChecks.blocks(of: covered) {
            let range = BlockChecks.bytes(of: block, within: covered)
            if block % blocksInMemory == 0, isCancelled() { break }
            while section < sections.count, offsets[section] + sections[section].count <= range.lowerBound {
                pieces[section].forget(0..<sections[section].count)
                section += 1
            }
            if section < sections.count, offsets[section] <= range.lowerBound,
                offsets[section] + sections[section].count >= range.upperBound
            {
                let start = range.lowerBound - offsets[section]
                sums.append(checksum(UnsafeRawBufferPointer(rebasing: sections[section][start..<start + range.count])))
                if block % blocksInMemory == 0 { pieces[section].forget(0..<start) }
                continue
            }
            mixed.withUnsafeMutableBytes { mixed in
                mixed.initializeMemory(as: UInt8.self, repeating: 0)
                var part = section
                while part < sections.count, offsets[part] < range.upperBound {
                    let whole = offsets[part]..<offsets[part] + sections[part].count
                    let held = whole.clamped(to: range)
                    if !held.isEmpty {
                        let start = held.lowerBound - whole.lowerBound
                        let source = sections[part][start..<start + held.count]
                        let place = held.lowerBound - range.lowerBound
                        UnsafeMutableRawBufferPointer(rebasing: mixed[place..<place + held.count])
                            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source))
                    }
                    part += 1
                }
                sums.append(checksum(UnsafeRawBufferPointer(rebasing: mixed[0..<range.count])))
            }
        }
        return sums
    }
}
