import Graph
import Testing
import Text

@testable import Query

/// Paths where an easy way to find their ends would be wrong: each of these once was.
struct PathTests {
    /// a → b → c of three kinds, all by `leads`; counties that develop industries, alone and together.
    private func session() throws -> Session {
        var session = Session(Graph())
        try session.run(
            script: """
                kind first kind second (note: text) kind third kind county (size: number) kind industry
                relation leads inverse led_by from first to second from second to third (note: text)
                relation develops inverse developed_in from county to industry
                add first a add second b (note: "x") add third c add second d
                link first a leads second b (note: "ab") link second b leads third c (note: "bc")
                link second d leads third c (note: "dc") link first a leads second d
                add county 甲 (size: 1) add county 乙 (size: 2) add county 丙 (size: 2)
                add industry 煤 add industry 旅游
                link county 甲 develops industry 煤 link county 乙 develops industry 煤
                link county 丙 develops industry 旅游
                """)
        return session
    }

    private func ids(_ query: String) throws -> [String] {
        var session = try session()
        let found = try session.cells(query + " show id")
        session.fold()
        let folded = try session.cells(query + " show id")
        #expect(folded == found)
        return found.map { String($0[0].dropFirst().dropLast()) }
    }

    @Test func `a repeated step leads to kinds that one step doesn't lead to`() throws {
        #expect(try ids("find first where leads{2} = c") == ["a"])
        #expect(try ids("find first where leads{1..}.led_by = b") == ["a"])
        #expect(try ids("find third where led_by{1..}.note = x") == ["c"])
        #expect(try ids("find first where no leads{3..}") == ["a"])
    }

    @Test func `a condition that reads an alias is asked anew for each node`() throws {
        let other = "find county as c where has develops[has developed_in[size != c.size]] order by id"
        #expect(try ids(other) == ["乙", "甲"])
        let among = "find county as c where develops in (find industry where developed_in.size > c.size)"
        #expect(try ids(among) == ["甲"])
    }

    @Test func `the alias of the node itself is the node itself`() throws {
        #expect(try ids("find county as c order by c.size desc, c.id") == ["丙", "乙", "甲"])
        #expect(try ids("find county as c where c.develops.developed_in.size = 1 order by c.id") == ["乙", "甲"])
        #expect(try ids("find county as c where c.size = 1 -> c.develops") == ["煤"])
        var session = try session()
        let groups = try session.cells("find county as c group by c.size as s show s, count() as n order by s")
        #expect(groups == [["1 number", "1 number"], ["2 number", "2 number"]])
    }

    @Test func `narrowing that no node can satisfy gives nothing and lets the path go on`() throws {
        #expect(try ids("find first where leads[second and kind = third].note = x") == [])
        #expect(try ids("find first where no leads[second and kind = third].note") == ["a"])
    }

    @Test func `a part of a date is found in a column that no text index knows`() throws {
        var session = try session()
        session.fold()
        try session.run(script: "kind county (born: date) add county 丁 (born: 2021-03)")
        #expect(try session.cells("find county where born ~ \"21-0\" show id") == [["\"丁\""]])
    }

    @Test func `a property of edges is shown for every edge, also where two lead to one node`() throws {
        var session = try session()
        #expect(try session.cells("find first show leads.leads@note") == [["[\"bc\", \"dc\"]"]])
    }
}
