/// Letter-spacing, and lines on which everything stands twice.
extension LineReader {
    /// Whether at least six of ten pairs of Han characters have blanks between them: `四 轮 驱 动`.
    func isLetterSpaced(_ part: Range<Int>) -> Bool {
        var (pairs, gaps) = (0, 0)
        var last: Int?
        for place in part where keyAt(place) != 0x20 {
            let isCharacter = scalars[place] > 0x7F
            if isCharacter, let last {
                pairs += 1
                if place > last + 1 { gaps += 1 }
            }
            last = isCharacter ? place : nil
        }
        return gaps > 0 && gaps * 10 >= pairs * 6
    }

    /// The runs of a line of which each stands there twice: `花卉小镇花卉小镇。。`, one of each; nil for any other line.
    func doubledRuns(_ part: Range<Int>) -> [Range<Int>]? {
        // What stands there twice has its first character twice.
        guard part.count >= 4, part.count <= 240, scalars[part].dropFirst().contains(scalars[part.lowerBound]) else {
            return nil
        }
        let places = part.filter { keyAt($0) != 0x20 }
        guard places.count % 2 == 0, places.count >= 4 else { return nil }
        let keys = places.map { scalars[$0] }
        guard var (runs, rest) = longestDoubled(keys, 0).map({ ([(0, $0)], 2 * $0) }) else { return nil }
        while rest < keys.count {
            guard let length = longestDoubled(keys, rest) else { return nil }
            runs.append((rest, length))
            rest += 2 * length
        }
        // `谢谢` alone may be meant.
        guard runs.contains(where: { $0.1 > 2 }) else { return nil }
        return runs.map { places[$0.0]..<places[$0.0 + $0.1 - 1] + 1 }
    }

    private func longestDoubled(_ keys: [UInt32], _ start: Int) -> Int? {
        let longest = (keys.count - start) / 2
        guard longest > 0 else { return nil }
        for length in stride(from: longest, through: 1, by: -1) where keys[start] == keys[start + length] {
            if (0..<length).allSatisfy({ keys[start + $0] == keys[start + length + $0] }) { return length }
        }
        return nil
    }
}
