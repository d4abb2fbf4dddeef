import Text

/// What a name's ending says of a unit.
struct UnitName {
    /// The longest ending that fits wins.
    private static let endings: [(ending: String, type: String)] = [
        ("党组", "党组"), ("党委", "党组"), ("党工委", "党组"), ("党总支", "党组"), ("党支部", "村社"),
        ("宣传部", "党委部门"), ("组织部", "党委部门"), ("统战部", "党委部门"), ("政法委", "党委部门"), ("政法委员会", "党委部门"), ("编办", "党委部门"),
        ("纪委监委", "党委部门"), ("纪委", "党委部门"), ("讲师团", "事业单位"), ("党校", "事业单位"), ("党史研究室", "党委部门"), ("档案馆", "事业单位"),
        ("网信办", "党委部门"),
        ("委办公室", "党委部门"), ("委员会办公室", "党委部门"), ("工作委员会", "党委部门"), ("领导小组办公室", "党委部门"), ("老干部局", "党委部门"), ("信访局", "党委部门"),
        ("人民政府", "政府"), ("区政府", "政府"), ("县政府", "政府"), ("市政府", "政府"), ("省政府", "政府"), ("乡政府", "政府"), ("镇政府", "政府"),
        ("办事处", "政府"), ("局", "政府部门"), ("厅", "政府部门"), ("办公厅", "政府部门"), ("办公室", "政府部门"), ("委员会", "政府部门"), ("发改委", "政府部门"),
        ("国资委", "政府部门"), ("卫健委", "政府部门"), ("分局", "政府部门"), ("支队", "政府部门"), ("总队", "政府部门"), ("法院", "司法机关"),
        ("检察院", "司法机关"),
        ("人民法院", "司法机关"), ("人民检察院", "司法机关"), ("公安局", "政府部门"), ("司法局", "政府部门"), ("国防动员办", "政府部门"),
        ("中心", "事业单位"), ("医院", "事业单位"), ("学院", "事业单位"), ("大学", "事业单位"), ("学校", "事业单位"), ("中学", "事业单位"), ("小学", "事业单位"),
        ("研究院", "事业单位"),
        ("研究所", "事业单位"), ("博物馆", "事业单位"), ("图书馆", "事业单位"), ("管理处", "事业单位"), ("报社", "媒体"), ("日报社", "媒体"), ("电视台", "媒体"),
        ("广播电视台", "媒体"),
        ("融媒体中心", "媒体"), ("集团", "企业"), ("公司", "企业"), ("有限责任公司", "企业"), ("银行", "企业"), ("农商行", "企业"), ("厂", "企业"),
        ("合作社", "合作社"),
        ("供销合作社", "事业单位"), ("供销社", "事业单位"), ("联社", "事业单位"), ("联合社", "事业单位"), ("总工会", "人民团体"), ("团市委", "人民团体"),
        ("团委", "人民团体"), ("妇联", "人民团体"), ("工商联", "工商联"),
        ("科协", "人民团体"), ("文联", "人民团体"), ("残联", "人民团体"), ("侨联", "人民团体"), ("红十字会", "人民团体"), ("作协", "人民团体"),
        ("社科联", "人民团体"), ("贸促会", "人民团体"),
        ("联合会", "人民团体"), ("协会", "社会组织"), ("商会", "社会组织"), ("学会", "社会组织"), ("政协", "政协"), ("政协委员会", "政协"), ("人大常委会", "人大"),
        ("人大", "人大"), ("常委会", "人大"), ("市委", "党委"), ("省委", "党委"), ("县委", "党委"), ("区委", "党委"), ("乡党委", "党委"),
        ("指挥部", "议事机构"),
        ("领导小组", "议事机构"), ("公积金中心", "事业单位"), ("指导委员会", "议事机构"), ("管委会", "政府部门"), ("管理委员会", "政府部门"), ("机关", "政府部门"),
        ("事务局", "政府部门"), ("总社", "事业单位"), ("书院", "事业单位"), ("剧院", "事业单位"), ("院", "事业单位"), ("馆", "事业单位"), ("站", "事业单位"),
        ("社", "事业单位"),
        ("团", "事业单位"), ("部", "党委部门"), ("委", "党委部门"), ("台", "媒体"), ("党委会", "党组"), ("中队", "政府部门"), ("研究室", "党委部门"),
    ]

