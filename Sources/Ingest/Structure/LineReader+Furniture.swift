/// What a web page has around every text, and copies of it keep: where one is in the site, whose the site is.
extension LineReader {
    private static let positionWords: [Keys] = [
        "首页", "当前位置", "您的位置", "您现在的位置", "您当前的位置", "现在位置", "当前的位置", "你的位置", "所在位置",
        "您所在的位置",
    ]
    private static let ownerWords: [Keys] = ["ICP备", "公网安备", "版权所有", "网站标识码"]
    private static let ownerHeads = KeySet(ownerWords.lazy.map { $0[0] })
    private static let longest = 120

    /// `首页 > 走进某市 > 市情概况`, `版权所有：…　某ICP备05001234号`
    func isFurniture(_ part: Range<Int>) -> Bool {
        guard part.count <= LineReader.longest else { return false }
        return isPosition(part) || isMenu(part)
            || part.contains { place in
                LineReader.ownerHeads.contains(keyAt(place))
                    && LineReader.ownerWords.contains { has($0, at: place, part) }
            }
    }

    private func isPosition(_ part: Range<Int>) -> Bool {
        guard LineReader.positionWords.contains(where: { has($0, at: part.lowerBound, part) }) else { return false }
        return part.contains { place in
            // > 》 » › / →
            [0x3E, 0x300B, 0xBB, 0x203A, 0x2F, 0x2192].contains(keyAt(place))
        } && !part.contains { keyAt($0) == 0x3002 }
    }

    private static let menuWords: [Keys] = [
        "首页", "上一版", "下一版", "上一篇", "下一篇", "返回", "版面导航", "标题导航", "往期回顾", "放大", "缩小", "打印", "关闭", "收藏", "分享",
    ]

    /// `首页 | 上一版 | 下一版`: short words of which two are a menu's.
    private func isMenu(_ part: Range<Int>) -> Bool {
        guard part.count <= 60, !part.contains(where: { [0x3002, 0x2C, 0x3A].contains(keyAt($0)) }) else {
            return false
        }
        var words = 0
        for place in part {
            if LineReader.menuWords.contains(where: { has($0, at: place, part) }) { words += 1 }
        }
        return words >= 2 && part.count <= words * 9
    }

    @inline(__always)
    private func has(_ words: Keys, at place: Int, _ part: Range<Int>) -> Bool {
        guard place + words.count <= part.upperBound else { return false }
        for offset in 0..<words.count where keyAt(place + offset) != words[offset] { return false }
        return true
    }
}
