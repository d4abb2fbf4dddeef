/// Why a workspace can't be opened, or a change can't be kept.
package enum WorkspaceError: Error, Sendable, Equatable {
    /// Neither empty nor a workspace; one of the files in it.
    case foreign(file: String)
    /// A copy is to go where something is; one of the files there.
    case notEmpty(file: String)
    /// `zhiku recover` of what isn't one
    case noWorkspace
    /// Another process writes here; nil if it didn't say its number.
    case locked(pid: Int?)
    /// What the operating system says: of which file, at which step.
    case system(path: String, operation: String, errno: Int32)
    case snapshot(SnapshotError, path: String)
    case journal(Journal.Damage, path: String)
    /// A file that belongs to the workspace isn't there.
    case missing(path: String)
    /// Snapshot and journal are not of one workspace, or were not made one after the other.
    case strange(path: String)
    /// It was opened for reading; nil: as was asked for. Otherwise why the folder can't be written.
    case readOnly(errno: Int32?)
    /// `add …` to a graph that is kept on a server
    case onServer
    /// Something failed before in a way that leaves open what is on the disk.
    case unsure
    case cancelled
    /// `.undo 3` of two changes
    case nothingToUndo(available: Int)
}
