import CKernels
import Glibc

extension Image {
    /// Writes the image to a path as `replaceFile` does; one that stands in pieces is written piece by piece, so that it is
    /// never in memory twice.
    ///
    /// - Parameter isCancelled: asked every few megabytes of an image in pieces.
    func write(to path: String, isCancelled: () -> Bool = { false }) throws(SnapshotError) {
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
            try Image.write(pieces, to: file, isCancelled)
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

    /// The image of these pieces as one run of bytes, which the caller gives back.
    ///
    /// - Parameter isLarge: whether blocks get checksums; nil: if the image isn't verified when it is opened.
    static func joined(_ pieces: [ImagePiece], isLarge: Bool? = nil) -> UnsafeRawBufferPointer {
        guard let layout = ImageLayout(pieces, isLarge: isLarge) else { preconditionFailure("Nobody cancelled") }
        let image = UnsafeMutableRawBufferPointer.allocate(byteCount: layout.size, alignment: alignment)
        image.initializeMemory(as: UInt8.self, repeating: 0)
        image.copyBytes(from: layout.head)
        for (piece, offset) in zip(pieces, layout.offsets) {
            UnsafeMutableRawBufferPointer(rebasing: image[offset...]).copyMemory(from: piece.bytes)
        }
        layout.blockSums.withUnsafeBytes { sums in
            UnsafeMutableRawBufferPointer(rebasing: image[layout.blockSumsOffset...]).copyMemory(from: sums)
        }
        return UnsafeRawBufferPointer(image)
    }

    private static let sizeAtOnce = 8 << 20

    private static func write(
        _ pieces: [ImagePiece], to file: Int32, _ isCancelled: () -> Bool
    ) throws(SnapshotError) {
        guard let layout = ImageLayout(pieces, isCancelled: isCancelled) else { throw .cancelled }
        if let damaged = layout.damaged { throw .damaged("\(damaged)") }
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
        func put<Element: BitwiseCopyable>(_ elements: [Element]) throws(SnapshotError) {
            let result = elements.withUnsafeBytes { bytes in Result { () throws(SnapshotError) in try put(bytes) } }
            try result.get()
        }
        try put(layout.head)
        for (piece, offset) in zip(pieces, layout.offsets) {
            try put([UInt8](repeating: 0, count: offset - written))
            for start in stride(from: 0, to: piece.bytes.count, by: sizeAtOnce) {
                if isCancelled() { throw .cancelled }
                let part = start..<min(start + sizeAtOnce, piece.bytes.count)
                try put(UnsafeRawBufferPointer(rebasing: piece.bytes[part]))
                piece.forget(part)
                // The disk is at it meanwhile, so that syncing, which can't be cancelled, has little left.
                ck_begin_writing(file)
            }
        }
        if layout.blockSums.isEmpty { return }
        try put([UInt8](repeating: 0, count: layout.blockSumsOffset - written))
        try put(layout.blockSums)
    }
}
