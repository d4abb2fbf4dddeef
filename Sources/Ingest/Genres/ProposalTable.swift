/// Lists of proposals as tables: a row for each, with its title, who proposed it and who handles it.
extension Analysis {
    private static let proposalTitleHeads: [Keys] = ["案由", "标题", "题目", "提案名称", "建议名称", "提案内容", "建议题目", "名称"]
    private static let proposerHeads: [Keys] = [
        "提案人", "提案者", "提出", "提案单位", "领衔", "建议人", "委员", "代表", "第一提案", "作者", "发言",
    ]

    /// The proposals of tables that have a column of titles and one of who proposed them.
    func listedProposals() -> [Speech] {
        var columns: (title: Int, authors: Int, others: Int?)?
        var found: [Speech] = []
        for place in blocks.indices where blocks[place].kind == .row {
            let cells = self.cells(place)
            if let head = proposalColumns(cells) {
                columns = head
                continue
            }
            guard let columns, max(columns.title, columns.authors) < cells.count else { continue }
            let title = text.trimmed(cells[columns.title])
            guard title.count >= 6 else { continue }
            var speech = Speech(bodies: [place], title: title)
            speech.authors = proposers(text.trimmed(cells[columns.authors])).map { ($0, 1) }
            if let others = columns.others, others < cells.count {
                speech.authors += proposers(text.trimmed(cells[others])).map { ($0, 1) }
            }
            found.append(speech)
        }
        return found
    }

    private func proposalColumns(_ cells: [Range<Int>]) -> (title: Int, authors: Int, others: Int?)? {
        func column(_ words: [Keys], but other: Int? = nil) -> Int? {
            cells.indices.first {
                let name = Keys(text.withoutSpaces(cells[$0]))
                return $0 != other && cells[$0].count <= 10
                    && (text.contains(any: words, in: cells[$0]) || words.contains(name))
                    && !text.contains(any: ["编号", "案号", "单位:", "承办", "主办", "会办", "督办"], in: cells[$0])
            }
        }
        guard let title = column(Analysis.proposalTitleHeads), let authors = column(Analysis.proposerHeads, but: title)
        else { return nil }
        // 联名 beside 第一提案人; 附议人数 is a number.
        let others = cells.indices.first {
            $0 != authors && cells[$0].count <= 5 && text.contains(any: ["联名", "附议人"], in: cells[$0])
                && !text.contains("数", in: cells[$0])
        }
        return (title, authors, others)
    }

    /// Persons and units of a cell: `李梅、王芳`, `民盟某市委会`, `经济界`, `李梅等5人`.
    private func proposers(_ cell: Range<Int>) -> [Byline] {
        var range = cell
        if let rest = text.last("等", in: cell), cell.upperBound - rest <= 5, rest > cell.lowerBound {
            range = cell.lowerBound..<rest
        }
        let reader = BylineReader(text: text)
        let found = reader.bylines(range)
        if !found.isEmpty { return found }
        return text.split(range, at: [0x3001, 0x2C, 0x20, 0x3B]).map { part in
            let name = string(part)
            let isUnit = UnitName.isUnit(name) || part.count >= 3 && (name.hasSuffix("界") || name.hasSuffix("界别"))
            return isUnit
                ? Byline(names: [], units: [part], range: part) : Byline(names: [part], unit: nil, range: part)
        }.filter {
            $0.names.allSatisfy {
                (2...15).contains($0.count) && $0.allSatisfy { isHan(text.keys[$0]) || text.keys[$0] == 0xB7 }
            }
        }
    }

    /// The title above the first row.
    mutating func noteTitles() {
        guard let first = blocks.firstIndex(where: { $0.kind == .row }) else { return }
        for place in 0..<first {
            let block = blocks[place]
            if block.kind == .label || block.kind == .heading, block.numbering == nil, block.body.count >= 6 {
                noteTitle(text.trimmed(block.body))
            }
        }
    }
}
