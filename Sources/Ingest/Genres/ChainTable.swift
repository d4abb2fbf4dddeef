import Text

/// Tables of industrial chains: a row for each, with the cluster that it is of, who leads it and where it is laid out.
extension Analysis {
    /// Which columns tell what.
    struct ChainColumns {
        var chain: Int
        /// There are clusters only, and no chains in them.
        var isOfClusters = false
        var cluster: Int?
        var leader: Int?
        var place: Int?
        /// The last cluster's name: a cell over several rows stands in the first of them.
        var lastCluster: Range<Int>?
    }

    private static let chainHeads: [Keys] = [
        "产业链", "产业名称", "重点产业", "主导产业", "产业方向", "细分产业", "产业领域", "链条", "细分领域", "细分行业", "重点链", "子产业", "主要产业",
    ]
    private static let leaderHeads: [Keys] = ["牵头", "责任单位", "主管部门", "责任部门", "链长单位"]
    private static let placeHeads: [Keys] = ["布局", "区域", "区市", "区县", "县区", "县市", "承载地", "承载区"]

    /// A head that has a column of chains and one of what belongs to them.
    func chainColumns(_ cells: [Range<Int>]) -> ChainColumns? {
        func column(_ words: [Keys], but other: [Int?] = []) -> Int? {
            cells.indices.first { place in
                // 产业链名称 heads a column, 海工装备产业链 stands in one.
                !other.contains(place)
                    && words.contains { cells[place].count <= $0.count + 2 && text.contains($0, in: cells[place]) }
            }
        }
        let cluster = column(["产业集群", "集群"])
        let ownChain = column(Analysis.chainHeads, but: [cluster])
        let isOfClusters =
            ownChain == nil && cluster.map { clusterHeads.contains(string(text.trimmed(cells[$0]))) } == true
        guard let chain = ownChain ?? (isOfClusters ? cluster : nil) else { return nil }
        let leader = column(Analysis.leaderHeads, but: [cluster, chain])
        let place = column(Analysis.placeHeads, but: [cluster, chain, leader])
        guard leader != nil || place != nil || cluster != nil && !isOfClusters else { return nil }
        return ChainColumns(
            chain: chain, isOfClusters: isOfClusters, cluster: isOfClusters ? nil : cluster, leader: leader,
            place: place)
    }

    /// What heads a column of clusters, and is no cluster's name.
    private var clusterHeads: Set<String> { ["产业集群", "集群", "集群名称", "产业集群名称", "重点产业集群", "重点集群"] }

    mutating func readChainTables() {
        forEachRow(below: { $0.chainColumns($1) }) { analysis, cells, columns, _ in
            guard columns.chain < cells.count else { return }
            if let column = columns.cluster, column < cells.count,
                case let named = analysis.text.trimmed(cells[column]), !named.isEmpty
            {
                columns.lastCluster = named
            }
            analysis.readChain(cells, columns)
        }
    }

    private mutating func readChain(_ cells: [Range<Int>], _ columns: ChainColumns) {
        let cell = text.trimmed(cells[columns.chain])
        let body = text.unnumbered(cell)
        guard (2...16).contains(body.count), !body.contains(where: { isDigit(text.keys[$0]) }) else { return }
        let name = industryName(string(body))
        let lines = [self.lines(body)]
        let cluster = columns.lastCluster
        if let cluster {
            var title = string(cluster).filter { !"“”".contains($0) }
            if !title.hasSuffix("集群") {
                if title.hasSuffix("产业") { title.removeLast(2) }
                title += "产业集群"
            }
            add(body, named: name, to: addCluster(title, cluster), [self.lines(cluster)])
        }
        let industry =
            columns.isOfClusters
            ? addCluster(string(body).hasSuffix("集群") ? string(body) : string(body) + "产业集群", body)
            : addIndustry(body, .industry, named: name)
        if cluster == nil, !columns.isOfClusters { findings.link(document, "promotes", industry, lines, .industry) }
        if let column = columns.leader, column < cells.count {
            for part in text.split(cells[column], at: [0x3001, 0x2C, 0x3B, 0x20]) where UnitName.isUnit(string(part)) {
                let leader = addUnit(string(part), self.lines(part), .leading)
                findings.link(leader, "leads", industry, Findings.union(lines, [self.lines(part)]), .leading)
            }
        }
        if let column = columns.place, column < cells.count {
            for place in places.places(in: cells[column]) where place.division != home.city {
                let placeLines = [self.lines(place.range)]
                findings.link(
                    addDivision(place.division, placeLines), "develops", industry, Findings.union(lines, placeLines),
                    .develops)
            }
        }
    }
}
