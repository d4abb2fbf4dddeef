import Graph
import Text

/// Why a graph couldn't be written as tables. Files that were written whole stay, and the next export goes on from there.
package enum ExportError: Error {
    /// A step of writing failed: a full disk, a folder that can't be written to.
    case system(operation: String, errno: Int32, path: String)
    /// A value of this node, or of an edge that leads from it, holds U+0000.
    case zeroCharacter(NodeReference)
    case cancelled
}
