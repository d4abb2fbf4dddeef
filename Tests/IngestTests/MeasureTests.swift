import Testing

@testable import Ingest

@Suite struct `Numbers of a text` {
    private func measures(_ written: String) -> [String] {
        let text = LineReader.cleanText(Array(written.utf8))
        return MeasureReader(text: text).measures(in: 0..<text.count).map { measure in
            let upper = measure.upper.map { "…\($0)" } ?? ""
            return "\(measure.comparator)\(measure.ratio ?? "\(measure.value)\(upper)")\(measure.unit)"
        }
    }

    @Test(arguments: [
        ("新增就业1.5万人。", ["=1.5万人"]), ("达到 1,234.5 亿元。", ["≥1234.5亿元"]), ("建成3—5个，", ["=3.0…5.0个"]),
        ("每人20-50元。", ["=20.0…50.0元"]),
        ("投资2亿-5亿元。", ["=2.0…5.0亿元"]), ("60余万平方米", [">60.0万平方米"]), ("近20万游客", ["≈20.0万人"]), ("不少于80万亩", ["≥80.0万亩"]),
        ("300座左右", ["≈300.0座"]),
        ("500家以上", ["≥500.0家"]), ("占比达到6:4", ["=6:4"]), ("突破千亿元", [">1000.0亿元"]), ("办好十件实事", ["=10.0件"]),
        ("送戏一万场", ["=1.0万场"]), ("签约67个", ["=67.0个"]),
        ("前10位", ["≤10.0"]), ("增长１２．５％。", ["=12.5%"]), ("跻身全国百强", ["≤100.0"]),
    ]) func `are read with unit, range and comparator`(written: String, expected: [String]) {
        #expect(measures(written) == expected)
    }

    @Test(arguments: [
        "2025年3月8日", "5G和4K", "3A级景区", "“4+14”体系", "第8个百分点", "《100件文物》", "图6-1", "144小时过境", "“十四五”期间", "晋政发〔2021〕44号",
        "五大行动", "0km",
    ]) func `that measure nothing are left out`(written: String) {
        #expect(measures(written) == [])
    }

    @Test(arguments: [
        ("到2025年，", [2025]), ("二〇二四年", [2024]), ("“十四五”期间", [2025]), ("“十五五”末", [2030]), ("《规划（2018—2030年）》", []),
        ("1990年代", []), ("2019年和2020年", [2019, 2020]),
    ]) func `years are found`(written: String, expected: [Int]) {
        let text = LineReader.cleanText(Array(written.utf8))
        #expect(text.years(in: 0..<text.count).map(\.year) == expected)
    }

    @Test(arguments: [
        "关于A级景区达到3-至5个。", "1,2,3,4", "99999999999999999999亿元", "——", "12", "3.", "3:", "3:4:5", "（", "1—", "20亿-", "第",
        "第一", "一", "一、", "①", "２０２５",
    ]) func `and odd ends break nothing`(written: String) {
        _ = measures(written)
        let text = LineReader.cleanText(Array(written.utf8))
        _ = text.years(in: 0..<text.count)
        _ = text.numbering(0..<text.count)
    }

    @Test(arguments: [("800", ""), (".5", ""), ("俺元", ""), ("万人次", "万人次"), ("亿元", "亿元"), ("", "")])
    func `a table's head gives no unit that nobody knows`(head: String, unit: String) {
        #expect(Measure(range: 0..<1, value: 1000, unit: head).quantity.unit == unit)
    }
}
