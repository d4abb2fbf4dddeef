import Glibc

/// What can be read of a damaged workspace, for `zhiku recover`.
package struct Salvage {
    /// The newest snapshot that is sound; `fresh` where the changes since the beginning are all there.
    package private(set) var base: Graph
    /// The changes since, up to the first damage.
    package private(set) var records: [JournalRecord] = []
    /// Sound records behind damage. What they were made on isn't known, so that they aren't carried out.
    package private(set) var dropped: [JournalRecord] = []
    /// Files that are not as they were written, as paths.
    package private(set) var damaged: [String] = []
    private let listing: WorkspaceFolder
    private let lock: WorkspaceLock
    private let newest: UInt64

    /// Reads a folder that no one else writes to.
    ///
    /// - Throws: if it isn't a workspace, somebody writes to it, or neither a snapshot nor all changes are left.
    package init(_ folder: String, fresh: Graph) throws(WorkspaceError) {
        listing = try WorkspaceFolder(folder)
        guard let newest = (listing.snapshots + listing.journals).max() else {
            throw .missing(path: listing.file(WorkspaceFolder.snapshot(0)))
        }
        self.newest = newest
        lock = try WorkspaceLock(listing.file(WorkspaceFolder.lock))
        var found: (graph: Graph, number: UInt64)?
        for number in listing.snapshots.reversed() where found == nil {
            let path = listing.file(WorkspaceFolder.snapshot(number))
            if let graph = try? Graph(snapshot: path), (try? graph.base.image.verifySections()) != nil {
                found = (graph, number)
            } else {
                damaged.append(path)
            }
        }
        base = found?.graph ?? fresh
        let first = found?.number ?? 0
        guard found != nil || listing.journals.first == 0 else {
            throw .missing(path: listing.file(WorkspaceFolder.journal(0)))
        }
        var isWhole = true
        for number in first...newest {
            let path = listing.file(WorkspaceFolder.journal(number))
            guard let bytes = try? wholeFile(path) else {
                // A save that was interrupted leaves no more than a journal.
                if number == first || number < newest || listing.snapshots.last == newest { damaged.append(path) }
                isWhole = false
                continue
            }
            guard let journal = try? Journal(bytes), fits(journal, found?.number == number ? base : nil) else {
                damaged.append(path)
                isWhole = false
                dropped += Journal.soundRecords(in: bytes, from: 0)
                continue
            }
            // What a lost snapshot held stands in no journal then, so that what follows can't be carried out.
            if found?.number != number, journal.records.contains(where: \.isInSnapshot) { isWhole = false }
            if isWhole { records += journal.records } else { dropped += journal.records }
            if journal.damage != nil || records.standing == nil {
                damaged.append(path)
                isWhole = false
                dropped += Journal.soundRecords(in: bytes, from: journal.end)
            }
        }
    }

    private func fits(_ journal: Journal, _ graph: Graph?) -> Bool {
        graph.map { $0.origin == Workspace.origin(journal.head) } ?? true
    }

    /// Writes the graph that was recovered as a new snapshot with a new journal, and sets aside what was damaged.
    ///
    /// - Parameter script: what was not carried out, as text; nil if there is none.
    /// - Returns: where the script is.
    package func finish(_ graph: Graph, script: String?, layer: FileLayer = .system) throws(WorkspaceError) -> String? {
        let number = newest + 1
        var path: String?
        if let script {
            let file = listing.file("dropped-\(number).zk")
            do throws(StepFailure) { _ = layer.close(try layer.make(file, Array(script.utf8))) } catch {
                throw WorkspaceError(error, file)
            }
            path = file
        }
        let last = (records + dropped).map(\.number).max() ?? 0
        let made = try Workspace.writeGeneration(graph, number, firstRecord: last + 1, listing, layer)
        _ = layer.close(made.journal)
        for file in damaged { _ = layer.rename(file, file + ".damaged") }
        _ = layer.syncFolder(listing.path)
        return path
    }
}
