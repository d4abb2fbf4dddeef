import Text

/// Sections and their passages.
extension Analysis {
    /// Adds the sections of the outline with their text.
    mutating func readOutline(of range: Range<Int>) {
        sectionNodes = [Int?](repeating: nil, count: outline.sections.count)
        for place in outline.sections.indices { addSection(place) }
        // What stands in no section is the document's own passage.
        let passage = passage(of: range.filter { outline.owner[$0] == nil && blocks[$0].kind != .contents })
        if !passage.isEmpty { findings.set("text", [.text(passage)], of: document) }
    }

    /// Adds a section and gives its node.
    @discardableResult
    mutating func addSection(_ place: Int) -> Int {
        if let node = sectionNodes[place] { return node }
        let section = outline.sections[place]
        let lines = self.lines(section.range)
        var values: [(property: String, values: [Value])] = [("depth", [.number(Double(section.depth))])]
        if !section.number.isEmpty { values.append(("number", [.text(section.number)])) }
        let passage = passage(of: section.blocks)
        if !passage.isEmpty { values.append(("text", [.text(passage)])) }
        let rule: Rule = section.isLead ? .lead : .section
        let node = findings.add(
            Findings.Node(
                kind: "section", name: section.title, identity: .own(outline.path(of: place)), values: values,
                lines: [lines], rule: rule))
        sectionNodes[place] = node
        let parent = section.parent.map { addSection($0) } ?? document
        findings.link(node, "part_of", parent, [lines], rule)
        return node
    }

    /// The text of blocks, one a line.
    func passage(of blocks: [Int]) -> String { text.titles(blocks.map { self.blocks[$0].range }) }
}
