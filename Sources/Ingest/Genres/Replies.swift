import Text

/// What an office answers to a proposal: whose it was, what it was called, how it was dealt with.
extension Analysis {
    private static let raising: [Keys] = ["提出的《", "提出的关于", "提交的《", "上的《", "联名提出的《"]

    /// Adds the proposal that a reply names, by those to whom the reply is sent.
    mutating func readReply() {
        guard let (place, title) = repliedTitle() else { return }
        let sources = [lines(title)]
        let isProposal = text.contains("提案", in: 0..<blocks[place].range.upperBound)
        var values: [(property: String, values: [Value])] = [("type", [.text(isProposal ? "提案" : "建议")])]
        if let status = replyStatus() { values.append(("status", [.text(status)])) }
        let node = findings.add(
            Findings.Node(
                kind: "proposal", name: text.title(title), identity: .own("01"), values: values, lines: sources,
                rule: .speech))
        findings.link(node, "part_of", document, sources, .speech)
        addTopics(of: node, title, orPhrase: true, isBroad: true)
        addIndustries(of: node, title, "concerns", confidence: 0.9)
        for block in blocks[..<(place + 1)].reversed() {
            guard let (names, units) = repliedTo(block) else { continue }
            let own = [lines(block.range)]
            for name in names {
                let person = addPerson(string(name), post: nil, unit: nil, own[0])
                findings.link(node, "authored_by", person, Findings.union(own, sources), .author)
            }
            for unit in units {
                findings.link(
                    node, "authored_by", addUnit(string(unit), own[0], .author), Findings.union(own, sources), .author)
            }
            return
        }
    }

    /// 关于……的提案 of `您提出的《关于……的提案》收悉`, and its block.
    private func repliedTitle() -> (place: Int, title: Range<Int>)? {
        for place in blocks.indices.prefix(30) {
            let range = blocks[place].range
            guard let cue = text.first(any: Analysis.raising, in: range) else { continue }
            guard text.keys[cue.upperBound - 1] == 0x300A else {
                // 您提出的关于……的建议收悉
                guard let end = text.first(any: ["收悉", "已收悉", "(第", ",现"], in: cue.upperBound..<range.upperBound)
                else { continue }
                let title = text.trimmed(cue.upperBound - 2..<end.lowerBound)
                if (8...60).contains(title.count) { return (place, title) }
                continue
            }
            guard let close = text.first("》", in: cue.upperBound..<range.upperBound), close - cue.upperBound >= 6 else {
                continue
            }
            return (place, cue.upperBound..<close)
        }
        return nil
    }

    /// 李梅 and 王芳 of `李梅、王芳委员：`; a party's branch of `民建某市委会：`.
    private func repliedTo(_ block: Block) -> (names: [Range<Int>], units: [Range<Int>])? {
        let range = text.trimmed(block.range)
        // The salutation may stand on the line of the paragraph, before its colon.
        guard let colon = range.prefix(60).first(where: { text.keys[$0] == 0x3A }) else { return nil }
        var body = text.trimmed(range.lowerBound..<colon)
        if text.has("尊敬的", at: body.lowerBound, before: body.upperBound) {
            body = body.lowerBound + 3..<body.upperBound
        }
        if UnitName.type(of: string(body)) == "民主党派", UnitName.isUnit(string(body)) { return ([], [body]) }
        for tail in ["等委员", "等代表", "委员", "代表", "同志"] as [Keys] where body.count > tail.count + 1 {
            guard text.has(tail, at: body.upperBound - tail.count, before: body.upperBound) else { continue }
            let parts = text.split(body.lowerBound..<body.upperBound - tail.count, at: [0x3001, 0x20, 0x2C])
            let names = parts.map { part in
                // 李梅委员、王芳委员
                let end = part.upperBound - tail.count
                return part.count > 3 && text.has(tail, at: end, before: part.upperBound)
                    ? part.lowerBound..<end : part
            }
            return !names.isEmpty && names.allSatisfy(isAddressed) ? (names, []) : nil
        }
        return nil
    }

    /// What an office writes to is a name, also one that no list of surnames knows.
    private func isAddressed(_ name: Range<Int>) -> Bool {
        (2...12).contains(name.count) && name.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0xB7 }
    }

    /// A of `办理结果：A类`, `（B类）`.
    private func replyStatus() -> String? {
        for block in blocks.prefix(12) + blocks.suffix(8) {
            guard let cue = text.first(any: ["办理结果", "办理类别", "答复类别", "类别"], in: block.range) else { continue }
            for place in cue.upperBound..<min(block.range.upperBound, cue.upperBound + 6) {
                let key = text.keys[place]
                if (0x41...0x44).contains(key) || (0x61...0x64).contains(key) {
                    return String(Character(Unicode.Scalar(key & ~0x20) ?? "A"))
                }
            }
        }
        return nil
    }
}
