/// The usual short names of offices, which every place has: its 工信局 is its 工业和信息化局.
enum UnitAbbreviation {
    /// A line each: the long name, then what it is called for short.
    private static let table = """
        工业和信息化局：工信局 工业信息化局
        工业和信息化厅：工信厅
        发展和改革委员会：发改委 发展改革委 发展和改革委
        发展和改革局：发改局 发展改革局
        人力资源和社会保障局：人社局 人力资源社会保障局
        人力资源和社会保障厅：人社厅 人力资源社会保障厅
        住房和城乡建设局：住建局 住房城乡建设局
        住房和城乡建设厅：住建厅 住房城乡建设厅
        市场监督管理局：市场监管局 市监局
        卫生健康委员会：卫健委 卫生健康委
        卫生健康局：卫健局
        文化和旅游局：文旅局 文化旅游局
        文化和旅游厅：文旅厅 文化旅游厅
        文化广电和旅游局：文广旅局 文化广电旅游局
        教育体育局：教体局 教育和体育局
        自然资源和规划局：自规局 自然资源规划局
        交通运输局：交通局
        交通运输厅：交通厅
        应急管理局：应急局
        医疗保障局：医保局
        退役军人事务局：退役军人局
        科学技术局：科技局
        科学技术厅：科技厅
        民族宗教事务局：民宗局
        林业和草原局：林草局
        城市管理局：城管局
        国有资产监督管理委员会：国资委
        机构编制委员会办公室：编办
        网络安全和信息化委员会办公室：网信办
        政法委员会：政法委
        妇女联合会：妇联
        科学技术协会：科协
        残疾人联合会：残联
        文学艺术界联合会：文联
        工商业联合会：工商联
        归国华侨联合会：侨联
        住房公积金管理中心：公积金中心
        """

    /// The longest short names first.
    private static let pairs: [(short: String, long: String)] = {
        var pairs: [(short: String, long: String)] = []
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: "：", maxSplits: 1)
            guard parts.count == 2 else { continue }
            pairs += parts[1].split(separator: " ").map { (String($0), String(parts[0])) }
        }
        return pairs.sorted { $0.short.count > $1.short.count }
    }()

    /// 甲市工业和信息化局党组 of 甲市工信局党组; nil of a name that ends in no short name.
    static func longName(of name: String) -> String? {
        var (body, tail) = (name, "")
        for party in ["党组", "党委", "党总支"] where name.hasBytes(atEnd: party) {
            body = String(name.dropLast(party.count))
            tail = party
        }
        guard let pair = pairs.first(where: { body.hasBytes(atEnd: $0.short) && !body.hasBytes(atEnd: $0.long) })
        else { return nil }
        return body.dropLast(pair.short.count) + pair.long + tail
    }
}
