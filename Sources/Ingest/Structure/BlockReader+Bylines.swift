/// Lines of a newspaper page that nothing goes on with: who wrote, and where a story begins.
extension BlockReader {
    private static let datelines: [Keys] = ["本报讯", "本报记者", "本网讯", "本刊讯", "本台讯"]

    /// `本报讯（记者 李梅）……` below a headline, without a blank line between.
    func beginsStory(_ line: Range<Int>) -> Bool {
        guard
            let dateline = BlockReader.datelines.first(where: {
                text.has($0, at: line.lowerBound, before: line.upperBound)
            })
        else { return false }
        return dateline[dateline.count - 1] == 0x8BAF || line.count > 24
    }

    /// `李梅（市政协委员、某局局长）`
    private func isMember(_ line: Range<Int>) -> Bool {
        guard let last = line.last, text.keys[last] == 0x29, let open = text.first("(", in: line),
            (2...6).contains(open - line.lowerBound)
        else { return false }
        return text.contains(any: ["政协委员", "政协常委", "人大代表"], in: open..<last)
    }

    /// A line below a title that says who spoke: `民建某市委会`, `李梅（市政协委员、某局局长）`.
    func isSigner(_ line: Range<Int>) -> Bool {
        line.count <= 40 && !hasPunctuation(line)
            && (isMember(line) || line.count <= 24 && UnitName.type(of: text.string(line)) == "民主党派")
    }

    /// A title stands between who spoke and what was said.
    func isTitleBelowByline(_ place: Int) -> Bool {
        place >= 2 && isMember(text.lines[place - 2].range) && !hasPunctuation(text.lines[place - 1].range)
            && hasPunctuation(text.lines[place].range)
    }

    private static let bylineHeads: [Keys] = [
        "本报记者", "本报全媒体记者", "全媒体记者", "本报通讯员", "本刊记者", "本网记者", "记者 ", "通讯员 ", "文/", "图/",
    ]
    private static let bylineSigns: Set<UInt32> = [0x25A1, 0x25A0, 0x25C6, 0x25B2, 0x25CE]

    /// `□ 本报记者 李梅`, `□ 某县融媒体中心 李沐`: a line that says who wrote, and no more; the body begins below.
    func isByline(_ line: Range<Int>) -> Bool {
        guard line.count <= 40, let first = line.first, !hasPunctuation(line) else { return false }
        if isMember(line) { return true }
        if BlockReader.bylineHeads.contains(where: { text.has($0, at: first, before: line.upperBound) }) { return true }
        return BlockReader.bylineSigns.contains(text.keys[first])
            && text.contains(any: ["记者", "通讯员", "融媒体中心", "文/图"], in: line)
    }

    /// `整改进展：……`, `面 积：……`: a few characters and a colon.
    func isLabelled(_ range: Range<Int>) -> Bool {
        guard let colon = range.prefix(12).first(where: { text.keys[$0] == 0x3A }) else { return false }
        let label = range.lowerBound..<colon
        return label.count(where: { isHan(text.keys[$0]) }) >= 2 && label.count { isHan(text.keys[$0]) } <= 8
            && label.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0x20 || isDigit(text.keys[$0]) }
    }

    /// `某县——大健康产业示范县`: a name, dashes, and what is said of it.
    func isDashed(_ range: Range<Int>) -> Bool {
        guard let dash = range.prefix(11).first(where: { text.keys[$0] == 0x2D }), dash + 1 < range.upperBound else {
            return false
        }
        return text.keys[dash + 1] == 0x2D && dash - range.lowerBound >= 2
            && (range.lowerBound..<dash).allSatisfy { isHan(text.keys[$0]) }
    }

    /// Commas and what ends a clause or sentence, but no colon.
    func hasPunctuation(_ range: Range<Int>) -> Bool {
        range.contains { place in
            let key = text.keys[place]
            return key == 0x2C || key == 0x3002 || key == 0x3B || key == 0x21 || key == 0x3F
        }
    }
}
