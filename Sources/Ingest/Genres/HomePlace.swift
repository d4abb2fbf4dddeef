import Text

/// The place that a document is of: 晋中市 of a page of 晋中's inspection, so that its 市审计局 is 晋中市审计局.
struct HomePlace: Sendable {
    private(set) var province: Division?
    private(set) var city: Division?
    /// If the document is a county's.
    private(set) var county: Division?

    /// From the places that the document names: the one that its title names, else the one that it names most.
    init(of text: CleanText, _ places: PlaceIndex, title: Range<Int>?) {
        let named = title.map { places.places(in: $0) } ?? []
        let own = named.last ?? HomePlace.head(of: text, places)
        let division = own?.division ?? places.scope.regions.first
        switch division?.level {
        case .province: province = division
        case .prefecture: (city, province) = (division, division?.province)
        case .county:
            (county, province) = (division, division?.province)
            city = division?.parent.flatMap { $0.level == .prefecture ? $0 : nil }
        case nil: break
        }
        // 市委 in a county's document is the prefecture's all the same.
        if city == nil, let scope = places.scope.regions.first(where: { $0.level == .prefecture }), county == nil,
            province == nil || scope.province == province
        {
            if division?.level != .province { city = scope }
        }
    }

    /// A place whose committee or government the head or the foot names: 中共某市委, 某县人民政府, 政协某县第十一届委员会.
    private static func head(of text: CleanText, _ places: PlaceIndex) -> NamedPlace? {
        let titles: [Keys] = ["委巡察", "委", "人民政府", "政协", "委员会", "政府", "发展和改革"]
        let head = places.places(in: 0..<min(text.count, 600))
        let foot = places.places(in: max(0, text.count - 300)..<text.count)
        for place in Array(head) + Array(foot)
        where titles.contains(where: { text.has($0, at: place.range.upperBound, before: text.count) })
            || isOfAssembly(place.range, in: text)
        {
            return place
        }
        return nil
    }

    /// 政协某县…, 某县第十一届…
    private static func isOfAssembly(_ place: Range<Int>, in text: CleanText) -> Bool {
        if text.has("政协", at: place.lowerBound - 2, before: place.lowerBound) { return true }
        return text.has("第", at: place.upperBound, before: text.count)
            && text.contains("届", in: place.upperBound..<min(text.count, place.upperBound + 6))
    }

    /// The full name of a unit that is called by its level only: 晋中市审计局 of 市审计局; nil of other names.
    func fullName(of unit: String) -> String? {
        let levels: [(prefixes: [String], place: Division?)] = [
            (["我省", "省"], province), (["全市", "我市", "市"], city), (["我县", "县"], county), (["我区", "区"], county),
        ]
        for (prefixes, place) in levels {
            guard let place else { continue }
            for prefix in prefixes where unit.hasPrefix(prefix) {
                let rest = unit.dropFirst(prefix.count)
                // 区域中心, 县城办 and 市场监管局 begin with no level.
                guard let first = rest.first, !"域县城场民".contains(first) else { continue }
                return place.name + rest
            }
        }
        return nil
    }
}
