import Graph
import Ingest

/// Why a statement about a file failed.
enum FileError: Error {
    case input(InputError)
    case snapshot(SnapshotError, path: String)
    /// `export sql "folder"` of a text with U+0000
    case zeroCharacter(node: String)
    /// `save` of a graph that came from no file.
    case noPath
    /// Files that load each other.
    case loadedTooDeeply
    /// `ingest "empty.txt"`
    case document(DocumentError, path: String)
}
