import Graph

/// A file that comes about piece by piece beside its place and is moved there when it is whole and synced.
///
/// A class because it owns an open file, which is closed, and what isn't whole removed, when nobody writes to it any more.
final class RowFile {
    private let layer: FileLayer
    private let path: String
    private let temporary: String
    private let file: Int32
    private var size = 0
    private var isWhole = false

    init(_ path: String, _ layer: FileLayer) throws(ExportError) {
        self.layer = layer
        self.path = path
        temporary = path + ".part"
        let opened = layer.open(temporary, true)
        if opened < 0 { throw .system(operation: "open", errno: Int32(clamping: -opened), path: path) }
        file = Int32(clamping: opened)
    }

    func write(_ bytes: [UInt8]) throws(ExportError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                layer.write(file, UnsafeRawBufferPointer(rebasing: bytes[done...]), size)
            }
            try check("write", count)
            done += count
            size += count
        }
    }

    /// Gives the file its name.
    func finish() throws(ExportError) {
        try check("fsync", layer.sync(file))
        try check("rename", layer.rename(temporary, path))
        isWhole = true
    }

    private func check(_ operation: String, _ result: Int) throws(ExportError) {
        if result < 0 { throw .system(operation: operation, errno: Int32(clamping: -result), path: path) }
    }

    deinit {
        _ = layer.close(file)
        if !isWhole { _ = layer.remove(temporary) }
    }
}
