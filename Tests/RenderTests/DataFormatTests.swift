import Render
import Testing
import Text

@Suite struct DataFormatTests {
    private let mixed: [Value] = [
        .text("a,b"), .text("他说\"好\"\n"),
        .list([.text("甲"), .node(.init(kind: "person", id: "p", name: "乙", confidence: 0.5))]),
        .quantity(Quantity(value: 10000, unit: "亿元")),
        .list([.source(.init(document: "plan", lines: 344...346)), .source(.init(document: "GB/T 2260"))]),
        .list([.record([.init(name: "summary", value: .text("资产")), .init(name: "n", value: .number(2))])]), .missing,
        .boolean(true),
    ]
    private let headings = columns("a", "b", "c", "d", "e", "f", "g", "h")

    @Test func `csv quotes where it must`() {
        #expect(
            rendered(.csv, headings, [mixed])
                == text(
                    "a,b,c,d,e,f,g,h", "\"a,b\",\"他说\"\"好\"\"",
                    "\",甲; 乙,10000亿元,plan:344-346; GB/T 2260,"
                        + "\"[{\"\"summary\"\":\"\"资产\"\",\"\"n\"\":2}]\",,true"))
    }

    @Test func `tsv has a line per row, whatever the cells hold`() {
        #expect(
            rendered(
                .tsv, [Column(name: "a", displayName: "甲"), Column(name: "b\tc")],
                [[.text("1\t2\\3"), .text("x\r\ny")]])
                == "a\tb\\tc\n1\\t2\\\\3\tx\\r\\ny\n")
    }

    @Test func `a single empty field is not an empty line`() {
        #expect(rendered(.csv, columns("a"), [[.missing], [.text("x")]]) == "a\n\"\"\nx\n")
    }

    @Test func `the byte order mark comes once, and only if asked for`() throws {
        for format in [Format.csv, .tsv, .html] {
            let sink = MemorySink()
            var renderer = format.renderer(RenderOptions(writesByteOrderMark: true), to: sink)
            for _ in 0..<2 { try renderer.render(columns: columns("a"), rows: []) }
            #expect(sink.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(sink.text.unicodeScalars.filter { $0 == "\u{FEFF}" }.count == 1)
        }
        #expect(rendered(.csv, columns("a"), []) == "a\n")
        #expect(
            !rendered(.json, columns("a"), [], RenderOptions(writesByteOrderMark: true)).unicodeScalars.contains(
                "\u{FEFF}"))
    }

    @Test func `text comes back from csv as it was`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let rows = (0..<3).map { _ in (0..<3).map { _ in awkwardText(&generator) } }
            let written = rendered(.csv, columns("a", "b", "c"), rows.map { $0.map(Value.text) })
            #expect(
                fieldsOfCSV(written).dropFirst() == rows.map { $0.map { Array($0.utf8) } }[...],
                "seed \(generator.seed)")
        }
    }

    @Test func `text comes back from tsv as it was`() {
        for _ in 0..<300 {
            var generator = SeededGenerator()
            let rows = (0..<3).map { _ in (0..<3).map { _ in awkwardText(&generator) } }
            let written = lines(rendered(.tsv, columns("a", "b", "c"), rows.map { $0.map(Value.text) })).dropFirst()
            let read = written.map {
                $0.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped(String($0)) }
            }
            #expect(read == rows.map { $0.map { Array($0.unicodeScalars) } }, "seed \(generator.seed)")
        }
    }

    private func unescaped(_ field: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var scalars = field.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "\\", let name = scalars.next() else {
                result.append(scalar)
                continue
            }
            result.append(name == "t" ? "\t" : name == "n" ? "\n" : name == "r" ? "\r" : name)
        }
        return result
    }

    private func fieldsOfCSV(_ text: String) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var isQuoted = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if isQuoted, byte == UInt8(ascii: "\""), position < bytes.count, bytes[position] == byte {
                row[row.count - 1].append(byte)
                position += 1
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: ",") {
                row.append([])
            } else if !isQuoted, byte == UInt8(ascii: "\n") {
                rows.append(row)
                row = [[]]
            } else {
                row[row.count - 1].append(byte)
            }
        }
        return rows
    }
}

@Suite struct MarkupTests {
    @Test func `a markdown table says what the cells say`() {
        let rows: [[Value]] = [
            [.text("a|b\\c"), .number(1)], [.text("上\n下 <b> *x* _y_ a_b `z` [l](u) ~~ & \u{1B}"), .missing],
        ]
        #expect(
            rendered(.markdown, [Column(name: "n", displayName: "名|称"), Column(name: "authored_by.year")], rows)
                == text(
                    #"| 名\|称 | authored_by.year |"#, "| --- | ---: |", #"| a\|b\\c | 1 |"#,
                    #"| 上<br>下 &lt;b> \*x\* \_y\_ a_b \`z\` \[l](u) \~\~ &amp; ␛ |  |"#))
        #expect(rendered(.markdown, [], []) == "")
    }

    @Test func `html is escaped in full`() {
        #expect(
            rendered(
                .html, [Column(name: "n", displayName: "<名>"), Column(name: "v")],
                [[.text("<script>'\"&\n\u{1B}"), .quantity(Quantity(value: 2, unit: "亿元"))]])
                == text(
                    "<table>", "<thead>", "<tr><th>&lt;名&gt;</th><th>v</th></tr>", "</thead>", "<tbody>",
                    "<tr><td>&lt;script&gt;&#39;&quot;&amp;<br>␛</td><td style=\"text-align: right\">2亿元</td></tr>",
                    "</tbody>", "</table>"
                ))
    }

    @Test func `markdown has a line per row, with as many pipes as it needs`() {
        for _ in 0..<200 {
            var generator = SeededGenerator()
            let rows = (0..<3).map { _ in [awkwardValue(&generator), awkwardValue(&generator)] }
            let shown = lines(rendered(.markdown, columns("a", "b"), rows))
            #expect(shown.count == 5, "seed \(generator.seed)")
            #expect(
                shown.allSatisfy { unescapedPipes($0) == 3 }, "seed \(generator.seed)\n\(shown.joined(separator: "\n"))"
            )
        }
    }

    private func unescapedPipes(_ line: String) -> Int {
        var count = 0
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if scalar == "|", !isEscaped { count += 1 }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return count
    }
}
