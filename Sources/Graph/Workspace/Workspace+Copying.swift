import Glibc

extension Workspace {
    /// Writes a copy of the workspace as it is now into a new or empty folder, with all its journals. Whoever writes or reads
    /// here meanwhile is not disturbed.
    package func copy(to target: String) throws(WorkspaceError) {
        let listing = try Workspace.emptyFolder(target, layer)
        for old in try WorkspaceFolder(folder).journals where old < number {
            let name = WorkspaceFolder.journal(old)
            try write(try wholeFile(file(name)), to: listing.file(name))
        }
        try write(currentJournal, to: listing.file(WorkspaceFolder.journal(number)))
        let path = listing.file(WorkspaceFolder.snapshot(number))
        do throws(StepFailure) {
            _ = layer.close(try layer.make(path + WorkspaceFolder.unfinished, base.base.image.bytes))
            try layer.check("fsync", layer.syncFolder(target))
            try layer.check("rename", layer.rename(path + WorkspaceFolder.unfinished, path))
            try layer.check("fsync", layer.syncFolder(target))
        } catch { throw WorkspaceError(error, path) }
    }

    /// Makes a workspace of a graph in a new or empty folder.
    ///
    /// Its snapshot has the number 1: it is none that journals from the beginning could make again.
    package static func make(_ target: String, of graph: Graph, layer: FileLayer = .system) throws(WorkspaceError) {
        let listing = try emptyFolder(target, layer)
        let made = try writeGeneration(graph, 1, firstRecord: 1, listing, layer)
        _ = layer.close(made.journal)
    }

    private static func emptyFolder(_ path: String, _ layer: FileLayer) throws(WorkspaceError) -> WorkspaceFolder {
        try makeFolder(path, layer)
        let listing = try WorkspaceFolder(path)
        if let newest = listing.snapshots.last { throw .notEmpty(file: WorkspaceFolder.snapshot(newest)) }
        if let newest = listing.journals.last { throw .notEmpty(file: WorkspaceFolder.journal(newest)) }
        if let foreign = listing.foreign { throw .notEmpty(file: foreign) }
        return listing
    }

    private func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
        do throws(StepFailure) { _ = layer.close(try layer.make(path, bytes)) } catch {
            throw WorkspaceError(error, path)
        }
    }

    /// The last records, the newest last, also of earlier journals as far as these can be read.
    package func lastRecords(_ count: Int) -> [JournalRecord] {
        var found = records
        var earlier = number
        while found.count < count, earlier > 0 {
            earlier -= 1
            guard let bytes = try? wholeFile(file(WorkspaceFolder.journal(earlier))), let journal = try? Journal(bytes),
                journal.head.number == earlier
            else { break }
            found = journal.records + found
        }
        return Array(found.suffix(count))
    }
}
