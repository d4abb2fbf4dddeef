import Diagnostics
import Glibc
import Render

/// A file that answers go to, for `.output` and `.once`.
///
/// The answer of `.once` is written beside the file and renamed over it, so that the file is never half of one. `.output` writes
/// through, since its answers come one by one; what a full disk took of them is told. It is a class because it stands for one
/// open descriptor.
final class OutputFile: ByteSink {
    let path: String
    /// By the name's ending; nil if that says nothing. `.format` changes it.
    var format: Format?
    let isForOne: Bool
    var owesByteOrderMark = false
    /// Whether an answer stands in it already.
    var hasAnswer = false
    private var descriptor: Int32
    /// What is renamed in the end; nil where the file itself is written to.
    private let temporary: String?
    private let target: String
    private(set) var writtenBytes = 0

    init(_ path: String, isForOne: Bool) throws(OutputError) {
        var status = stat()
        let exists = stat(path, &status) == 0
        let isPlain = !exists || status.st_mode & S_IFMT == S_IFREG
        self.path = path
        self.isForOne = isForOne
        target = exists ? OutputFile.withoutLinks(path) : path
        temporary = isForOne && isPlain ? target + ".\(getpid()).tmp" : nil
        let mode = exists && isPlain ? status.st_mode & 0o777 : 0o644
        let links = temporary == nil ? 0 : O_NOFOLLOW
        descriptor = open(temporary ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | links, mode)
        if descriptor < 0 { throw .failed(code: errno) }
        format = Format(endingOf: path)
    }

    deinit { discard() }

    func write(_ bytes: [UInt8]) throws(OutputError) {
        let sink = DescriptorSink(descriptor)
        do throws(OutputError) { try sink.write(bytes) } catch {
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
                writtenBytes = Int(status.st_size)
            }
            throw error
        }
        writtenBytes += bytes.count
    }

    /// Makes the file what was written.
    func finish() throws(OutputError) {
        guard descriptor >= 0 else { return }
        let synced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS
        let code = errno
        let closed = close(descriptor) == 0
        let closingCode = errno
        descriptor = -1
        if synced, closed {
            guard let temporary else { return }
            if rename(temporary, target) == 0 { return }
            let code = errno
            unlink(temporary)
            throw .failed(code: code)
        }
        if let temporary { unlink(temporary) }
        throw OutputError(code: synced ? closingCode : code)
    }

    /// Leaves the file that was there, if a new one was being made.
    func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        if let temporary { unlink(temporary) }
    }

    /// What is in the file after writing failed.
    var remains: Message {
        temporary != nil
            ? Message("\(path) is as it was", "\(path) 未改动")
            : Message("\(path) holds the first \(writtenBytes) bytes", "\(path) 中已写入前 \(writtenBytes) 字节")
    }

    private static func withoutLinks(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }
}

extension OutputError {
    fileprivate init(code: Int32) { self = code == ENOSPC || code == EDQUOT ? .full : .failed(code: code) }
}

extension Format {
    /// The format of files whose names end so.
    init?(endingOf path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        switch path[path.index(after: dot)...].lowercased() {
        case "csv": self = .csv
        case "tsv", "tab": self = .tsv
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonl
        case "md", "markdown": self = .markdown
        case "html", "htm": self = .html
        case "txt": self = .box
        default: return nil
        }
    }
}
