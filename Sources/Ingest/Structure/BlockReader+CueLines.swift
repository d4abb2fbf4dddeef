/// Lines that are a block of their own whatever stands around them.
extension BlockReader {
    /// `●李梅委员（教育界）`: who speaks, above what was said.
    func isBulletByline(_ block: Block) -> Bool {
        block.lines.count == 1 && BylineReader(text: text).bulletByline(block) != nil
    }

    private static let cueLines: [Keys] = [
        "主要问题", "存在问题", "存在的问题", "突出问题", "反馈问题", "发现问题", "主要不足", "整改建议", "整改意见", "整改要求", "意见建议", "意见和建议", "对策建议",
        "工作建议",
        "巡察建议", "巡视建议", "有关建议", "几点建议", "具体建议", "反馈意见",
    ]

    /// `主要问题`, `整改建议`: a line that says what the next ones are, and nothing else.
    func isCueLine(_ range: Range<Int>) -> Bool {
        let range = text.trimmed(range)
        return range.count <= 9
            && BlockReader.cueLines.contains {
                $0.count + 3 >= range.count && text.has($0, at: range.upperBound - $0.count, before: range.upperBound)
            }
    }
}
