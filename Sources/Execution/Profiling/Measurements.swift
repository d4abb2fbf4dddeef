import Glibc
import Plan

/// What running a query took, operator by operator, for `profile`.
///
/// It is a class because the operators of one running query share it.
package final class Measurements {
    package struct Entry: Sendable {
        /// nil of an operator that only gives rows.
        package var rowsIn: Int?
        package var rowsOut = 0
        package var nanoseconds = 0
    }

    private var entries: [OperatorPlace: Entry] = [:]

    package init() {}

    /// nil of an operator that didn't run.
    package func entry(at place: OperatorPlace) -> Entry? { entries[place] }

    /// Adds what a part of an operator's work took.
    package func add(_ place: OperatorPlace, rowsIn: Int?, rowsOut: Int, since start: Int) {
        var entry = entries[place] ?? Entry()
        if let rowsIn { entry.rowsIn = (entry.rowsIn ?? 0) + rowsIn }
        entry.rowsOut += rowsOut
        entry.nanoseconds += Measurements.now() - start
        entries[place] = entry
    }

    /// The monotonic clock in nanoseconds.
    package static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// Where the operators of a query note what they took; nothing is noted outside of `profile`.
struct Measuring {
    var measurements: Measurements?
    /// Of the query.
    var place: OperatorPlace

    static var off: Measuring { Measuring(measurements: nil, place: OperatorPlace()) }

    /// The same for a query within, which stands at an operator of this one.
    func within(_ place: (OperatorPlace) -> OperatorPlace) -> Measuring {
        Measuring(measurements: measurements, place: place(self.place))
    }

    /// Runs an operator; what it took is noted with how many rows it was given, and gave.
    func measured<Item>(
        _ place: (OperatorPlace) -> OperatorPlace, rowsIn: Int?, _ body: () throws(ExecutionError) -> [Item]
    ) throws(ExecutionError) -> [Item] {
        guard let measurements else { return try body() }
        let start = Measurements.now()
        let rows = try body()
        measurements.add(place(self.place), rowsIn: rowsIn, rowsOut: rows.count, since: start)
        return rows
    }
}
