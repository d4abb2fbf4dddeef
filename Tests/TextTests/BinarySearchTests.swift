import Testing
import Text

@Suite struct BinarySearchTests {
    @Test func `the first place is the same as by a look at every one`() {
        for count in 0...20 {
            for threshold in 0...count {
                let found = firstPlace(in: 5..<5 + count) { $0 >= 5 + threshold }
                #expect(found == (5..<5 + count).first { $0 >= 5 + threshold } ?? 5 + count)
            }
        }
    }
}
