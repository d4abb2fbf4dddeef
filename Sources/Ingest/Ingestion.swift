import Glibc
import Graph

/// Why nothing was ingested at all.
package enum IngestError: Error {
    case cancelled
    /// What documents say doesn't fit the graph's schema.
    case graph(GraphError)
}

/// Reads documents and works them into a graph; the documents are read side by side, and worked in in the order of their paths,
/// so that the graph doesn't depend on which thread was the faster.
package struct Ingestion {
    /// So many documents are worked in together: what the graph has of them is taken out in one pass.
    private static let batchSize = 16

    private var merge: GraphMerge
    package private(set) var report = IngestReport()
    private let limits: DocumentLimits
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter isCancelled: asked often, by several threads.
    package init(
        into graph: Graph, limits: DocumentLimits = DocumentLimits(),
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(IngestError) {
        do throws(GraphError) {
            merge = try GraphMerge(graph, isCancelled: isCancelled)
        } catch {
            throw .graph(error)
        }
        self.limits = limits
        self.isCancelled = isCancelled
    }

    /// The graph with all that was read so far.
    package var graph: Graph { merge.graph }

    /// Reads the files that the paths name. A file that can't be read is in the report; the others are read all the same.
    ///
    /// - Parameter progress: told how many of how many files are done.
    /// - Throws: `IngestError`; nothing of it should be kept then.
    package mutating func read(
        _ paths: [String], progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(IngestError) {
        let found = DocumentPaths(paths)
        for failure in found.failures { report.fail(failure.path, failure.error) }
        let crew = ReadingCrew(found.files, limits, isCancelled)
        defer { crew.stop() }
        var batch: [Document] = []
        for (place, path) in found.files.enumerated() {
            guard let result = crew.next() else { throw .cancelled }
            switch result {
            case .success(let document): batch.append(document)
            case .failure(let error): report.fail(path, error)
            }
            if batch.count == Ingestion.batchSize || place == found.files.count - 1 {
                try take(batch)
                batch = []
                progress(place + 1, found.files.count)
            }
        }
        do throws(GraphError) { try merge.compareDocuments() } catch { throw .graph(error) }
        if isCancelled() { throw .cancelled }
        report.note(merge.conflicts)
        report.note(merge.leftOut)
    }

    private mutating func take(_ batch: [Document]) throws(IngestError) {
        do throws(GraphError) { try merge.prepare(batch) } catch { throw .graph(error) }
        for document in batch { report.note(document, try merge.take(document)) }
    }

    /// Works a document in that was read already.
    package mutating func take(_ document: Document) throws(IngestError) {
        report.note(document, try merge.take(document))
        report.note(merge.leftOut)
        do throws(GraphError) { try merge.compareDocuments() } catch { throw .graph(error) }
    }
}
