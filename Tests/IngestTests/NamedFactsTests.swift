import Testing

@testable import Ingest

@Suite struct `Sites, industries and layouts` {
    static let layout = """
        宜昌市“十四五”文旅规划

        一、空间布局

        （一）沿江柑橘带

        包括秭归、夷陵、枝江，以秭归为龙头，建设三峡柑橘博览园。

        （二）西部片区

        以五峰、长阳为重点，打造武陵山茶旅融合示范区。将远安、兴山建设成鄂西避暑康养目的地。

        二、县市指引

        （一）秭归县：橙色名城

        发展柑橘产业，提升三峡竹海、九畹溪、链子崖等景区品质，唱响“屈原昭君”文旅品牌。

        （二）当阳市：江汉平原粮仓

        做强茶产业，建设一批重点景区和特色产业园。
        """

    @Test func `are named by their endings, in lists and in quotes`() throws {
        let facts = try Facts(Self.layout)
        #expect(Set(facts.names("site")) == ["三峡柑橘博览园", "三峡竹海", "九畹溪", "链子崖", "屈原昭君"])
        #expect(!facts.names("county").contains("江汉区"))
    }

    @Test func `places are members of parts and develop industries`() throws {
        let facts = try Facts(Self.layout)
        let zones = facts.ends("in_zone", of: "place")
        #expect(zones["秭归县"] == ["沿江柑橘带"])
        #expect(zones["五峰土家族自治县"] == ["武陵山茶旅融合示范区", "西部片区"])
        #expect(zones["远安县"] == ["鄂西避暑康养目的地"])
        let industries = facts.ends("develops", of: "place")
        #expect(industries["秭归县"] == ["柑橘产业"])
        #expect(industries["当阳市"] == ["茶产业"])
    }
}

@Suite struct `Proposals as they are filed` {
    @Test func `have every field under its label`() throws {
        let facts = try Facts(
            """
            潍坊市政协十四届三次会议提案选编

            提案第017号

            案由：关于推动诸城预制菜产业发展的建议

            提案人：民建潍坊市委会

            情况与问题：诸城市现有预制菜企业136家，品牌不响。

            建议：

            1.建设冷链中心，到2026年冷库容量扩大到50万立方米。
            2.制定地方标准。

            提案第058号

            案由：关于发展低空经济的建议

            提案人：崔砚秋（市政协委员、坊子区文化馆馆长）

            情况与问题：项目少。

            建议：布局起降点。
            """)
        #expect(facts.names("proposal") == ["关于推动诸城预制菜产业发展的建议", "关于发展低空经济的建议"])
        #expect(facts.confidences("authored_by", of: "proposal") == ["a/01 民建潍坊市委会 1", "a/02 崔砚秋 1"])
        #expect(facts.values("problem", of: "proposal") == ["诸城市现有预制菜企业136家，品牌不响。", "项目少。"])
        #expect(facts.names("recommendation") == ["建设冷链中心", "制定地方标准", "布局起降点"])
        #expect(facts.ends("concerns", of: "proposal")["a/02"] == ["低空经济产业"])
        #expect(facts.numbers.contains("target 冷库容量 = 50万立方米 2026"))
    }
}
