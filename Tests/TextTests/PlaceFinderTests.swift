import Testing

@testable import Text

@Suite struct `Finder of places` {
    private func scope(_ names: [String]) -> PlaceScope {
        PlaceScope(names.compactMap { Gazetteer.divisions(named: $0).first })
    }

    /// The places in a text as `name=code`, in their order; `?` for one that stays open.
    private func places(_ text: String, in names: String...) -> String {
        let bytes = Array(text.utf8)
        return PlaceFinder(scope(names)).mentions(in: text).map { mention in
            let name = String(decoding: bytes[mention.range], as: UTF8.self).filter { !$0.isWhitespace }
            return "\(name)=\(mention.division.map(\.codeText) ?? "?")"
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("平遥县与太谷区", "平遥县=140728 太谷区=140703"), ("平遥、太谷、和顺", "平遥=140728 太谷=140703 和顺=140723"),
        ("在祁\n县和平\n遥", "祁县=140727 平遥=140728"), ("祁 县 、平 遥 县", "祁县=140727 平遥县=140728"), ("**平**遥县", "平**遥县=140728"),
        ("榆次、太谷等县区", "榆次=140702 太谷=140703"), ("平遥古城", "平遥=140728"), ("创建平遥品牌", "平遥=140728"),
        ("晋中祁县", "晋中=140700 祁县=140727"), ("太谷县改为太谷区", "太谷县=140703 太谷区=140703"),
        ("左权将军殉难处", ""), ("左权县。左权民歌", "左权县=140722 左权=140722"), ("左权：红色之乡", "左权=140722"),
        ("和顺县城。推广和顺经验", "和顺县=140723 和顺=140723"), ("邻里和顺", ""), ("灵石、左权、榆社", "灵石=140729 左权=140722 榆社=140721"),
        ("东山五县", ""), ("小店经济", ""), ("平定局势", ""), ("新兴县城", ""), ("顺应县城规律", ""), ("太阳高速", ""), ("寿阳方山公园", "寿阳=140725"),
        ("太原古县城", "太原=140100"), ("五台山", ""), ("大同小异", ""), ("宁武关、雁门关", ""), ("广誉远、大宁堂", ""),
        ("依托云冈石窟、五台山、平遥古城", "平遥=140728"),
        ("大同云冈文化节", ""), ("推广灵丘、陵川经验", "灵丘=140224 陵川=140524"), ("加快富民县域产业", ""),
        ("太原、大同、忻州", "太原=140100 大同=140200 忻州=140900"),
        ("建设平定砂器、怀仁陶瓷", "平定=140321 怀仁=140681"), ("柳林—石楼—永和", "柳林=141125 石楼=141126 永和=141032"),
        ("加大新时代", ""), ("创新会展", ""), ("绿水青山就是金山银山", ""), ("资源、合作", ""), ("对接北京、上海", "北京=110000 上海=310000"),
        ("江苏省南京市鼓楼区", "江苏省=320000 南京市=320100 鼓楼区=320106"), ("鼓楼区", "鼓楼区=?"),
        ("成都的武侯、青羊", "成都=510100 武侯=510107 青羊=510105"),
        ("积极性高的城区", ""), ("成县乡村联动", ""), ("平遥\n\n县城", "平遥=140728"),
        ("提升改造后土祠和舜帝陵、洪\n\n洞大槐树", "洪洞=141024"), ("榆次\t太谷", "榆次=140702 太谷=140703"),
    ]) func `a text about 晋中 names these places`(_ text: String, _ expected: String) {
        #expect(places(text, in: "晋中市") == expected, "\(text)")
    }

    @Test(arguments: [
        ("鼓楼区", "南京市", "鼓楼区=320106"), ("鼓楼区、玄武区", "南京市", "鼓楼区=320106 玄武区=320102"), ("朝阳区", "北京市", "朝阳区=110105"),
        ("朝阳区", "长春市", "朝阳区=220104"), ("西湖、拱墅", "杭州市", "西湖=330106 拱墅=330105"),
        ("资源县、全州县", "桂林市", "资源县=450329 全州县=450324"),
        ("资源优势", "桂林市", ""), ("全州、资源", "桂林市", "全州=450324 资源=450329"), ("城区、郊区", "晋城市", ""),
        ("永定区", "张家界市", "永定区=430802"),
        ("瓦屋山、玉屏山、柳江古镇", "眉山市", ""), ("屏山、洪雅", "眉山市", "屏山=511529 洪雅=511423"),
        ("海南", "海口市", "海南=460000"), ("吉林市", "吉林市", "吉林市=220200"),
    ]) func `a name means what lies in the scope`(_ text: String, _ scope: String, _ expected: String) {
        #expect(places(text, in: scope) == expected, "\(text)")
    }

    @Test func `the scope of a document follows from its places`() {
        let scope = { (text: String) in
            Array(text.utf8).withUnsafeBufferPointer { PlaceScope(of: $0).regions.map(\.name) }
        }
        #expect(scope("晋中市委。平遥、太谷、榆次。对标太原市。") == ["晋中市"])
        #expect(scope("山西省。太原市、临汾市、运城市、吕梁市、平遥县。") == ["山西省"])
        #expect(scope("没有地名的文字") == [])
    }

    @Test func `bytes that aren't text do no harm`() {
        let finder = PlaceFinder(scope(["晋中市"]))
        for cut in 0..<12 {
            let bytes = Array("平遥县".utf8).dropFirst(cut / 2) + [0xFF, 0xE5] + Array("太谷".utf8).dropLast(cut % 3)
            _ = Array(bytes).withUnsafeBufferPointer { finder.mentions(in: $0) }
        }
        #expect(finder.mentions(in: "").isEmpty)
    }
}
