import Text

/// Clusters as records of one field a line: `集群名称：绿色食品产业集群`, and below `细分领域：稻米加工、大豆蛋白`.
extension Analysis {
    private static let clusterLabels: [Keys] = ["集群名称:", "产业集群名称:", "产业集群:", "集群:"]
    /// How far below a cluster's name its industries may stand.
    private static let reach = 8

    mutating func readClusterRecords() {
        for place in blocks.indices {
            guard let name = clusterLabelled(place) else { continue }
            let title = string(name)
            let cluster = addCluster(title.hasSuffix("集群") ? title : title + "产业集群", name)
            for next in place + 1..<min(place + Analysis.reach, blocks.count) {
                if clusterLabelled(next) != nil { break }
                let members = labelledIndustries(text.trimmed(blocks[next].body))
                if members.isEmpty { continue }
                for member in members {
                    add(member, named: industryName(string(member)), to: cluster, [lines(name)], confidence: 0.9)
                }
                break
            }
        }
    }

    private func clusterLabelled(_ place: Int) -> Range<Int>? {
        let body = text.trimmed(blocks[place].body)
        guard body.count <= 40,
            let label = Analysis.clusterLabels.first(where: {
                text.has($0, at: body.lowerBound, before: body.upperBound)
            })
        else { return nil }
        let name = text.trimmed(body.lowerBound + label.count..<body.upperBound)
        let isName = !name.contains { [0x3001, 0x2C, 0x3B, 0x3002].contains(text.keys[$0]) }
        return (3...20).contains(name.count) && isName ? name : nil
    }
}
