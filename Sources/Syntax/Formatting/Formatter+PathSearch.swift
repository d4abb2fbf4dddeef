extension Formatter {
    /// `path all from county 平遥 to proposal "低空经济" via concerns avoiding topic within 4 show length limit 2`
    func text(of search: PathSearch) -> String {
        var parts = [word(.path)]
        if search.wantsAll { parts.append(word(.all)) }
        parts.append("\(word(.from)) \(text(of: search.from)) \(word(.to)) \(text(of: search.to))")
        if !search.via.isEmpty { parts.append("\(word(.via)) \(search.via.map(title).joined(separator: ", "))") }
        if !search.avoiding.isEmpty {
            parts.append("\(word(.avoiding)) \(search.avoiding.map(text).joined(separator: ", "))")
        }
        if let within = search.within { parts.append("\(word(.within)) \(within)") }
        if let items = search.items { parts.append("\(word(.show)) \(self.items(items))") }
        if let limit = search.limit { parts.append("\(word(.limit)) \(limit)") }
        if let chart = search.chart { parts.append("\(word(.chart)) \(word(chart.shape.keyword))") }
        return parts.joined(separator: " ")
    }

    func text(of explained: Asked) -> String {
        switch explained {
        case .query(let query): text(of: query)
        case .path(let search): text(of: search)
        }
    }

    private func text(of end: PathSearch.End) -> String {
        switch end {
        case .node(let designator): text(of: designator)
        case .query(let query): bracketed(query)
        case .parameter(let kind, let name, _): "\(title(kind)) $\(name)"
        case .named(let name): name.text == Keyword.it.rawValue ? word(.it) : name.text
        }
    }

    private func text(of avoided: PathSearch.Avoided) -> String {
        avoided.node.map { text(of: Designator(kind: avoided.kind, name: $0)) } ?? title(avoided.kind)
    }
}
