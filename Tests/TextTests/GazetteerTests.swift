import Testing

@testable import Text

@Suite struct `Gazetteer of divisions` {
    private func names(_ text: String, at position: Int = 0) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            Gazetteer.names(in: bytes, at: position).map { name in
                String(decoding: bytes[position..<position + name.length], as: UTF8.self)
            }
        }
    }

    @Test func `it has all of China's divisions`() {
        let today = Gazetteer.all.filter { !$0.isFormer }
        #expect(today.count { $0.level == .province } == 34)
        #expect(today.count { $0.level == .prefecture } == 333)
        #expect((2840...2860).contains(today.count { $0.level == .county }))
        #expect(zip(Gazetteer.all, Gazetteer.all.dropFirst()).allSatisfy { $0.code < $1.code })
    }

    @Test func `every division is found by its code, its name and its short name`() {
        for division in Gazetteer.all {
            #expect(Gazetteer.division(code: division.code) == division)
            #expect(Gazetteer.divisions(named: division.name).contains(division))
            #expect(division.shortName.map { Gazetteer.divisions(named: $0).contains(division) } ?? true)
            #expect(division.shortName.map { division.name.hasPrefix($0) && $0.count > 1 } ?? true, "\(division.name)")
            #expect(division.level == .province || division.parent != nil || division.isFormer, "\(division.name)")
        }
    }

    @Test(
        arguments: [
            (140728, "平遥县", "平遥", "晋中市", "山西省"), (140727, "祁县", nil, "晋中市", "山西省"),
            (140703, "太谷区", "太谷", "晋中市", "山西省"), (429021, "神农架林区", "神农架", "湖北省", "湖北省"),
            (110105, "朝阳区", "朝阳", "北京市", "北京市"), (622927, "积石山保安族东乡族撒拉族自治县", "积石山", "临夏回族自治州", "甘肃省"),
            (622926, "东乡族自治县", "东乡", "临夏回族自治州", "甘肃省"), (150621, "达拉特旗", "达拉特", "鄂尔多斯市", "内蒙古自治区"),
            (610103, "碑林区", "碑林", "西安市", "陕西省"), (120116, "滨海新区", nil, "天津市", "天津市"),
            (130107, "井陉矿区", nil, "石家庄市", "河北省"), (659001, "石河子市", "石河子", "新疆维吾尔自治区", "新疆维吾尔自治区"),
        ] as [(Int, String, String?, String, String)])
    func `a county has names and lies somewhere`(
        _ code: Int, _ name: String, _ short: String?, _ parent: String, _ province: String
    ) {
        let division = Gazetteer.division(code: code)
        #expect(division?.name == name && division?.shortName == short)
        #expect(division?.parent?.name == parent && division?.province?.name == province)
    }

    @Test(arguments: [0, -1, 140700 - 1, 999_999, 1_000_000, .max]) func `no division has another code`(_ code: Int) {
        #expect(Gazetteer.division(code: code) == nil)
    }

    @Test func `several divisions share a name, and a region tells them apart`() throws {
        #expect(Gazetteer.divisions(named: "鼓楼区").count == 4)
        let nanjing = try #require(Gazetteer.divisions(named: "南京市").first)
        #expect(Gazetteer.divisions(named: "鼓楼区", within: nanjing).map(\.code) == [320106])
        #expect(Gazetteer.divisions(named: "鼓楼", within: nanjing).map(\.code) == [320106])
        #expect(Gazetteer.divisions(named: "乌有县").isEmpty && Gazetteer.divisions(named: "").isEmpty)
        #expect(Gazetteer.divisions(named: "平遥县城").isEmpty)
    }

    @Test func `a former name leads to the name of today`() throws {
        let former = try #require(Gazetteer.divisions(named: "太谷县").first)
        #expect(former.isFormer && former.code == 140726 && former.lastYear == 2018)
        #expect(former.successor?.name == "太谷区")
        #expect(Gazetteer.divisions(named: "通县").first?.isFormer == true)
    }

    @Test func `short names that are words are marked`() {
        let ambiguity = { (name: String) in Gazetteer.divisions(named: name).map(\.ambiguity).first }
        #expect(ambiguity("平遥县") == Division.Ambiguity.none && ambiguity("海南省") == Division.Ambiguity.none)
        #expect(ambiguity("和顺县") == .word && ambiguity("平定县") == .word)
        #expect(ambiguity("资源县") == .commonWord && ambiguity("公安县") == .commonWord)
    }

    @Test func `at a place of a text all names are found, the longest last`() {
        #expect(names("平遥县城") == ["平遥", "平遥县"])
        #expect(names("在平遥", at: 3) == ["平遥"])
        #expect(names("平") == [] && names("平遥".dropFirst().description) == [] && names("a平遥") == [])
        #expect(names("大柴旦行政委员会").isEmpty)
    }

    @Test func `bytes that aren't text have no names`() {
        for bytes: [UInt8] in [[0xE5], [0xE5, 0xB9], [0xE5, 0xB9, 0xB3, 0xE9], [0xFF, 0xE5], [0xE9, 0xBF, 0xBF]] {
            bytes.withUnsafeBufferPointer { bytes in
                for position in bytes.indices { #expect(Gazetteer.names(in: bytes, at: position).isEmpty) }
            }
        }
    }
}
