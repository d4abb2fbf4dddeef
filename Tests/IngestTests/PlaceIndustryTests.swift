import Graph
import Testing

@testable import Ingest

/// What places live on, and how parts of a layout are named; texts are invented.
@Suite struct `What places live on` {
    private func developed(_ text: String) throws -> [String: [String]] {
        try Facts(text).ends("develops", of: "county").filter { !$0.value.isEmpty }
    }

    @Test(arguments: [
        "全县主导产业为核桃、中药材，企业46家。", "支柱产业有核桃、中药材等。", "形成了以核桃、中药材为主导的产业体系。",
        "初步形成核桃、中药材两大特色产业。", "农业上，以核桃、中药材为两大支柱产业。",
    ])
    func `lists of industries`(sentence: String) throws {
        let found = try developed("洛南县概况\n\n洛南县位于陕西省东南部，隶属商洛市。\(sentence)\n")
        #expect(found.values.flatMap { $0 }.sorted() == ["中药材产业", "核桃产业"])
    }

    @Test func `what is at the heart of something else is no industry`() throws {
        #expect(
            try developed("洛南县概况\n\n洛南县位于陕西省东南部，隶属商洛市，以古城为核心，发展旅游。\n").values.flatMap { $0 }.contains("古城产业") == false)
    }

    @Test func `main and lesser ones, each with its own county`() throws {
        let found = try developed(
            """
            商洛市县域产业培育计划

            洛南县以核桃为主导，烤烟、豆腐为辅；柞水县主导产业是木耳产业。
            """)
        #expect(found.values.sorted { $0.count > $1.count } == [["核桃产业", "烤烟产业", "豆腐产业"].sorted(), ["木耳产业"]])
    }

    @Test func `parts that share the words behind their number`() throws {
        let facts = try Facts(
            """
            晋中市生态保护规划

            打造祁县—平遥、太谷—榆次两个文旅片区。筑牢太行山、太岳山两大生态屏障。以左权—和顺—昔阳为主体的东山旅游带加快成形。
            """)
        #expect(facts.names("zone").sorted() == ["东山旅游带", "太岳山生态屏障", "太行山生态屏障", "太谷—榆次文旅片区", "祁县—平遥文旅片区"])
        #expect(facts.ends("in_zone", of: "county").values.filter { $0 == ["东山旅游带"] }.count == 3)
    }

    @Test func `clusters as blocks of fields`() throws {
        let facts = try Facts(
            """
            谷城县产业集群培育方案

            ▶ 汽车零部件集群（链主：某某车桥）
              细分赛道：制动系统 | 车桥总成 | 轻量化铸件
              目标：2028年产值200亿元
            """)
        #expect(facts.names("cluster") == ["汽车零部件集群"])
        #expect(facts.ends("part_of", of: "industry").values.filter { !$0.isEmpty }.count == 3)
    }
}
