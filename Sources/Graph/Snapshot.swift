import Glibc

/// Reading and writing a graph as a file of exactly its image's bytes.
extension Graph {
    /// Maps the snapshot at a path. Nothing is parsed but the schema; the rest is paged in when a query touches it.
    package init(snapshot path: String) throws(SnapshotError) {
        let image = try Image(mapping: path)
        guard let bytes = image.section(SectionName(.schema)), let schema = Schema(decoding: bytes) else {
            throw .damaged("schema")
        }
        self.init(schema: schema, base: try Base(image: image, schema: schema))
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

    /// Writes the graph, changes included, so that at every moment the path holds either the old file or the new one:
    /// into a file beside it, synced, renamed over it, and the folder synced.
    package func save(to path: String, origin: [UInt8] = []) throws(SnapshotError) {
        let image = delta.isEmpty && origin == self.origin ? base.image : folded(origin: origin).graph.base.image
        let temporary = path + ".\(getpid()).tmp"
        do throws(SnapshotError) {
            try write(image.bytes, to: temporary)
            guard rename(temporary, path) == 0 else { throw SnapshotError.system(operation: "rename", errno: errno) }
        } catch {
            Glibc.unlink(temporary)
            throw error
        }
        syncFolder(of: path)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(SnapshotError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .system(operation: "open", errno: errno) }
        var failure: SnapshotError?
        var written = 0
        while written < bytes.count, failure == nil {
            let count = Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count > 0 {
                written += count
            } else if errno != EINTR {
                failure = .system(operation: "write", errno: errno)
            }
        }
        if failure == nil, fsync(file) != 0 { failure = .system(operation: "fsync", errno: errno) }
        if close(file) != 0, failure == nil { failure = .system(operation: "close", errno: errno) }
        if let failure { throw failure }
    }

    /// Makes the rename last. A file system that can't sync a folder has nothing more to offer, so failure is not an error.
    private func syncFolder(of path: String) {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}

extension Image {
    convenience init(mapping path: String) throws(SnapshotError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
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
