import Text

/// Where what is proposed begins in a speech that has no line of its own for it.
extension Analysis {
    /// 建议 at the beginning of a sentence, without a colon.
    func sentenceCue(_ body: Range<Int>) -> Range<Int>? {
        text.sentences(body).lazy.map { text.trimmed($0) }
            .first { text.has("建议", at: $0.lowerBound, before: $0.upperBound) }.map {
                $0.lowerBound..<$0.lowerBound + 2
            }
    }

    /// `我建议，……`; 吸纳委员建议，…… speaks of others' advice.
    func adviceComma(_ body: Range<Int>) -> Range<Int>? {
        guard let cue = text.first(any: ["建议,"], in: body) else { return nil }
        let before = max(body.lowerBound, cue.lowerBound - 6)..<cue.lowerBound
        return text.contains(any: ["吸纳", "采纳", "委员", "意见", "落实"], in: before) ? nil : cue
    }

    /// `她建议实施……`, `……，建议引进……`: what somebody is reported to advise.
    func reportedCue(_ body: Range<Int>) -> Range<Int>? {
        text.first(any: ["他建议", "她建议", "，建议"], in: body)
    }

    private static let wishes: [Keys] = ["应", "要", "需", "亟需", "亟待"]

    /// Where no word of advice stands: 一要…；二要…, or a sentence that begins with 应 and has several parts.
    func wishCue(_ body: Range<Int>) -> Range<Int>? {
        let starts = itemStarts(body)
        if starts.count >= 2, let number = text.numbering(starts[0]..<body.upperBound)?.range,
            text.keys[number.upperBound - 1] == 0x8981
        {
            return starts[0]..<starts[0]
        }
        return text.sentences(body).lazy.map { text.trimmed($0) }.first { sentence in
            Analysis.wishes.contains { text.has($0, at: sentence.lowerBound, before: sentence.upperBound) }
                && text.contains("；", in: sentence)
        }.map { $0.lowerBound..<$0.lowerBound }
    }
}
