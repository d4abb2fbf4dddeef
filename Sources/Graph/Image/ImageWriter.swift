/// Collects sections and lays them out as an image.
struct ImageWriter {
    private(set) var sections: [(name: UInt64, bytes: [UInt8])] = []
    private let isCancelled: () -> Bool
    /// Whether writing was given up; what was written is then no image.
    private(set) var isStopped = false

    /// - Parameter isCancelled: asked by long loops whether to give up.
    init(isCancelled: @escaping () -> Bool = { false }) { self.isCancelled = isCancelled }

    /// To be called by loops with the number of the round: whether to leave the loop, since nobody wants the image any more.
    mutating func isToStop(at number: Int) -> Bool {
        if number & 0x3FF == 0, !isStopped { isStopped = isCancelled() }
        return isStopped
    }

    mutating func add<Element: BitwiseCopyable>(_ name: SectionName, _ elements: [Element]) {
        sections.append((name.raw, elements.withUnsafeBytes { Array($0) }))
    }

    /// The finished image. Sections come in the order of their names.
    ///
    /// - Requires: writing was not stopped.
    mutating func finish() -> Image {
        precondition(!isStopped, "Half an image is none")
        sections.sort { $0.name < $1.name }
        var offset = Image.headerSize + sections.count * Image.entrySize
        var offsets: [Int] = []
        for section in sections {
            offset = (offset + Image.alignment - 1) / Image.alignment * Image.alignment
            offsets.append(offset)
            offset += section.bytes.count
        }
        let image = UnsafeMutableRawBufferPointer.allocate(byteCount: offset, alignment: Image.alignment)
        image.initializeMemory(as: UInt8.self, repeating: 0)
        for (index, section) in sections.enumerated() {
            section.bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: image[offsets[index]...]).copyMemory(from: source)
                let entry = [section.name, UInt64(offsets[index]), UInt64(source.count), checksum(source)]
                for (place, word) in entry.enumerated() {
                    let position = Image.headerSize + index * Image.entrySize + 8 * place
                    image.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
                }
            }
        }
        writeHeader(to: image)
        do {
            return try Image(owning: UnsafeRawBufferPointer(image), isMapped: false)
        } catch {
            preconditionFailure("An image that was just written does not verify: \(error)")
        }
    }

    private func writeHeader(to image: UnsafeMutableRawBufferPointer) {
        image.copyBytes(from: Image.magic)
        image.storeBytes(of: Image.version.littleEndian, toByteOffset: 8, as: UInt32.self)
        image.storeBytes(of: UInt32(sections.count).littleEndian, toByteOffset: 12, as: UInt32.self)
        image.storeBytes(of: UInt64(image.count).littleEndian, toByteOffset: 16, as: UInt64.self)
        let tableEnd = Image.headerSize + sections.count * Image.entrySize
        let table = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(image)[Image.headerSize..<tableEnd])
        image.storeBytes(of: checksum(table).littleEndian, toByteOffset: 24, as: UInt64.self)
        let header = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(image)[0..<40])
        image.storeBytes(of: checksum(header).littleEndian, toByteOffset: 40, as: UInt64.self)
    }
}
