import Execution
import Glibc
import Graph
import Query
import Text

/// The engine's innermost loops beside the same work in C (`Tests/Benchmarks/micro.c`), over the same arrays of the benchmark's
/// snapshot: the least of several runs each, by turns.
struct MicroBenchmarks {
    private let library: Library
    private let session: Session
    private let kind: KindID

    private static let runs = 9

    init(library path: String, database: String) throws(RunnerError) {
        library = try Library(path)
        do throws(Failure) { session = try Session.opening(database, isCancelled: { false }) } catch {
            throw RunnerError(error)
        }
        guard let kind = session.graph.schema.kind(named: "proposal") else { throw RunnerError("no proposals") }
        self.kind = kind
    }

    func run() throws(RunnerError) {
        try scan()
        try text()
        try postings()
        try expand()
        try group()
    }

    // MARK: The loops

    private func scan() throws(RunnerError) {
        let column = try column("year")
        guard case .numbers(let amounts) = column.elements else { throw RunnerError("year is no number") }
        let rows = UnsafeMutablePointer<UInt32>.allocate(capacity: amounts.count + 1)
        defer { rows.deallocate() }
        typealias Scan =
            @convention(c) (UnsafePointer<Double>, Int, Double, Double, UnsafeMutablePointer<UInt32>) -> Int
        let function: Scan = try library.function("micro_scan")
        let test = ColumnTest.amounts(amounts, 2018...2020, validity: nil)
        try compare(
            "scan", { function(amounts.pointer, amounts.count, 2018, 2020, rows) },
            { test.select(0..<amounts.count, into: rows) })
    }

    private func text() throws(RunnerError) {
        guard case .text(let store, _, _) = try column("title").elements else { throw RunnerError("title is no text") }
        typealias Find =
            @convention(c) (UnsafePointer<UInt8>, UnsafePointer<UInt32>, Int, UnsafePointer<UInt8>, Int) -> Int
        let function: Find = try library.function("micro_text")
        let needle = foldedBytes("低空经济")
        try compare(
            "text",
            { function(store.foldedBytes.pointer, store.foldedOffsets.pointer, store.count, needle, needle.count) },
            { (0..<store.count).reduce(0) { $0 + (isFound(needle, in: store.folded($1)) ? 1 : 0) } })
    }

    private func postings() throws(RunnerError) {
        guard case .text(_, _, let index?) = try column("summary").elements else { throw RunnerError("no index") }
        let needle = foldedBytes("发展")
        guard let bytes = index.listBytes(of: needle), let start = bytes.baseAddress else {
            throw RunnerError("no list")
        }
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: bytes.count)
        defer { numbers.deallocate() }
        typealias Decode = @convention(c) (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt32>) -> Int
        let function: Decode = try library.function("micro_postings")
        try compare("postings", { function(start, bytes.count, numbers) }, { index.candidates(for: needle).count })
    }

    private func expand() throws(RunnerError) {
        let graph = session.graph
        guard let step = graph.schema.steps(named: "concerns").first,
            let (offsets, targets) = graph.storedEdges(of: kind, step)
        else { throw RunnerError("nothing concerns anything") }
        let nodes = graph.nodes(of: kind)
        typealias Expand =
            @convention(c) (UnsafePointer<UInt32>, UnsafePointer<UInt32>, Int, UnsafeMutablePointer<UInt64>) -> Int
        let function: Expand = try library.function("micro_expand")
        try compare(
            "expand",
            {
                var marks = [UInt64](repeating: 0, count: graph.nodeLimit / 64 + 1)
                return function(offsets.pointer, targets.pointer, nodes.count, &marks)
            },
            {
                var marks = Bitmap(limit: graph.nodeLimit)
                return graph.markNeighbours(of: nodes, step, in: &marks)
            })
    }

    /// Groups with their members, as `group by` makes them.
    private func group() throws(RunnerError) {
        guard case .text(let store, let entry?, _) = try column("theme").elements else {
            throw RunnerError("themes are many")
        }
        let nodes = session.graph.nodes(of: kind)
        typealias Group =
            @convention(c) (
                UnsafePointer<UInt32>, Int, Int, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>
            ) -> Void
        let function: Group = try library.function("micro_group")
        guard let slot = session.graph.schema.kinds[kind].slot(named: "theme") else { throw RunnerError("no themes") }
        try compare(
            "group",
            {
                var starts = [UInt32](repeating: 0, count: store.count + 2)
                var rows = [UInt32](repeating: 0, count: entry.count)
                function(entry.pointer, entry.count, store.count, &starts, &rows)
                return (0..<store.count).count { starts[$0] > ($0 == 0 ? 0 : starts[$0 - 1]) }
            },
            {
                (try? ColumnGroups.groups(
                    of: nodes, kind, [slot], session.graph, most: Thresholds().combinations
                ) {})??.count ?? -1
            })
    }

    // MARK: Measuring

    private func column(_ name: String) throws(RunnerError) -> Column {
        let graph = session.graph
        guard let slot = graph.schema.kinds[kind].slot(named: name), let (column, _) = graph.column(kind, slot) else {
            throw RunnerError("no column \(name)")
        }
        return column
    }

    private func compare(_ name: String, _ inC: () -> Int, _ ours: () -> Int) throws(RunnerError) {
        guard inC() == ours() else { throw RunnerError("\(name): the two don't agree") }
        var best = (inC: Double.infinity, ours: Double.infinity)
        for _ in 0..<MicroBenchmarks.runs {
            best.inC = min(best.inC, milliseconds(inC))
            best.ours = min(best.ours, milliseconds(ours))
        }
        emit([
            "event": .text("micro"), "name": .text(name), "zhiku_ms": .number(best.ours), "c_ms": .number(best.inC),
            "ratio": .number(best.ours / best.inC),
        ])
    }

    private func milliseconds(_ body: () -> Int) -> Double {
        let start = ContinuousClock.now
        let result = body()
        let spent = ContinuousClock.now - start
        precondition(result >= 0)
        return spent / .milliseconds(1)
    }
}

/// A shared library as long as the program runs.
private struct Library {
    private let handle: UnsafeMutableRawPointer

    init(_ path: String) throws(RunnerError) {
        guard let handle = dlopen(path, RTLD_NOW) else { throw RunnerError("\(path) is no library") }
        self.handle = handle
    }

    /// - Requires: the function is of that type.
    func function<Function>(_ name: String) throws(RunnerError) -> Function {
        guard let symbol = dlsym(handle, name) else { throw RunnerError("no function \(name)") }
        return unsafeBitCast(symbol, to: Function.self)
    }
}
