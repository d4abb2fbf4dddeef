/// A section wherever it stands, and what keeps it there.
struct ImagePiece {
    let name: UInt64
    let bytes: UnsafeRawBufferPointer
    let owner: AnyObject
    /// What the checksum is to be, of a section of another snapshot.
    var checksum: UInt64?

    /// Says that some of its bytes aren't read again soon: they take no memory until they are, if a file has them.
    func forget(_ bytes: Range<Int>) { (owner as? Region)?.forget(bytes) }
}

/// Collects the sections of an image that isn't one run of bytes: those of another image stay where they are.
struct ComposedImage {
    private(set) var pieces: [ImagePiece] = []

    init() {}

    /// All sections of an image but those that are left out.
    init(_ image: Image, without isLeftOut: (SectionName) -> Bool) {
        pieces = image.allPieces.filter { !isLeftOut(SectionName(raw: $0.name)) }
    }

    mutating func add(_ piece: ImagePiece) { pieces.append(piece) }

    mutating func add(_ name: SectionName, _ region: Region) {
        pieces.append(ImagePiece(name: name.raw, bytes: region.bytes, owner: region))
    }

    /// false if there is no memory.
    mutating func add<Element: BitwiseCopyable>(_ name: SectionName, _ elements: [Element]) -> Bool {
        guard let region = Region(elements) else { return false }
        add(name, region)
        return true
    }

    /// Puts another array in the place of a section.
    mutating func replace(_ name: SectionName, _ region: Region) {
        pieces.removeAll { $0.name == name.raw }
        add(name, region)
    }

    /// Moves large sections that are in memory to a scratch file.
    func settle(in scratch: ScratchFile) {
        for piece in pieces {
            guard let region = piece.owner as? Region else { continue }
            region.settle(in: scratch)
            piece.forget(0..<region.count)
        }
    }

    func finish() -> Image { Image(pieces: pieces.sorted { $0.name < $1.name }) }
}
