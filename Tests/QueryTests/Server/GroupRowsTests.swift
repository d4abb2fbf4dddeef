import Execution
import Graph
import SQL
import Testing

@testable import Query

/// Groups as a server's rows tell them.
struct GroupRowsTests {
    private func groups(_ columns: GroupColumns, _ rows: [[String?]]) -> GroupRows {
        var groups = GroupRows(columns)
        for row in rows { groups.add(row) }
        groups.finish()
        return groups
    }

    @Test func `rows of one group fill in what each lacks, and groups stand by their first roots`() {
        let found = groups(
            GroupColumns(keys: [.text], aggregates: [.number, .count]),
            [["乙", "7", "2", nil], ["甲", "3", "1", nil], ["甲", nil, nil, "5"], [nil, "9", "4", nil]]
        ).given(Graph(), [:])
        let cells = found.map { group in
            group.values.map { if case .value(let value) = $0 { "\(value)" } else { "" } }
        }
        #expect(
            cells == [
                ["甲", "1", "5"], ["乙", "2", "0"],
                ["", "4", "0"],
            ])
    }

    @Test func `keys that are one text here and two there are not exact`() {
        let columns = GroupColumns(keys: [.text], aggregates: [.number])
        #expect(groups(columns, [["é", "1", "1"], ["e", "2", "1"]]).isExact)
        #expect(!groups(columns, [["\u{E9}", "1", "1"], ["e\u{301}", "2", "1"]]).isExact)
    }

    @Test func `the first roots of several groups are told`() {
        let found = groups(
            GroupColumns(keys: [.node], aggregates: [.number]),
            [["11", "1", "1"], ["12", "1", "1"], ["13", "2", "1"]])
        #expect(found.sharedRoots == [1] && found.nodes == [11, 12, 13])
    }
}
