import Text

/// Who signs below the text of a letter or a notice, and when (GB/T 9704, 7.3.5): lines that are units' names above one that is a date.
extension Analysis {
    mutating func readLetterSignature() {
        guard let first = blocks.suffix(8).first else { return }
        let lines = text.lines.filter { $0.range.lowerBound >= first.range.lowerBound }
        guard
            let place = lines.indices.dropFirst().last(where: {
                lines[$0].range.count <= 14 && date(text.trimmed(lines[$0].range)) != nil
                    && isSigner(lines[$0 - 1])
            })
        else { return }
        // Several offices may sign together, one below the other.
        for line in lines[..<place].reversed().prefix(6).prefix(while: isSigner) {
            let range = text.trimmed(line.range)
            let unit = addUnit(string(range), self.lines(range), .issuer)
            findings.link(document, "issued_by", unit, [self.lines(range)], .issuer)
        }
        let range = text.trimmed(lines[place].range)
        if let date = date(range), !findings.nodes[document].values.contains(where: { $0.property == "date" }) {
            setDate(date, range)
        }
    }

    private func isSigner(_ line: Line) -> Bool {
        let range = text.trimmed(line.range)
        return (4...30).contains(range.count) && UnitName.isUnit(string(range))
    }
}
