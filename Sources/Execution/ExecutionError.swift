import Text

/// Why a bound query can't give an answer.
package enum ExecutionError: Error, Sendable, Equatable {
    /// Ctrl-C, or a limit of time.
    case cancelled
    /// `value / baseline.value` where there are two baselines.
    case severalValues(count: Int, at: Range<Int>)
    /// `value + 5人` where the value is money.
    case dimensionsDiffer(Value, Value, at: Range<Int>)
    /// `name * 2`
    case notANumber(Value, at: Range<Int>)
    /// `value in 公顷` where the value is money.
    case cannotConvert(Value, unit: String, at: Range<Int>)
    /// `pivot year by topic order by 旅遊`
    case noPivotColumn(String, columns: [String], at: Range<Int>)
    /// `pivot year by title` of more proposals than anybody can read columns.
    case tooManyColumns(count: Int, limit: Int, at: Range<Int>)
    /// A part of a large snapshot was found damaged when it was first used; this is its section.
    case damaged(String)
    /// `path all …` in a graph where everything hangs together; nil: the whole statement did.
    case limitMet(Limits.Name, Int, at: Range<Int>?)
}

/// Something worth knowing about an answer that is no error.
package enum Note: Sendable, Hashable {
    /// Values of another dimension were passed over by a comparison.
    case otherDimension(property: String, count: Int, isPlainNumber: Bool)
    /// `betweenness(cites)` of a large relation: shortest connections were looked for from some nodes only.
    case estimated(from: Int, of: Int)
    /// `path all` found more paths than it gives unless told to.
    case morePaths(than: Int)
    /// `path all` without `within` looks only so far.
    case pathsNoLonger(than: Int)
    /// There is no path within the length that was asked for, but one of this length.
    case shortestPath(length: Int)
    /// The connection to the server was lost, made anew, and the question asked again.
    case reconnected
    /// The server was not asked to answer: so many nodes were fetched for that.
    case finishedHere(nodes: Int)
    /// Another graph was put in the place of the one on the server.
    case replacedOnServer
    /// `mentions[topic = 资产]`: nothing that the step leads to has such a property or relation; the kind that the word also
    /// names, if a node of it may stand there.
    case neverThere(String, step: String, kind: String?)
}
