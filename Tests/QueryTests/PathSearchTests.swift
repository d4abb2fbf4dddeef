import Execution
import TestSupport
import Testing
import Text

@Suite struct `Paths` {
    private static let script = """
        add county 甲县 add county 乙县 add county 丙县
        add industry 旅游 add industry 康养 add topic 文旅
        add proposal p1 (title: "甲县旅游提案")
        link county 甲县 develops industry 旅游 (confidence: 0.8) link county 乙县 develops industry 旅游
        link county 乙县 develops industry 康养
        link proposal p1 concerns industry 旅游 link proposal p1 topic topic 文旅
        """

    @Test func `are shown with their relations and doubts`() throws {
        var fixture = try NetworkFixture(`Paths`.script)
        #expect(
            try fixture.table("path from county 甲县 to proposal p1") == ["2 | 甲县 -[develops?]-> 旅游 <-[concerns]- 甲县旅游提案"]
        )
        #expect(fixture.headings == ["length", "path"])
        #expect(
            try fixture.table("path from county 甲县 to county 乙县 show start, end, nodes, relations, confidence as c")
                == ["甲县 | 乙县 | [甲县, 旅游, 乙县] | [develops, develops] | 0.8"])
        #expect(fixture.headings.last == "c")
        #expect(try fixture.table("路径 从 县区 甲县 到 提案 p1 以内 2 显示 长度，终点") == ["2 | 甲县旅游提案"])
    }

    @Test func `go via some relations and around kinds and nodes`() throws {
        var fixture = try NetworkFixture(`Paths`.script)
        #expect(try fixture.table("path from county 甲县 to topic 文旅 via develops, topic") == [])
        #expect(try fixture.table("path from county 甲县 to topic 文旅 via develops, concerned_by, topic").count == 1)
        #expect(try fixture.table("path from county 甲县 to industry 康养 avoiding industry 旅游") == [])
        #expect(try fixture.table("path from county 甲县 to industry 康养 avoiding industry") == [])
        #expect(try fixture.table("path from county 甲县 to industry 旅游 avoiding industry").count == 1)
        #expect(try fixture.table("path from county 甲县 to industry 康养 avoiding topic, proposal show length") == ["3"])
        #expect(try fixture.table("path from county 丙县 to industry 康养") == [])
    }

    @Test func `between sets are the shortest of all`() throws {
        var fixture = try NetworkFixture(`Paths`.script)
        #expect(
            try fixture.table("path from (find counties where develops.name = 康养) to (find topics) show length, start")
                == ["3 | 乙县"])
        #expect(try fixture.table("path from (find counties) to county 甲县") == ["0 | 甲县"])
        #expect(try fixture.table("path from (find counties where name = 没有) to county 甲县") == [])
        #expect(try fixture.table("path from county 甲县 to county 乙县 find it show name") == ["甲县", "旅游", "乙县"])
    }

    @Test func `say what was left out`() throws {
        var fixture = try NetworkFixture(`Paths`.script)
        _ = try fixture.table("path from county 甲县 to industry 康养 within 2")
        #expect(fixture.notes == [.shortestPath(length: 3)])
        _ = try fixture.table("path all from county 甲县 to industry 康养")
        #expect(fixture.notes == [.pathsNoLonger(than: 4)])
        #expect(fixture.error("path from county 甲县 to county 乙县 show name").hasPrefix("a path has no “name”"))
        #expect(
            fixture.error("path all from county 甲县 to county 乙县 within 65")
                == "`path all` looks at most 64 relations far")
        #expect(fixture.error("path from county 甲县 to county 乙县 via develop") == "there is no relation “develop”")
    }

    @Test func `more than are usual are named and cut`() throws {
        var script = "kind dot relation r inverse s from dot to dot add dot a add dot z "
        for place in 0..<120 { script += "add dot m\(place) link dot a r dot m\(place) link dot m\(place) r dot z " }
        var fixture = try NetworkFixture(script)
        #expect(try fixture.table("path all from dot a to dot z within 2").count == 100)
        #expect(fixture.notes == [.morePaths(than: 100)])
        #expect(try fixture.table("path all from dot a to dot z within 2 limit 7").count == 7)
        #expect(fixture.notes == [])
        #expect(try fixture.table("path all from dot a to dot z within 2 limit 200").count == 120)
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func `are those that looking at everything finds`(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let count = Int.random(in: 2...9, using: &random)
        var fixture = try NetworkFixture(randomNodes: count, edges: Int.random(in: 0...16, using: &random), &random)
        var ways = [[Int]](repeating: [], count: count)
        for edge in fixture.edges("r") + fixture.edges("t") {
            ways[edge.from].append(edge.to)
            ways[edge.to].append(edge.from)
        }
        // The relation's own numbers are those of the names only before folding; the names tell.
        let names = (0..<count).map { fixture.session.graph.name(of: UInt32($0)) }
        for from in 0..<min(count, 4) {
            let to = Int.random(in: 0..<count, using: &random)
            let lengths = simplePaths(from, to, ways, 5).sorted()
            let ends = "from dot \(names[from]) to dot \(names[to])"
            let all = try fixture.rows("path all \(ends) within 5 limit 100000 show length").map { $0[0] }
            #expect(all == lengths.map { .number(Double($0)) }, "seed \(seed): \(ends)")
            let shortest = try fixture.rows("path \(ends) within 5 show length, path")
            #expect(shortest.map { $0[0] } == lengths.prefix(1).map { .number(Double($0)) }, "seed \(seed): \(ends)")
            if case .route(let route)? = shortest.first?[1] {
                #expect(route.nodes.map(\.name).first == names[from] && route.nodes.map(\.name).last == names[to])
            }
        }
    }

    /// The lengths of all paths without a node twice; a path between a node and itself has no relation.
    private func simplePaths(_ from: Int, _ to: Int, _ ways: [[Int]], _ within: Int) -> [Int] {
        var lengths: [Int] = []
        func extend(_ path: [Int]) {
            guard let last = path.last else { return }
            if last == to { lengths.append(path.count - 1); return }
            if path.count > within { return }
            for next in ways[last] where !path.contains(next) { extend(path + [next]) }
        }
        extend([from])
        return lengths
    }
}
