import Text

/// Tables with a row for each county: what it is to be, and which industries it carries: `县（市、区） | 功能定位 | 主导产业`.
extension Analysis {
    private struct CountyColumns {
        var county: Int
        var position: Int?
        var industries: Int?
    }

    private static let countyHeads: [Keys] = ["县", "区", "市", "旗", "地区", "板块"]
    private static let positionHeads: [Keys] = ["定位", "发展方向", "发展目标", "目标定位"]
    private static let industryHeads: [Keys] = [
        "主导产业", "重点产业", "特色产业", "优势产业", "首位产业", "主攻产业", "产业方向", "发展产业", "支柱产业",
    ]

    mutating func readCountyTables() {
        forEachRow(below: { $0.countyColumns($1) }) { analysis, cells, columns, place in
            guard columns.county < cells.count else { return }
            analysis.readCountyRow(cells, columns, analysis.blocks[place].range)
        }
    }

    private func countyColumns(_ cells: [Range<Int>]) -> CountyColumns? {
        func column(_ words: [Keys], from start: Int = 0) -> Int? {
            cells.indices.first { $0 >= start && cells[$0].count <= 12 && text.contains(any: words, in: cells[$0]) }
        }
        guard let county = column(Analysis.countyHeads), county <= 1, places.places(in: cells[county]).isEmpty else {
            return nil
        }
        let position = column(Analysis.positionHeads, from: county + 1)
        let industries = column(Analysis.industryHeads, from: county + 1)
        guard position != nil || industries != nil, position != industries else { return nil }
        return CountyColumns(county: county, position: position, industries: industries)
    }

    private mutating func readCountyRow(_ cells: [Range<Int>], _ columns: CountyColumns, _ row: Range<Int>) {
        let cell = text.trimmed(cells[columns.county])
        // The cell is names of counties and nothing else.
        let named = Array(places.places(in: cell)).filter { $0.division.level == .county }
        let covered = named.reduce(0) { $0 + $1.range.count }
        guard let first = named.first, first.range.lowerBound - cell.lowerBound <= 1,
            cell.count - covered <= named.count
        else { return }
        for county in named {
            let countyLines = [lines(county.range)]
            let division = addDivision(county.division, countyLines)
            findings.link(document, "covers", division, countyLines, .position)
            if let column = columns.position, column < cells.count, case let title = text.trimmed(cells[column]),
                (2...60).contains(title.count)
            {
                findings.link(
                    document, "positions", division, [lines(row)], .position,
                    values: [("title", [.text(text.title(title))])])
            }
            guard let column = columns.industries, column < cells.count else { continue }
            for part in text.split(cells[column], at: [0x3001, 0x2C, 0x3B, 0x20, 0x548C]) {
                guard (2...14).contains(part.count), !part.contains(where: { isDigit(text.keys[$0]) }) else { continue }
                let industry = addIndustry(part, .industry, named: industryName(string(part)))
                findings.link(document, "promotes", industry, [lines(part)], .industry)
                findings.link(
                    division, "develops", industry, Findings.union(countyLines, [lines(part)]), .develops)
            }
        }
    }
}
