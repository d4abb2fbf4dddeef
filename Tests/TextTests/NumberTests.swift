import Testing

@testable import Text

struct NumberTests {
    @Test(arguments: [
        0, 1, -2024, 0.1, 1.1e4, 1e16, 1e-7, 123_456.789, Double.leastNonzeroMagnitude, 1.7976931348623157e308,
    ])
    func `a number is written so that it reads back`(number: Double) {
        #expect(Double(decimalText(number)) == number)
    }

    @Test(arguments: [
        (24.580785656266666, "24.5808"), (382.87971905179984, "382.88"), (0.0000123456789012345, "0.0000123457"),
        (1234.5, "1234.5"),
    ])
    func `people see no more digits than say something`(number: Double, expected: String) {
        #expect(readableText(number) == expected)
    }

    @Test(arguments: [.leastNonzeroMagnitude, .leastNormalMagnitude / 1000] as [Double])
    func `the smallest numbers are not shown as nothing`(number: Double) {
        #expect(Double(readableText(number)) == number)
    }
}
