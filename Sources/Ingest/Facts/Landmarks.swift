import Text

/// Hills, waters, temples and tombs that stand in a row: `依托甲山、乙寺、丙湖`. One alone may be a word; several are names.
extension SiteFinder {
    private static let landmarkSigns = Set("山岭峰崖岩湖瀑岛寺庙庵塔墓堡窟阁祠陵宫洞峡河泉潭".unicodeScalars.map(\.value))
    private static let longestLandmark = 8

    /// The names around the first 、 of a row in which all end as landmarks do, and where the row ends.
    func landmarks(around sign: Int, _ range: Range<Int>) -> ([NamedSite], Int)? {
        guard sign > range.lowerBound, SiteFinder.landmarkSigns.contains(text.keys[sign - 1]) else { return nil }
        var start = sign
        while start > range.lowerBound, sign - start <= SiteFinder.longestLandmark, isHan(text.keys[start - 1]),
            !SiteLexicon.stopSigns.contains(text.keys[start - 1])
        { start -= 1 }
        let first = behindStops(start..<sign)
        var items = [first..<sign]
        var end = sign
        while end < range.upperBound, text.keys[end] == 0x3001 {
            var next = end + 1
            while next < range.upperBound, next - end <= SiteFinder.longestLandmark, isHan(text.keys[next]),
                text.keys[next] != 0x7B49
            { next += 1 }
            guard let item = landmark(end + 1..<next) else { break }
            items.append(item)
            end = item.upperBound
        }
        guard items.count >= 2, items.allSatisfy(isLandmark) else { return nil }
        return (
            items.map { NamedSite(range: $0, siteClass: "景区", rule: .siteList, confidence: 0.6) }, end
        )
    }

    /// The part of a range up to the last sign of a landmark within it, where a list, a verb or the clause's end follows.
    private func landmark(_ range: Range<Int>) -> Range<Int>? {
        for place in range.reversed() where SiteFinder.landmarkSigns.contains(text.keys[place]) {
            let item = range.lowerBound..<place + 1
            if isLandmark(item) { return item }
        }
        return nil
    }

    private func isLandmark(_ item: Range<Int>) -> Bool {
        guard (3...SiteFinder.longestLandmark).contains(item.count), let last = item.last,
            SiteFinder.landmarkSigns.contains(text.keys[last])
        else { return false }
        return isItem(item)
    }
}
