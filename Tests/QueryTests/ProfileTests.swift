import Testing
import Text

@testable import Query

@Suite struct ProfileTests {
    /// Three counties, two of which develop something.
    private static let setup = """
        add county 甲县 (type: "县") add county 乙县 (type: "县") add county 丙区 (type: "区")
        add industry 煤炭 add industry 旅游
        link county 甲县 develops industry 煤炭 link county 甲县 develops industry 旅游
        link county 丙区 develops industry 旅游

        """

    /// Step, estimate, rows in and out; times differ from run to run, so they are only looked at.
    private func steps(_ statement: String) throws -> [String] {
        var session = Session()
        try session.run(script: ProfileTests.setup)
        session.fold()
        let rows = try session.rows(statement)
        for row in rows {
            guard case .number(let milliseconds)? = row.last else { continue }
            #expect(milliseconds >= 0)
        }
        return rows.map { $0.dropLast().map { $0 == .missing ? "-" : $0.description }.joined(separator: " | ") }
    }

    @Test func `each operator has its estimate, rows in and out, and a time`() throws {
        let found = try steps("profile find counties where count(develops) > 0 order by name limit 1 show name")
        #expect(
            found == [
                "scan county | 3 | - | 3",
                "filter count(develops) > 0, node by node | 3 | 3 | 2",
                "sort by name | 3 | 2 | 1",
                "take the first 1 | 1 | 1 | 1",
                "show name | 1 | 1 | 1",
            ])
    }

    @Test func `groups and what follows them are operators too`() throws {
        let found = try steps("profile find counties group by type where count() > 1")
        #expect(
            found == [
                "scan county | 3 | - | 3", "group by type | 3 | 3 | 2",
                "filter count() > 1, node by node | 3 | 2 | 1", "show type, count | 3 | 1 | 1",
            ])
    }

    @Test func `queries within a query have lines of their own`() throws {
        let found = try steps("profile (find counties limit 2) except (find counties where type = 区) show name")
        #expect(
            found == [
                "  scan county | 3 | - | 3", "  take the first 2 | 2 | 3 | 2",
                "  seek type = 区 | 1 | - | 1",
                "except | 2 | 2 | 2", "show name | 2 | 2 | 2",
            ])
    }

    @Test func `a path is profiled as its two ends and the search between them`() throws {
        let found = try steps("profile path from county 甲县 to county 丙区")
        #expect(
            found
                == [
                    "from | - | - | -", "  take county 甲县 | 1 | - | 1", "to | - | - | -",
                    "  take county 丙区 | 1 | - | 1",
                    "grow from both ends along 1 relations until they meet | 1 | 2 | 1",
                    "show length, path | - | 1 | 1",
                ].map { $0.replacing("along 1 ", with: "along \(relationCount) ") })
    }

    private var relationCount: Int { Session().graph.schema.relations.count }

    @Test func `profile leaves the last result as it was`() throws {
        var session = Session()
        try session.run(script: ProfileTests.setup)
        #expect(try session.cells("find industries profile find counties find it show name").count == 2)
    }

    @Test func `an error in a cell comes from profile as from the query`() {
        var session = Session()
        #expect(throws: (any Error).self) {
            try session.run(script: ProfileTests.setup + "profile find counties show develops.name + 1")
        }
    }
}
