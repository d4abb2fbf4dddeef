import Text

/// `path from county 平遥 to proposal "低空经济" within 4`: how two nodes, or two sets of them, hang together.
package struct PathSearch: Sendable {
    /// One end of the paths.
    package indirect enum End: Sendable {
        /// `county 平遥`
        case node(Designator)
        /// `(find counties where …)`
        case query(Query)
        /// `person $name`
        case parameter(kind: Name, String, at: Range<Int>)
        /// `it`, `tourism`: a result that has a name
        case named(Name)
    }

    /// How the paths are drawn, and where that was written.
    package struct Chart: Sendable {
        package var shape: ChartShape
        package var range: Range<Int>
    }

    /// What the paths go around: `topic`, a kind, or `topic 旅游`, a node.
    package struct Avoided: Sendable {
        package var kind: Name
        package var node: Name?
    }

    package var from: End
    package var to: End
    /// `via develops, concerns`; empty: any relation
    package var via: [Name]
    /// `avoiding topic, county 平遥`
    package var avoiding: [Avoided]
    /// `all`: not only a shortest one
    package var wantsAll: Bool
    /// `within 4`
    package var within: Int?
    /// `show length, path`
    package var items: [ShowItem]?
    /// `limit 20`
    package var limit: Int?
    /// `chart tree`
    package var chart: Chart?
    package var range: Range<Int>
}

extension PathSearch: CustomStringConvertible {
    package var description: String {
        var words = "(path\(wantsAll ? " all" : "") \(from) \(to)"
        if !via.isEmpty { words += " (via\(tail(via.map(quoted))))" }
        if !avoiding.isEmpty { words += " (avoiding\(tail(avoiding)))" }
        if let within { words += " (within \(within))" }
        if let items { words += " (show\(tail(items)))" }
        if let limit { words += " (limit \(limit))" }
        if let chart { words += " (chart \(chart.shape))" }
        return words + ")"
    }
}

extension PathSearch.End: CustomStringConvertible {
    package var description: String {
        switch self {
        case .node(let designator): designator.description
        case .query(let query): query.description
        case .parameter(let kind, let name, _): "\(quoted(kind)) $\(name)"
        case .named(let name): "(result \(quoted(name)))"
        }
    }
}

extension PathSearch.Avoided: CustomStringConvertible {
    package var description: String {
        node.map { Designator(kind: kind, name: $0).description } ?? quoted(kind)
    }
}
