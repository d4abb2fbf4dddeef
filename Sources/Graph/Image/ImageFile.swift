import Glibc

extension Image {
    /// Writes the image to a path as `replaceFile` does; one that stands in pieces is written piece by piece, so that it is
    /// never in memory twice.
    func write(to path: String) throws(SnapshotError) {
        guard let pieces else { return try replaceFile(at: path, with: bytes) }
        var status = stat()
        let exists = lstat(path, &status) == 0
        let isPlain = !exists || status.st_mode & S_IFMT == S_IFREG
        let temporary = isPlain ? path + ".\(getpid()).tmp" : path
        let mode = exists && isPlain ? status.st_mode & 0o777 : 0o644
        let flags = O_RDWR | O_TRUNC | O_CLOEXEC | (isPlain ? O_CREAT | O_NOFOLLOW : 0)
        let file = open(temporary, flags, mode)
        guard file >= 0 else { throw .system(operation: "open", errno: errno) }
        do throws(SnapshotError) {
            defer { close(file) }
            try Image.write(pieces, to: file)
            guard fsync(file) == 0 || !isPlain else { throw .system(operation: "fsync", errno: errno) }
            if isPlain, rename(temporary, path) != 0 { throw .system(operation: "rename", errno: errno) }
        } catch {
            if isPlain { unlink(temporary) }
            throw error
        }
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Header and table of an image of these pieces, where each of them begins, and the size of the whole.
    private static func layout(_ pieces: [ImagePiece]) -> (head: [UInt8], offsets: [Int], size: Int) {
        var offset = headerSize + pieces.count * entrySize
        var entries: [UInt64] = []
        var offsets: [Int] = []
        for piece in pieces {
            offset = (offset + alignment - 1) / alignment * alignment
            offsets.append(offset)
            entries += [piece.name, UInt64(offset), UInt64(piece.bytes.count), checksum(piece.bytes)]
            offset += piece.bytes.count
        }
        let table = entries.withUnsafeBytes { Array($0) }
        var header = [UInt8](repeating: 0, count: headerSize)
        header.withUnsafeMutableBytes { header in
            header.copyBytes(from: magic)
            header.storeBytes(of: version.littleEndian, toByteOffset: 8, as: UInt32.self)
            header.storeBytes(of: UInt32(pieces.count).littleEndian, toByteOffset: 12, as: UInt32.self)
            header.storeBytes(of: UInt64(offset).littleEndian, toByteOffset: 16, as: UInt64.self)
            header.storeBytes(
                of: table.withUnsafeBytes { checksum($0) }.littleEndian, toByteOffset: 24, as: UInt64.self)
            let checked = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(header)[0..<40])
            header.storeBytes(of: checksum(checked).littleEndian, toByteOffset: 40, as: UInt64.self)
        }
        return (header + table, offsets, offset)
    }

    /// The image of these pieces as one run of bytes, which the caller gives back.
    static func joined(_ pieces: [ImagePiece]) -> UnsafeRawBufferPointer {
        let (head, offsets, size) = layout(pieces)
        let image = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: alignment)
        image.initializeMemory(as: UInt8.self, repeating: 0)
        image.copyBytes(from: head)
        for (piece, offset) in zip(pieces, offsets) {
            UnsafeMutableRawBufferPointer(rebasing: image[offset...]).copyMemory(from: piece.bytes)
        }
        return UnsafeRawBufferPointer(image)
    }

    private static func write(_ pieces: [ImagePiece], to file: Int32) throws(SnapshotError) {
        let (head, offsets, _) = layout(pieces)
        var written = 0
        func put(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count > 0 { done += count }
                if count <= 0, errno != EINTR { throw .system(operation: "write", errno: errno) }
            }
            written += bytes.count
        }
        func put(_ bytes: [UInt8]) throws(SnapshotError) {
            let result = bytes.withUnsafeBytes { bytes in Result { () throws(SnapshotError) in try put(bytes) } }
            try result.get()
        }
        try put(head)
        for (piece, offset) in zip(pieces, offsets) {
            try put([UInt8](repeating: 0, count: offset - written))
            try put(piece.bytes)
        }
    }
}
