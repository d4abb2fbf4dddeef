import Glibc
import Graph

/// A number for every node of a graph, 0 at first. Memory that nobody writes to is the system's and takes none, so that it costs
/// nothing to have a number for each of millions of nodes and to use few.
final class NodeNumbers {
    let numbers: UnsafeMutablePointer<Double>

    /// - Parameter limit: numbers of nodes are below this.
    init(limit: Int) {
        guard let memory = calloc(max(limit, 1), MemoryLayout<Double>.stride) else {
            preconditionFailure("There is no memory left")
        }
        numbers = memory.bindMemory(to: Double.self, capacity: limit)
    }

    deinit { free(numbers) }
}
