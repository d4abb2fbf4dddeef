/// What one query may enumerate at most, so that one that would go on without end stops, says which limit it met, and how to
/// raise it. What has a clause of its own (`limit`, `within`) is no limit of these.
package struct Limits: Sendable, Equatable {
    package enum Name: String, Sendable, CaseIterable {
        /// Columns of a pivot; nobody reads more, and a spreadsheet of old holds no more.
        case columns
        /// Groups that one row may be in: `group by a, b` has one for each pair of values.
        case groups
        /// Records of one cell: `r { s { t } }` has one for each way along r, s and t.
        case records
        /// Relations that `path all` may look at.
        case steps
        /// Rows of an answer.
        case rows
        /// Nodes and relations of a graph on a server that is fetched whole; a larger one is asked part by part.
        case fetched
        /// Milliseconds that a statement may take.
        case time
        /// Megabytes that the program may hold in memory while a statement runs.
        case memory
    }

    private var values: [Name: Int] = [:]

    /// The value of a limit that there isn't.
    package static let none = Int.max

    package init() {}

    /// A minute and 4 GB for each statement, more than any that is meant to be answered needs.
    package static var ofScriptsFromOthers: Limits {
        var limits = Limits()
        limits[.time] = 60_000
        limits[.memory] = 4096
        return limits
    }

    package subscript(_ name: Name) -> Int {
        get { values[name] ?? name.usual }
        set { values[name] = newValue }
    }
}

extension Limits.Name {
    /// What it is unless somebody said otherwise.
    package var usual: Int {
        switch self {
        case .columns: 256
        case .groups: 10_000
        case .records: 100_000
        case .steps: 20_000_000
        case .fetched: 100_000
        case .rows, .time, .memory: Limits.none
        }
    }
}
