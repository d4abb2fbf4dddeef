import TestSupport
import Testing
import Text

@testable import Graph

struct ColumnTests {
    /// What the body sees of the column; columns point into an image and last no longer.
    private func withColumn<Result>(
        _ property: Property, _ rows: [[Value]], _ body: (Column?) throws -> Result
    ) rethrows -> Result {
        var builder = ColumnBuilder(property)
        for row in rows { builder.append(row) }
        var writer = ImageWriter()
        let name = SectionName(.nodeColumn, owner: 0, slot: 0)
        builder.write(to: &writer, name)
        let image = writer.finish()
        return try withExtendedLifetime(image) { try body(Column(image, name, property.type, rowCount: rows.count)) }
    }

    @Test(arguments: PropertyType.allCases, [false, true])
    func `a column gives back what was put in, missing values too`(_ type: PropertyType, _ isMany: Bool) {
        let seed = testSeed()
        var random = RandomSource(seed: seed)
        for _ in 0..<20 {
            let rows = (0..<random.number(1...40)).map { _ -> [Value] in
                if random.chance(30) { return [] }
                return (0..<(isMany ? random.number(1...3) : 1)).map { _ in randomValue(type, &random) }
            }
            let found = withColumn(Property(name: "p", type: type, isMany: isMany), rows) { column in
                rows.indices.map { column?.values(of: $0) ?? [] }
            }
            #expect(found == rows, "seed \(seed)")
        }
    }

    @Test func `a column without values isn't written`() {
        #expect(withColumn(Property(name: "p", type: .number), [[], [], []]) { $0 == nil })
    }

    @Test func `few different texts are kept once each, many as they come`() {
        let property = Property(name: "p", type: .text)
        withColumn(property, (0..<40).map { [.text(["国", "省", "市"][$0 % 3])] }) { column in
            guard case .text(let texts, .some, nil)? = column?.elements else {
                Issue.record("three texts in forty rows have no dictionary")
                return
            }
            #expect(texts.count == 3)
        }
        withColumn(property, (0..<40).map { [.text("第\($0)条")] }) { column in
            guard case .text(let texts, nil, .some)? = column?.elements else {
                Issue.record("forty texts have a dictionary or no index")
                return
            }
            #expect(texts.count == 40)
        }
    }

    @Test func `texts that differ only in how Unicode composes them stay apart`() {
        let rows: [[Value]] = (0..<16).map { [.text($0 % 2 == 0 ? "\u{E9}" : "e\u{301}")] }
        let lengths = withColumn(Property(name: "p", type: .text), rows) { column in
            rows.indices.map { row -> Int in
                if case .text(let text)? = column?.values(of: row).first { text.utf8.count } else { 0 }
            }
        }
        #expect(lengths == rows.indices.map { $0 % 2 == 0 ? 2 : 3 })
    }

    @Test func `a quantity keeps its unit and knows its amount`() {
        let rows: [[Value]] = [
            [.quantity(Quantity(value: 1.1, unit: "万人"))], [], [.quantity(Quantity(value: 3, unit: ""))],
        ]
        withColumn(Property(name: "p", type: .quantity), rows) { column in
            guard case .quantities(let quantities)? = column?.elements else {
                Issue.record("quantities have no lanes of their own")
                return
            }
            #expect(quantities.amounts[0] == 11_000 && quantities.amounts[2] == 3)
        }
    }
}
