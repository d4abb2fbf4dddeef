/// Where a document speaks of: the provinces and prefectures in which its short names are to be looked for first.
///
///     在 晋中市 的文件里，“和顺、左权” 是晋中的两个县
package struct PlaceScope: Sendable, Equatable {
    /// Provinces, prefectures, or counties.
    package let regions: [Division]

    package init(_ regions: [Division]) { self.regions = regions }

    /// How near a division is: 3 in a prefecture of the document (or such a prefecture itself), 2 in its province, else 1.
    func nearness(of division: Division) -> Int {
        var nearness = 1
        for region in regions {
            if region.level > .province, let prefecture = region.level == .county ? region.parent : region,
                division.lies(in: prefecture)
            {
                return 3
            }
            if division.code / 10_000 == region.code / 10_000 { nearness = 2 }
        }
        return nearness
    }
}

extension PlaceScope {
    /// The scope of a document nobody has said anything about, from the places that it names and that can be nothing else.
    ///
    /// The province that has two fifths of them, and its prefecture if that has half of the province's.
    package init(of text: UnsafeBufferPointer<UInt8>) { self.init(naming: PlaceFinder.unmistakable(in: text)) }

    /// The same from these places.
    init(naming divisions: [Division]) {
        var votes: [Int: Int] = [:]
        for division in divisions {
            votes[division.level == .county ? division.code / 100 * 100 : division.code, default: 0] += 1
        }
        let provinces = Dictionary(votes.map { ($0.key / 10_000 * 10_000, $0.value) }, uniquingKeysWith: +)
        guard let province = provinces.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            5 * province.value >= 2 * votes.values.reduce(0, +)
        else {
            self.init([])
            return
        }
        let prefectures = votes.filter { $0.key / 10_000 == province.key / 10_000 && $0.key % 10_000 != 0 }
        let prefecture = prefectures.max { ($0.value, $1.key) < ($1.value, $0.key) }
        // Mentions of the province itself say nothing about where in it.
        let within = prefectures.values.reduce(0, +)
        let narrow = prefecture.flatMap { 2 * $0.value >= within ? Gazetteer.division(code: $0.key) : nil }
        self.init([narrow ?? Gazetteer.division(code: province.key)].compactMap { $0 })
    }
}
