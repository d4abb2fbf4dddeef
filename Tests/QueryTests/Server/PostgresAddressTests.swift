import Postgres
import Testing

@Suite struct PostgresAddressTests {
    @Test(arguments: [
        ("postgres://u:p@ss@host/db", PostgresAddress.Mistake.sign), ("postgres://u:p/ss@host/db", .sign),
        ("postgresql://u:p#ss@host/db", .sign), ("postgres://u:p%zz@host/db", .percent),
        ("postgres://u:p%4@host/db", .percent), ("postgres://u:p%00@host/db", .percent),
        ("postgres://host/db?graph=", .graphName), ("postgres://host/db?graph=a\"b", .graphName),
        ("postgres://host/db?graph=pg_catalog", .graphName), ("postgres://host/db?graph=1st", .graphName),
    ]) func `an address that libpq would quote from, or misread, is refused`(
        _ text: String, _ mistake: PostgresAddress.Mistake
    ) {
        #expect(throws: PostgresError.address(mistake)) { try PostgresAddress(text) }
    }

    @Test(arguments: [
        ("postgres://host/db", "zhiku"), ("postgres:///db?host=/tmp&graph=plans", "plans"),
        ("postgres://u:p%40ss@host/db?graph=规划_2025&sslmode=disable", "规划_2025"), ("postgres://u@h1,h2/db", "zhiku"),
    ]) func `an address names the graph of a database`(_ text: String, _ graph: String) throws {
        let address = try PostgresAddress(text)
        #expect(address.graph == graph)
        #expect(!address.shown.contains("p%40ss"))
    }
}
