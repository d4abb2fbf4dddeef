import Glibc

/// Reading and writing a graph as a file of exactly its image's bytes.
extension Graph {
    /// Maps the snapshot at a path. Nothing is parsed but the schema; the rest is paged in when a query touches it.
    ///
    /// - Parameter isCache: it was written by an earlier run of the same person, so that checksums tell all that can have happened
    ///   to it; whether its numbers are sound is asked of a part when a query first touches it.
    package init(snapshot path: String, isCache: Bool = false) throws(SnapshotError) {
        let image = try Image(mapping: path)
        let isReadWhole = image.bytes.count <= Image.eagerlyVerifiedSize && !isCache
        try self.init(image: image, inspecting: isReadWhole ? .atOpening : .atFirstUse)
    }

    /// What was found damaged in the snapshot when it was used; answers since then lack that part.
    package var damage: String? { base.damage }

    init(image: Image, inspecting moment: Inspection.Moment) throws(SnapshotError) {
        for name in [SectionName(.schema), SectionName(.kindCounts), SectionName(.origin)] where !image.isIntact(name) {
            throw .damaged("\(name)")
        }
        guard let bytes = image.section(SectionName(.schema)), let schema = Schema(decoding: bytes) else {
            throw .damaged("schema")
        }
        self.init(schema: schema, base: try Base(image: image, schema: schema, inspecting: moment))
    }

    /// Whether the file begins as a snapshot does.
    package static func isSnapshot(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: Image.magic.count)
        return read(file, &head, head.count) == head.count && head == Image.magic
    }

    /// What the writer of the snapshot left for telling whether it is up to date.
    package var origin: [UInt8] { base.image.section(SectionName(.origin)).map(Array.init) ?? [] }

    /// Writes the graph, changes included, as `replaceFile` does.
    ///
    /// - Parameter isCancelled: asked every few megabytes.
    package func save(
        to path: String, origin: [UInt8] = [], isCancelled: @escaping () -> Bool = { false }
    ) throws(SnapshotError) {
        var base = base
        if !delta.isEmpty || origin != self.origin {
            guard let folded = folded(origin: origin, isCancelled: isCancelled) else { throw .cancelled }
            base = folded.graph.base
        }
        if let damage = base.damage { throw .damaged(damage) }
        try base.image.write(to: path, isCancelled: isCancelled)
    }
}

extension Image {
    convenience init(mapping path: String) throws(SnapshotError) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .system(operation: "open", errno: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(operation: "stat", errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notASnapshot }
        let size = Int(status.st_size)
        guard size >= Image.headerSize else { throw .notASnapshot }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
            throw .system(operation: "mmap", errno: errno)
        }
        try self.init(owning: UnsafeRawBufferPointer(start: start, count: size), isMapped: true)
    }
}
