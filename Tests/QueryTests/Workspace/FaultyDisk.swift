import Glibc

@testable import Graph

/// A file layer on real files that has one step go wrong, and knows what a disk would still have after a loss of power.
///
/// What was written but not synced may be there, not be there, or in part; so may names that were made, renamed or removed since
/// the folder was last synced.
final class FaultyDisk: @unchecked Sendable {
    enum Fault: CaseIterable {
        /// The step does nothing and says so.
        case fails
        /// It does everything and says that it failed.
        case failsAfterwards
        /// A write writes half, and the next step finds no room; other steps fail.
        case isShort
        /// The machine stops before the step.
        case stops
        /// The machine stops in the middle of a write.
        case stopsWithin
    }

    /// What of the unsynced is there after a stop.
    enum Loss: CaseIterable {
        case nothing
        case everything
        /// New names, old contents
        case contents
        /// New contents, old names
        case names
        /// Contents end half-way.
        case halfContents
        /// Files have their new sizes, with zeros.
        case zeros
    }

    /// What a disk or a program may leave out while it says that it did it: for the proof that the tests would notice.
    enum Lie: CaseIterable {
        case sync
        case syncFolder
    }

    private struct File {
        var written: [UInt8] = []
        var synced: [UInt8] = []
    }

    private let faultyStep: Int
    private let fault: Fault
    private let code: Int32
    private let lie: Lie?
    private(set) var steps = 0
    private(set) var isDead = false
    private var failsNext = false
    private var files: [Int: File] = [:]
    private var names: [String: Int] = [:]
    private var syncedNames: [String: Int] = [:]
    private var descriptors: [Int32: Int] = [:]
    var clock: Int64 = 1_000_000_000_000_000

    /// - Parameter step: counted from 1; 0 for none.
    init(_ fault: Fault = .fails, at step: Int = 0, errno code: Int32 = EIO, lie: Lie? = nil) {
        self.lie = lie
        self.fault = fault
        faultyStep = step
        self.code = code
    }

    var layer: FileLayer {
        let real = FileLayer.system
        return FileLayer(
            open: { path, truncates in
                self.step {
                    let file = real.open(path, truncates)
                    if file < 0 { return file }
                    let number = self.names[path] ?? self.files.count
                    if self.files[number] == nil { self.files[number] = File() }
                    self.names[path] = number
                    if truncates { self.files[number]?.written = [] }
                    self.descriptors[Int32(file)] = number
                    return file
                }
            },
            write: { file, bytes, offset in
                self.step(writing: { share in
                    let part = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / share)])
                    let count = real.write(file, part, offset)
                    if count > 0 { self.note(part.prefix(count), in: file, at: offset) }
                    return count
                })
            },
            sync: { file in
                self.step {
                    if self.lie != .sync, let number = self.descriptors[file], let content = self.files[number]?.written
                    {
                        self.files[number]?.synced = content
                    }
                    return 0
                }
            },
            truncate: { file, size in
                self.step {
                    if let number = self.descriptors[file], var content = self.files[number]?.written {
                        content.removeLast(max(0, content.count - size))
                        self.files[number]?.written = content
                    }
                    return real.truncate(file, size)
                }
            },
            close: { file in
                self.descriptors[file] = nil
                return real.close(file)
            },
            rename: { from, to in
                self.step {
                    self.names[to] = self.names.removeValue(forKey: from)
                    return real.rename(from, to)
                }
            },
            remove: { path in
                self.step {
                    self.names[path] = nil
                    return real.remove(path)
                }
            },
            syncFolder: { folder in
                self.step {
                    if self.lie == .syncFolder { return 0 }
                    func isHere(_ path: String) -> Bool { path.hasPrefix(folder + "/") }
                    self.syncedNames = self.syncedNames.filter { !isHere($0.key) }
                    for (name, file) in self.names where isHere(name) { self.syncedNames[name] = file }
                    return 0
                }
            },
            makeFolder: { path in self.step { real.makeFolder(path) } },
            now: { self.clock })
    }

    private func note(_ bytes: Slice<UnsafeRawBufferPointer>, in file: Int32, at offset: Int) {
        guard let number = descriptors[file], var content = files[number]?.written else { return }
        while content.count < offset + bytes.count { content.append(0) }
        for (place, byte) in bytes.enumerated() { content[offset + place] = byte }
        files[number]?.written = content
    }

    private func step(_ body: () -> Int) -> Int { step(writing: { _ in body() }, canBeShort: false) }

    /// - Parameter body: Takes 1 for all, 2 for half.
    private func step(writing body: (Int) -> Int, canBeShort: Bool = true) -> Int {
        if isDead { return -Int(EIO) }
        steps += 1
        if failsNext {
            failsNext = false
            return -Int(ENOSPC)
        }
        guard steps == faultyStep else { return body(1) }
        switch fault {
        case .fails: return -Int(code)
        case .failsAfterwards:
            _ = body(1)
            return -Int(code)
        case .isShort:
            if !canBeShort { return -Int(code) }
            failsNext = true
            return body(2)
        case .stops: isDead = true
        case .stopsWithin:
            isDead = true
            if canBeShort { _ = body(2) }
        }
        return -Int(EIO)
    }

    /// Puts what the disk would have into another folder.
    func writeRemains(of folder: String, after loss: Loss, to other: String) {
        mkdir(other, 0o700)
        for (path, number) in loss == .nothing || loss == .contents || loss == .halfContents || loss == .zeros
            ? names : syncedNames
        where path.hasPrefix(folder + "/") {
            guard let file = files[number] else { continue }
            writeFile(other + path.dropFirst(folder.count), content(of: file, after: loss))
        }
    }

    private func content(of file: File, after loss: Loss) -> [UInt8] {
        switch loss {
        case .nothing, .names: return file.written
        case .everything, .contents: return file.synced
        case .halfContents, .zeros:
            guard file.written.starts(with: file.synced) else { return file.synced }
            let rest = file.written.dropFirst(file.synced.count)
            return loss == .zeros
                ? file.synced + [UInt8](repeating: 0, count: rest.count) : file.synced + rest.prefix(rest.count / 2)
        }
    }
}

func writeFile(_ path: String, _ bytes: [UInt8]) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(file >= 0 && write(file, bytes, bytes.count) == bytes.count && close(file) == 0, "\(path)")
}

/// A folder that is removed with what is in it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/zhiku-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no folder in /tmp")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { removeAll(path) }
}

func removeAll(_ path: String) {
    if let listing = opendir(path) {
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { removeAll(path + "/" + name) }
        }
        closedir(listing)
        rmdir(path)
    } else {
        unlink(path)
    }
}