    /// Endings by their last character, the longest first.
    private static let byLast: [Unicode.Scalar: [(ending: [Unicode.Scalar], type: String)]] = {
        var byLast: [Unicode.Scalar: [(ending: [Unicode.Scalar], type: String)]] = [:]
        for (ending, type) in endings {
            let scalars = Array(ending.unicodeScalars)
            if let last = scalars.last { byLast[last, default: []].append((scalars, type)) }
        }
        return byLast.mapValues { $0.sorted { $0.ending.count > $1.ending.count } }
    }()

    /// The parties that a branch's name begins with.
    static let parties = ["民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"]
    static let longParties = [
        "中国国民党革命委员会", "中国民主同盟", "中国民主建国会", "中国民主促进会", "中国农工民主党", "中国致公党", "台湾民主自治同盟",
    ]

    /// What ends as a unit's name does and is none.
    private static let noUnits = ["客厅", "餐厅", "大舞台", "平台", "后院", "庭院", "小院", "驿站", "前站", "全部", "内部"].map {
        Array($0.unicodeScalars)
    }
    private static let partyNames = (parties + longParties).map { Array($0.unicodeScalars) }
    private static let advisers = Array("政协".unicodeScalars)
    private static let committees = ["市委", "县委", "区委", "省委"].map { Array($0.unicodeScalars) }

    /// What sort of unit a name is of; nil if no ending tells.
    static func type(of name: String) -> String? {
        let name = Array(name.unicodeScalars)
        func begins(_ head: [Unicode.Scalar]) -> Bool { name.starts(with: head) }
        func ends(_ tail: [Unicode.Scalar]) -> Bool {
            name.count >= tail.count && name[(name.count - tail.count)...].elementsEqual(tail)
        }
        guard let last = name.last else { return nil }
        if partyNames.contains(where: begins) { return "民主党派" }
        if begins(advisers) || ends(advisers) { return "政协" }
        guard let (ending, type) = byLast[last]?.first(where: { ends($0.ending) }) else { return nil }
        if noUnits.contains(where: ends) { return nil }
        // A single character at the end says little of a short name.
        if ending.count == 1, name.count < 4 { return nil }
        return type == "政府部门" && committees.contains(where: begins) ? "党委部门" : type
    }

    private static let signs = Set("，。；：、！？,;:!?".unicodeScalars.map(\.value))

    /// Whether a text is the name of a unit and nothing else.
    static func isUnit(_ name: String) -> Bool {
        guard name.count >= 3, name.count <= 30, type(of: name) != nil else { return false }
        return !name.unicodeScalars.contains { signs.contains($0.value) }
    }
}

extension Analysis {
    /// Adds a unit by the name that the document gives it, with its full name and that of a usual short name as aliases.
    mutating func addUnit(_ name: String, _ lines: ClosedRange<Int>, _ rule: Rule, confidence: Double = 1) -> Int {
        let full = home.fullName(of: name)
        let place = self.place(ofUnit: name)
        // Of which place a short name's office is must be told, by its level or by the place's name before it.
        let isPlaced = full != nil || place.map { name.hasPrefix($0.name) } ?? false
        let long = isPlaced ? UnitAbbreviation.longName(of: full ?? name) : nil
        var node = Findings.Node(
            kind: "unit", name: name, identity: full.map { .within(fullName: $0) } ?? .name,
            aliases: [full, long].compactMap { $0 }, lines: [lines], rule: rule, confidence: confidence)
        if let type = UnitName.type(of: name) { node.values.append(("type", [.text(type)])) }
        let unit = findings.add(node)
        if let place {
            findings.link(
                unit, "located_in", addDivision(place, [lines]), [lines], long == nil ? .unitName : .abbreviation)
        }
        return unit
    }

    /// The place whose unit a name says it is: by its head, 晋中日报社, or by the level, 市审计局.
    private func place(ofUnit name: String) -> Division? {
        if let full = home.fullName(of: name) {
            return [home.county, home.city, home.province].compactMap { $0 }.first { full.hasPrefix($0.name) }
        }
        let own = [home.county, home.city, home.province].compactMap { $0 }
        let named = own.first { name.contains($0.shortName ?? $0.name) || name.contains($0.name) }
        if let named { return named }
        for length in [2, 3, 4] where name.count > length + 1 {
            let divisions = Gazetteer.divisions(named: String(name.prefix(length + 1)), within: home.province)
            if divisions.count == 1 { return divisions[0] }
        }
        return nil
    }
}
