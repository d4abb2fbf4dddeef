import Glibc

/// A folder with a snapshot of a graph and a journal of the changes since.
///
/// It stores; what the changes mean is for others. A record is on the disk when `append` comes back. It is a class because it
/// owns a lock and an open file; one session on one thread uses it.
package final class Workspace: @unchecked Sendable {
    package let folder: String
    /// Why nothing can be written; nil if it can.
    package private(set) var refusal: WorkspaceError?
    /// The number of the snapshot and the journal that are in use.
    package private(set) var number: UInt64
    /// The graph of the snapshot.
    package private(set) var base: Graph
    /// The records of the journal, those that were taken back as well.
    package private(set) var records: [JournalRecord]
    /// Bytes of a record that were dropped at opening, since it had not been written whole.
    package let tornCount: Int
    /// Whether the folder became a workspace just now.
    package let isNew: Bool
    let layer: FileLayer
    private let lock: WorkspaceLock?
    private var journal: Int32
    private var head: Journal.Head
    private var end: Int

    package enum Access: Sendable {
        case reading
        case writing
    }

    /// Opens a folder. One that isn't there or is empty becomes a workspace of `fresh`; for reading it only looks like one.
    package init(
        _ folder: String, for access: Access, fresh: @autoclosure () -> Graph, layer: FileLayer = .system
    ) throws(WorkspaceError) {
        var lock: WorkspaceLock?
        var refusal: WorkspaceError? = access == .reading ? .readOnly(errno: nil) : nil
        if access == .writing { try Workspace.makeFolder(folder, layer) }
        // A folder of somebody else gets no lock file.
        var (listing, current) = try Workspace.settledListing(folder)
        if access == .writing {
            do throws(WorkspaceError) {
                lock = try WorkspaceLock(listing.file(WorkspaceFolder.lock))
                listing = try WorkspaceFolder(folder)
                current = try Workspace.current(listing)
            } catch {
                guard case .readOnly = error else { throw error }
                refusal = error
            }
        }
        isNew = current == nil
        if current == nil, lock != nil {
            let made = try Workspace.writeGeneration(fresh(), 0, firstRecord: 1, listing, layer)
            _ = layer.close(made.journal)
            current = 0
        }
        self.folder = folder
        self.lock = lock
        self.refusal = refusal
        self.layer = layer
        journal = -1
        guard let number = current else {
            (self.number, base, records, tornCount, end) = (0, fresh(), [], 0, 0)
            head = Journal.Head(number: 0, mark: 0, firstRecord: 1, time: 0)
            return
        }
        let unused = listing.journals.filter { $0 > number }
        for later in unused where lock != nil {
            // Only a save that was not finished leaves a journal without a snapshot, and such a journal has no changes.
            if try Workspace.mayHaveChanges(listing.file(WorkspaceFolder.journal(later))) {
                throw .missing(path: listing.file(WorkspaceFolder.snapshot(later)))
            }
        }
        let state = try Workspace.read(listing, number)
        self.number = state.number
        base = state.base
        records = state.journal.records
        head = state.journal.head
        end = state.journal.end
        tornCount = lock == nil ? 0 : state.journal.tornCount
        if lock != nil { try settle(listing) }
    }

    deinit { if journal >= 0 { _ = layer.close(journal) } }

    /// Whether a folder holds a snapshot or a journal.
    package static func isOne(_ folder: String) -> Bool {
        guard let listing = try? WorkspaceFolder(folder) else { return false }
        return !listing.snapshots.isEmpty || !listing.journals.isEmpty
    }

    static func makeFolder(_ path: String, _ layer: FileLayer) throws(WorkspaceError) {
        var status = stat()
        if stat(path, &status) == 0 { return }
        do throws(StepFailure) {
            try layer.check("mkdir", layer.makeFolder(path))
            try layer.check("fsync", layer.syncFolder(parent(of: path)))
        } catch { throw WorkspaceError(error, path) }
    }

    private static func parent(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    // MARK: Reading

    private typealias State = (number: UInt64, base: Graph, journal: Journal)

    /// Snapshot and journal. A writer may put newer ones there at any moment; then these are read.
    private static func read(_ listing: WorkspaceFolder, _ number: UInt64) throws(WorkspaceError) -> State {
        var listing = listing
        var number = number
        for _ in 0..<100 {
            let path = listing.file(WorkspaceFolder.snapshot(number))
            var opened: Graph?
            do throws(SnapshotError) {
                opened = try Graph(snapshot: path)
            } catch {
                guard case .system("open", ENOENT) = error else { throw .snapshot(error, path: path) }
            }
            if let opened { return (number, opened, try readJournal(listing, number, of: opened)) }
            listing = try WorkspaceFolder(listing.path)
            guard let newer = try listing.current(), newer != number else { throw .missing(path: path) }
            number = newer
        }
        throw .missing(path: listing.file(WorkspaceFolder.snapshot(number)))
    }

    private static func readJournal(
        _ listing: WorkspaceFolder, _ number: UInt64, of base: Graph
    ) throws(WorkspaceError) -> Journal {
        let path = listing.file(WorkspaceFolder.journal(number))
        let bytes = try wholeFile(path)
        let journal: Journal
        do throws(Journal.Damage) { journal = try Journal(bytes) } catch { throw .journal(error, path: path) }
        if let damage = journal.damage { throw .journal(damage, path: path) }
        guard journal.head.number == number, base.origin == origin(journal.head), journal.records.standing != nil
        else { throw .strange(path: path) }
        return journal
    }

    /// What the snapshot that the journal belongs to has as its origin.
    static func origin(_ head: Journal.Head) -> [UInt8] { Array("workspace \(head.number) \(head.mark)".utf8) }

    /// Makes what was read last before anything is built on it: of a process that was killed records may be in the file that
    /// are not yet on the disk. Takes away what was torn or left over.
    private func settle(_ listing: WorkspaceFolder) throws(WorkspaceError) {
        let path = listing.file(WorkspaceFolder.journal(number))
        do throws(StepFailure) {
            journal = Int32(try layer.check("open", layer.open(path, false)))
            if tornCount > 0 { try layer.check("truncate", layer.truncate(journal, end)) }
            try layer.check("fsync", layer.sync(journal))
            try layer.check("fsync", layer.syncFolder(folder))
        } catch {
            if error.errno == EACCES || error.errno == EROFS || error.errno == EPERM {
                refusal = .readOnly(errno: error.errno)
                return
            }
            throw WorkspaceError(error, path)
        }
        for name in listing.leftovers { _ = layer.remove(listing.file(name)) }
        for old in listing.snapshots where old < number {
            _ = layer.remove(listing.file(WorkspaceFolder.snapshot(old)))
        }
        for unused in listing.journals where unused > number {
            _ = layer.remove(listing.file(WorkspaceFolder.journal(unused)))
        }
    }

    /// The names in a folder, and the number of its newest snapshot. While a writer puts a new snapshot in the old one's place, a
    /// look may see neither, and while it makes the first one, see a change but no snapshot.
    private static func settledListing(
        _ folder: String
    ) throws(WorkspaceError) -> (listing: WorkspaceFolder, current: UInt64?) {
        for _ in 0..<20 {
            let listing = try WorkspaceFolder(folder)
            do throws(WorkspaceError) {
                return (listing, try current(listing))
            } catch {
                guard case .missing = error else { throw error }
                usleep(5000)
            }
        }
        let listing = try WorkspaceFolder(folder)
        return (listing, try current(listing))
    }

    /// The number of the newest snapshot; nil for a folder that is to become a workspace.
    ///
    /// - Throws: if it is another's folder, or has changes without the snapshot that they were made to. Of a folder that somebody
    ///   else writes at this moment, its contents may be newer than the listing.
    private static func current(_ listing: WorkspaceFolder) throws(WorkspaceError) -> UInt64? {
        if let newest = try listing.current() { return newest }
        if listing.journals.contains(0), try mayHaveChanges(listing.file(WorkspaceFolder.journal(0))) {
            throw .missing(path: listing.file(WorkspaceFolder.snapshot(0)))
        }
        return nil
    }

    /// Whether a journal has records of changes to its snapshot. One that a save had not written whole has none.
    private static func mayHaveChanges(_ path: String) throws(WorkspaceError) -> Bool {
        let bytes = try wholeFile(path)
        guard let journal = try? Journal(bytes) else {
            return Journal.soundRecords(in: bytes, from: 0).haveChanges
        }
        return journal.damage != nil || journal.records.haveChanges
    }

    // MARK: Writing

    /// The number of the next record.
    private var nextRecord: UInt64 { head.firstRecord + UInt64(records.count) }

    /// Puts a record at the end of the journal; it is on the disk when this comes back.
    ///
    /// - Throws: what failed; the journal then ends as before, or `refusal` says that this is not sure.
    package func append(_ action: JournalRecord.Action, by user: String) throws(WorkspaceError) {
        if let refusal { throw refusal }
        let record = JournalRecord(number: nextRecord, time: layer.now(), user: user, action)
        let bytes = record.encoded()
        do throws(StepFailure) {
            try layer.writeAll(bytes, to: journal, at: end)
            try layer.check("fsync", layer.sync(journal))
        } catch {
            if layer.truncate(journal, end) < 0 || layer.sync(journal) < 0 { refusal = .unsure }
            throw WorkspaceError(error, file(WorkspaceFolder.journal(number)))
        }
        end += bytes.count
        records.append(record)
    }

    /// Makes a new snapshot of the graph and begins a new journal. A crash at any moment leaves the old pair or the new one:
    /// the new snapshot's name appears last, and then everything that belongs to it is on the disk.
    ///
    /// - Parameters:
    ///   - graph: what the new snapshot is to say.
    ///   - change: what of it is in no journal yet, and who made it; nil if snapshot and journal together say all.
    /// - Returns: the numbers that nodes have in `base` now.
    /// - Throws: what failed; the old pair is then in use as before, or `refusal` says that this is not sure.
    @discardableResult
    package func save(
        _ graph: Graph, noting change: (title: String?, text: String, user: String)? = nil,
        isCancelled: @escaping () -> Bool = { false }
    ) throws(WorkspaceError) -> [NodeID?] {
        if let refusal { throw refusal }
        let listing = try WorkspaceFolder(folder)
        let record = change.map { change in
            JournalRecord(
                number: nextRecord, time: layer.now(), user: change.user,
                .inSnapshot(title: change.title, text: change.text))
        }
        let made: Generation
        do throws(WorkspaceError) {
            made = try Workspace.writeGeneration(
                graph, number + 1, firstRecord: nextRecord, record: record, listing, layer, isCancelled: isCancelled)
        } catch {
            if case .unsure = error { refusal = .unsure }
            throw error
        }
        _ = layer.close(journal)
        _ = layer.remove(file(WorkspaceFolder.snapshot(number)))
        (journal, head, number) = (made.journal, made.head, made.head.number)
        (base, records) = (made.base, record.map { [$0] } ?? [])
        end = Journal.headSize + (record?.encoded().count ?? 0)
        return made.renumbered
    }

    /// An open journal without changes, the snapshot that it belongs to, and the numbers that nodes have in it.
    typealias Generation = (journal: Int32, head: Journal.Head, base: Graph, renumbered: [NodeID?])

    /// Writes a journal without changes and the snapshot that it belongs to.
    ///
    /// - Parameter record: what the journal begins with, if anything.
    /// - Throws: what failed; nothing of the two is left, or `unsure`.
    static func writeGeneration(
        _ graph: Graph, _ number: UInt64, firstRecord: UInt64, record: JournalRecord? = nil, _ listing: WorkspaceFolder,
        _ layer: FileLayer, isCancelled: @escaping () -> Bool = { false }
    ) throws(WorkspaceError) -> Generation {
        let time = layer.now()
        var seed = SystemRandomNumberGenerator()
        let head = Journal.Head(number: number, mark: seed.next(), firstRecord: firstRecord, time: time)
        guard let folded = graph.folded(origin: origin(head), isCancelled: isCancelled) else { throw .cancelled }
        let journalPath = listing.file(WorkspaceFolder.journal(number))
        let path = listing.file(WorkspaceFolder.snapshot(number))
        let unfinished = path + WorkspaceFolder.unfinished
        var journal: Int32 = -1
        var mayBeRenamed = false
        do throws(StepFailure) {
            journal = try layer.make(journalPath, Journal.encoded(head) + (record?.encoded() ?? []))
            _ = layer.close(try layer.make(unfinished, folded.graph.base.image.bytes))
            try layer.check("fsync", layer.syncFolder(listing.path))
            mayBeRenamed = true
            try layer.check("rename", layer.rename(unfinished, path))
            try layer.check("fsync", layer.syncFolder(listing.path))
            return (journal, head, folded.graph, folded.renumbered)
        } catch {
            if journal >= 0 { _ = layer.close(journal) }
            // Whether the name lasts is open; the old pair can be used on only if it surely doesn't.
            let isGone = !mayBeRenamed || layer.isRemoved(path) && layer.syncFolder(listing.path) >= 0
            _ = layer.remove(unfinished)
            if !isGone { throw .unsure }
            _ = layer.remove(journalPath)
            throw WorkspaceError(error, path)
        }
    }

    /// The journal's bytes as far as it was read or written here.
    var currentJournal: [UInt8] { records.reduce(into: Journal.encoded(head)) { $0 += $1.encoded() } }

    /// The path of a file in the folder.
    package func file(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : folder + "/" + name }
}

extension FileLayer {
    /// Removes a file, if there is one; whether there is none then.
    fileprivate func isRemoved(_ path: String) -> Bool {
        let result = remove(path)
        return result >= 0 || result == -Int(ENOENT)
    }
}

extension WorkspaceError {
    init(_ failure: StepFailure, _ path: String) {
        self = .system(path: path, operation: failure.operation, errno: failure.errno)
    }
}
