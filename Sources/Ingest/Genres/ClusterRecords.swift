import Text

/// Clusters as records of one field a line: `集群名称：绿色食品产业集群`, and below `细分领域：稻米加工、大豆蛋白`.
extension Analysis {
    private static let clusterLabels: [Keys] = ["集群名称:", "产业集群名称:", "产业集群:", "集群:"]
    /// How far below a cluster's name its industries may stand.
    private static let reach = 8

    mutating func readClusterRecords() {
        for place in blocks.indices {
            guard let name = clusterLabelled(place) ?? clusterAboveFields(place) else { continue }
            let title = string(name)
            let cluster = addCluster(title.hasSuffix("集群") ? title : title + "产业集群", name)
            for next in place + 1..<min(place + Analysis.reach, blocks.count) {
                if clusterLabelled(next) != nil || clusterAboveFields(next) != nil { break }
                let members = labelledIndustries(text.trimmed(blocks[next].body))
                if members.isEmpty { continue }
                for member in members {
                    add(member, named: industryName(string(member)), to: cluster, [lines(name)], confidence: 0.9)
                }
                break
            }
        }
    }

    /// `▶ 食品饮料集群（链主：某某食品）` above `细分赛道：休闲食品 | 功能饮料`
    private func clusterAboveFields(_ place: Int) -> Range<Int>? {
        guard blocks[place].kind != .row, place + 1 < blocks.count else { return nil }
        let name = text.withoutBracket(text.unnumbered(text.trimmed(blocks[place].body)))
        guard (4...20).contains(name.count), text.has("集群", at: name.upperBound - 2, before: name.upperBound),
            case let bare = string(name.dropLast(2)), !Analysis.tiers.contains(where: { $0 == Keys(bare) }),
            !name.contains(where: { [0x3001, 0x2C, 0x3B, 0x3002, 0x3A].contains(text.keys[$0]) }),
            blocks[(place + 1)...].prefix(2).contains(where: { !labelledIndustries(text.trimmed($0.body)).isEmpty })
        else { return nil }
        return name
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
