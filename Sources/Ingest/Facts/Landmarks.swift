import Text

/// Hills, waters, temples and tombs that stand in a row: `依托甲山、乙寺、丙湖`. One alone may be a word; several are names.
extension SiteFinder {
    private static let landmarkSigns = Set("山岭峰崖岩湖瀑岛寺庙庵塔墓堡窟阁祠陵宫洞峡河泉潭".unicodeScalars.map(\.value))
    private static let longestLandmark = 8

    /// The names around the first 、 of a row in which all end as landmarks do, and where the row ends.
    func landmarks(around sign: Int, _ range: Range<Int>) -> ([NamedSite], Int)? {
        guard sign > range.lowerBound, SiteFinder.landmarkSigns.contains(text.keys[sign - 1]) else { return nil }
        var start = sign
        while start > range.lowerBound, sign - start <= 2 * SiteFinder.longestLandmark, isHan(text.keys[start - 1]),
            !SiteLexicon.stopSigns.contains(text.keys[start - 1])
        { start -= 1 }
        var items = [behindStops(start..<sign)..<sign]
        var end = sign
        while end < range.upperBound, text.keys[end] == 0x3001, let item = landmark(behind: end + 1, range) {
            items.append(item)
            end = item.upperBound
        }
        guard items.count >= 2, isLandmark(items[0]), items.dropFirst().allSatisfy(isLandmark) else { return nil }
        return (
            items.map { NamedSite(range: withoutCounty($0), siteClass: "景区", rule: .siteList, confidence: 0.6) }, end
        )
    }

    /// What ends as a landmark does before the next sign, verb or word between phrases; 甲山大峡谷 ends no name with 山.
    private func landmark(behind start: Int, _ range: Range<Int>) -> Range<Int>? {
        var end = start
        while end < range.upperBound, end - start < SiteFinder.longestLandmark, isHan(text.keys[end]) {
            if end > start,
                SiteLexicon.stopSigns.contains(text.keys[end])
                    || SiteLexicon.stopWords.match(text, at: end, before: range.upperBound) != nil
            {
                break
            }
            end += 1
        }
        return isLandmark(start..<end) ? start..<end : nil
    }

    /// 丙湖 of 甲县丙湖: where it lies is no part of the name, if enough is left.
    private func withoutCounty(_ item: Range<Int>) -> Range<Int> {
        guard let place = places.places(in: item).first, place.range.lowerBound == item.lowerBound,
            place.division.level == .county, item.upperBound - place.range.upperBound >= 3
        else { return item }
        return place.range.upperBound..<item.upperBound
    }

    private func isLandmark(_ item: Range<Int>) -> Bool {
        guard (3...SiteFinder.longestLandmark).contains(item.count), let last = item.last,
            SiteFinder.landmarkSigns.contains(text.keys[last])
        else { return false }
        return isItem(item)
    }
}
