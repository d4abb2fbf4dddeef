/// The place that a document is of: 晋中市 of a page of 晋中's inspection, so that its 市审计局 is 晋中市审计局.
struct HomePlace: Sendable {
    /// 晋中市; nil if nothing tells.
    var city: String?
    /// 山西省
    var province: String?
    /// 平遥县, if the document is a county's.
    var county: String?

    init(of text: CleanText) {
        (city, province, county) = (nil, nil, nil)
    }

    /// The full name of a unit that is called by its level only: 晋中市审计局 of 市审计局; nil of other names.
    func fullName(of unit: String) -> String? {
        let levels: [(prefixes: [String], place: String?)] = [
            (["省", "我省"], province), (["市", "我市", "全市"], city), (["县", "我县", "区", "我区"], county),
        ]
        for (prefixes, place) in levels {
            guard let place else { continue }
            for prefix in prefixes.sorted(by: { $0.count > $1.count }) where unit.hasPrefix(prefix) {
                let rest = unit.dropFirst(prefix.count)
                // 区域中心 and 县城办 begin with no level.
                guard let first = rest.first, !"域县城".contains(first) else { continue }
                return place + rest
            }
        }
        return nil
    }
}
