import Glibc
import Graph
import Plan
import Synchronization
import Text

/// The counts by which rows are ordered, worked out by two threads: `order by count(concerned_by.authored_by) desc limit 10` asks
/// every row for its count, and rows have nothing to do with each other.
///
///     rows 0 … 15 one by one, to see how long they take    ⇒    the rest in pieces, each thread the next that nobody has taken
struct KeyCounts {
    private let first: Int
    private let counts: [Double]

    private static let pieceSize = 8

    /// Whether the rest of the rows, by the time that those before this one took, is worth a second thread.
    static func isDue(
        at place: Int, of count: Int, _ thresholds: Thresholds = Thresholds(), spent: @autoclosure () -> Duration
    ) -> Bool {
        // Asked a few times only, as looking at the clock takes longer than many a row.
        guard place >= thresholds.timedRows, place & (place - 1) == 0 else { return false }
        return spent() / place * (count - place) > thresholds.leastGain * 2
    }

    /// nil if the key is no such count, or rows have to be asked in their order.
    ///
    /// - Throws: `cancelled`, or that the graph is damaged.
    init?(
        _ key: BoundOrderKey, of rows: [Row], from first: Int, alias: Int?, _ context: ExecutionContext
    ) throws(ExecutionError) {
        guard key.expression.isCountOfItsOwn else { return nil }
        let nodes = rows[first...].compactMap(\.node)
        guard nodes.count == rows.count - first else { return nil }
        let work = Work(nodes)
        let caller = pthread_self()
        let isCancelled = context.isCancelled
        /// Only the caller's thread may ask, since it may draw on the screen.
        @Sendable func isStopped() -> Bool {
            if pthread_equal(pthread_self(), caller) != 0, isCancelled() {
                work.isStopped.store(true, ordering: .relaxed)
            }
            return work.isStopped.load(ordering: .relaxed)
        }
        let contexts = [0, 1].map { _ in ExecutionContext(besides: context, isCancelled: isStopped) }
        let jobs = contexts.map { own -> TwoThreads.Job in
            { _ in work.carryOut(key.expression, alias: alias, own) }
        }
        let isDone = TwoThreads.run(jobs, isCancelled: isStopped)
        try context.check()
        guard isDone else { return nil }
        for own in contexts { context.absorb(own) }
        self.first = first
        counts = work.counts
    }

    /// The count of a row; nil of one before the first that was counted here.
    func value(at place: Int) -> Value? { place < first ? nil : .number(counts[place - first]) }

    /// What both threads share: each count is written by one of them.
    private final class Work: @unchecked Sendable {
        private let nodes: [NodeID]
        private let found: UnsafeMutableBufferPointer<Double>
        private let next = Atomic(0)
        let isStopped = Atomic(false)

        init(_ nodes: [NodeID]) {
            self.nodes = nodes
            found = .allocate(capacity: nodes.count)
            found.initialize(repeating: 0)
        }

        deinit { found.deallocate() }

        var counts: [Double] { Array(found) }

        /// false if it was stopped, or a count couldn't be found.
        func carryOut(_ expression: BoundExpression, alias: Int?, _ context: ExecutionContext) -> Bool {
            let evaluator = ExpressionEvaluator(context)
            while case let start = next.wrappingAdd(pieceSize, ordering: .relaxed).oldValue, start < nodes.count {
                do {
                    try context.check()
                    for place in start..<min(start + pieceSize, nodes.count) {
                        let values = try context.with(alias: alias, nodes[place]) { () throws(ExecutionError) in
                            try evaluator.values(of: expression, at: .node(nodes[place]))
                        }
                        guard case .number(let count)? = values.first else { return false }
                        found[place] = count
                    }
                } catch { return false }
            }
            return true
        }
    }
}

extension BoundExpression {
    /// Whether it is a number of ends or ways that takes nothing from the rows before.
    fileprivate var isCountOfItsOwn: Bool {
        switch kind {
        case .rowAggregate(.count, let path): !path.steps.isEmpty
        // Other ways are counted from what is known of the nodes that they come by.
        case .ways(let path): path.steps.contains(where: \.usesAlias)
        default: false
        }
    }
}
