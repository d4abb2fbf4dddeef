import Text

/// Paragraphs whose head is a cluster's name: `**白酒集群。** 以甲区为承载地，重点发展子、丑、寅，到2028年……`.
extension Analysis {
    /// What opens the list of a cluster's industries where the paragraph is the cluster's own.
    private static let openings: [Keys] = [
        "重点发展", "主要发展", "大力发展", "积极发展", "优先发展", "加快发展", "主要包括", "包括", "涵盖", "重点布局", "主攻", "主打", "重点培育", "重点突破", "聚焦",
        "布局", "推进", "做强", "做优", "做精", "发展", "培育", "打造", "建设", "构建", "突出",
    ]
    private static let closings: [Keys] = [
        "产业链", "产业", "领域", "行业", "方向", "赛道", "板块", "链条", "业态", "集群",
    ]

    /// - Returns: whether the paragraph is a cluster's own and tells its industries.
    mutating func readClusterParagraph(_ block: Block) -> Bool {
        let body = text.trimmed(block.body)
        guard let end = body.prefix(24).first(where: { [0x3A, 0x3002].contains(text.keys[$0]) }),
            end - body.lowerBound > 3, text.has("集群", at: end - 2, before: end),
            !(body.lowerBound..<end).contains(where: {
                [0x2C, 0x3001].contains(text.keys[$0]) || isDigit(text.keys[$0])
            })
        else { return false }
        for clause in text.split(end + 1..<body.upperBound, at: [0x2C, 0x3B, 0x3002]) {
            guard let members = clusterMembers(text.trimmed(clause)) else { continue }
            let head = body.lowerBound..<end - 2
            addCluster(bareName(ofCluster: head), head, of: members)
            return true
        }
        return false
    }

    /// The names of a clause that begins as a list of industries does; nil if it is none, or one of places.
    private func clusterMembers(_ clause: Range<Int>) -> [Range<Int>]? {
        guard
            let opening = Analysis.openings.first(where: {
                text.has($0, at: clause.lowerBound, before: clause.upperBound)
            })
        else { return nil }
        let list = withoutSum(clause.lowerBound + opening.count..<clause.upperBound)
        let members = text.split(list, at: [0x3001, 0x548C]).map { withoutRest($0) }
        guard members.count >= 2, members.allSatisfy({ isMemberName($0) && !$0.contains { isDigit(text.keys[$0]) } }),
            !members.contains(where: { !places.places(in: $0).isEmpty })
        else { return nil }
        return members
    }

    /// 三条产业链 behind the names says how many they are.
    private func withoutSum(_ list: Range<Int>) -> Range<Int> {
        guard
            let closing = Analysis.closings.first(where: {
                list.count > $0.count && text.has($0, at: list.upperBound - $0.count, before: list.upperBound)
            })
        else { return list }
        var place = list.upperBound - closing.count
        // 三条, 三大, 三个; 等
        for sign in ["条", "大", "个", "类", "等"] as [Keys]
        where place > list.lowerBound && text.has(sign, at: place - 1, before: place) {
            place -= 1
            break
        }
        guard place > list.lowerBound, hanDigit(text.keys[place - 1]) != nil else { return list }
        return list.lowerBound..<place - 1
    }
}
