/// Collects sections and lays them out as an image.
struct ImageWriter {
    private(set) var sections: [ImagePiece] = []
    private let isCancelled: () -> Bool
    /// Whether writing was given up; what was written is then no image.
    private(set) var isStopped = false
    let tripleRule: TripleRule
    /// Takes large sections as they are finished; nil: they stay in memory.
    private let scratch: ScratchFile?

    /// Smaller sections stay in memory.
    private static let leastMoved = 256 << 10

    /// - Parameters:
    ///   - tripleRule: which triples of characters get lists in the indexes of texts; tests have it give them to small graphs.
    ///   - scratch: takes large sections; nil: they stay in memory.
    ///   - isCancelled: asked by long loops whether to give up.
    init(
        tripleRule: TripleRule = .standard, scratch: ScratchFile? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.tripleRule = tripleRule
        self.scratch = scratch
        self.isCancelled = isCancelled
    }

    /// To be called by loops with the number of the round: whether to leave the loop, since nobody wants the image any more.
    mutating func isToStop(at number: Int) -> Bool {
        if number & 0x3FF == 0, !isStopped { isStopped = isCancelled() }
        return isStopped
    }

    mutating func add<Element: BitwiseCopyable>(_ name: SectionName, _ elements: [Element]) {
        elements.withUnsafeBytes { bytes in
            if let region = moved(bytes) {
                sections.append(ImagePiece(name: name.raw, bytes: region.bytes, owner: region))
            } else if !isStopped {
                let copy = SectionBytes(bytes)
                sections.append(ImagePiece(name: name.raw, bytes: copy.bytes, owner: copy))
            }
        }
    }

    /// A copy in the scratch file; nil of few bytes, without such a file, or if writing is to stop.
    private mutating func moved(_ bytes: UnsafeRawBufferPointer) -> Region? {
        guard let scratch, bytes.count >= ImageWriter.leastMoved else { return nil }
        return Region(bytes, in: scratch) { isToStop(at: 0) }
    }

    /// Adds sections that another writer has collected.
    mutating func add(_ pieces: [ImagePiece]) { sections += pieces }

    /// The finished image, whose sections stay where they are: put together it would be there twice for a moment.
    ///
    /// - Requires: writing was not stopped.
    func finish() -> Image {
        precondition(!isStopped, "Half an image is none")
        return Image(pieces: sections.sorted { $0.name < $1.name })
    }
}

/// A copy of an array, as long as it is wanted.
private final class SectionBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: Image.alignment)
        copy.copyMemory(from: bytes)
        self.bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}
