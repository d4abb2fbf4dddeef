import Glibc
import Graph
import Synchronization

/// Why nothing was ingested at all.
package enum IngestError: Error {
    case cancelled
    /// What documents say doesn't fit the graph's schema.
    case graph(GraphError)
}

/// Reads documents and works them into a graph; the documents are read side by side, and worked in in the order of their paths.
package struct Ingestion {
    /// Documents that wait to be worked in are at most so many, which bounds the memory.
    private static let batchSize = 16

    private var merge: GraphMerge
    package private(set) var report = IngestReport()
    private let isCancelled: @Sendable () -> Bool

    /// - Parameter isCancelled: asked often, by several threads.
    package init(into graph: Graph, isCancelled: @escaping @Sendable () -> Bool = { false }) throws(IngestError) {
        do throws(GraphError) { merge = try GraphMerge(graph) } catch { throw .graph(error) }
        self.isCancelled = isCancelled
    }

    /// The graph with all that was read so far.
    package var graph: Graph { merge.graph }

    /// Reads the files that the paths name. A file that can't be read is in the report; the others are read all the same.
    ///
    /// - Throws: `IngestError`; nothing of it should be kept then.
    package mutating func read(_ paths: [String]) throws(IngestError) {
        let found = DocumentPaths(paths)
        for failure in found.failures { report.fail(failure.path, failure.error) }
        for start in stride(from: 0, to: found.files.count, by: Ingestion.batchSize) {
            let batch = Array(found.files[start..<min(start + Ingestion.batchSize, found.files.count)])
            for (path, result) in zip(batch, documents(batch)) {
                if isCancelled() { throw .cancelled }
                switch result {
                case .success(let document)?: try take(document)
                case .failure(let error)?: report.fail(path, error)
                case nil: throw .cancelled
                }
            }
        }
        if isCancelled() { throw .cancelled }
        report.note(merge.conflicts)
    }

    /// Works a document in that was read already.
    package mutating func take(_ document: Document) throws(IngestError) {
        do throws(GraphError) { report.note(document, try merge.take(document)) } catch { throw .graph(error) }
    }

    /// The documents of a batch, read by as many threads as there are processors; nil where it was cancelled.
    private func documents(_ paths: [String]) -> [Result<Document, DocumentError>?] {
        if paths.count == 1 { return [Ingestion.document(paths[0], isCancelled)] }
        let crew = Crew(paths, isCancelled)
        let count = max(1, min(paths.count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        crew.run(threads: count)
        return crew.results
    }

    fileprivate static func document(
        _ path: String, _ isCancelled: @Sendable () -> Bool
    ) -> Result<Document, DocumentError>? {
        if isCancelled() { return nil }
        do throws(DocumentError) {
            return .success(try Document(path: path, isCancelled: isCancelled))
        } catch {
            return .failure(error)
        }
    }
}

/// Threads that read files, each taking the next that nobody has taken.
private final class Crew: Sendable {
    private struct Work {
        var next = 0
        var results: [Result<Document, DocumentError>?]
    }

    private let paths: [String]
    private let isCancelled: @Sendable () -> Bool
    private let work: Mutex<Work>

    init(_ paths: [String], _ isCancelled: @escaping @Sendable () -> Bool) {
        self.paths = paths
        self.isCancelled = isCancelled
        work = Mutex(Work(results: [Result<Document, DocumentError>?](repeating: nil, count: paths.count)))
    }

    var results: [Result<Document, DocumentError>?] { work.withLock { $0.results } }

    /// Returns when all is done. The calling thread works as well.
    func run(threads count: Int) {
        var threads: [pthread_t] = []
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 8 << 20)
        for _ in 1..<max(count, 1) {
            var thread = pthread_t()
            let me = Unmanaged.passRetained(self).toOpaque()
            let code = pthread_create(
                &thread, &attributes,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Crew>.fromOpaque(argument).takeRetainedValue().readAll()
                    return nil
                }, me)
            if code == 0 { threads.append(thread) } else { Unmanaged<Crew>.fromOpaque(me).release() }
        }
        readAll()
        for thread in threads { pthread_join(thread, nil) }
    }

    private func readAll() {
        while let place = work.withLock({ work -> Int? in
            guard work.next < paths.count else { return nil }
            work.next += 1
            return work.next - 1
        }) {
            let result = Ingestion.document(paths[place], isCancelled)
            work.withLock { $0.results[place] = result }
        }
    }
}
