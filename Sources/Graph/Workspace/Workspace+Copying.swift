import Glibc

extension Workspace {
    /// Writes a copy of the workspace as it is now into a new or empty folder, with all its journals. Whoever writes or reads
    /// here meanwhile is not disturbed.
    package func copy(to target: String) throws(WorkspaceError) {
        var status = stat()
        if stat(target, &status) != 0 {
            let made = layer.makeFolder(target)
            if made < 0 { throw .system(path: target, operation: "mkdir", errno: Int32(clamping: -made)) }
        }
        let listing = try WorkspaceFolder(target)
        if let newest = listing.snapshots.last { throw .foreign(file: WorkspaceFolder.snapshot(newest)) }
        if let newest = listing.journals.last { throw .foreign(file: WorkspaceFolder.journal(newest)) }
        if let foreign = listing.foreign { throw .foreign(file: foreign) }
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
