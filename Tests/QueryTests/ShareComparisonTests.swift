import Testing

/// A share and what is counted don't compare, whichever of the two is asked for and wherever the values stand.
@Suite struct ShareComparisonTests {
    private static let script = """
        add figure a (indicator: "一", value: 50%) add figure b (indicator: "二", value: 2家)
        add figure c (indicator: "三", value: 0.4) add figure d (indicator: "四", value: 3万元)
        """

    @Test(arguments: [
        ("value < 3家", ["二", "三"]), ("value >= 30%", ["一", "三"]), ("value in 0..3", ["一", "二", "三"]),
        ("value in (50%, 2家)", ["一", "二"]),
    ]) func `a figure is found by what it compares with`(_ condition: String, _ expected: [String]) throws {
        for isFolded in [false, true] {
            var fixture = try NetworkFixture(ShareComparisonTests.script)
            if isFolded { fixture.session.fold() }
            let found = try fixture.table("find figures where \(condition) show indicator")
            #expect(found == expected, "\(condition) \(isFolded)")
        }
    }
}
