import Glibc

/// Random numbers that a seed gives back (SplitMix64), and the choices that generators make of them.
package struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    package mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    /// - Requires: there is something to choose from.
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }
}

/// The seed of a random test: `ZHIKU_SEED`, or one that the test prints when it fails.
package func testSeed() -> UInt64 { setting("ZHIKU_SEED").flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000) }

/// A number from the environment, for runs that are longer than usual.
package func count(_ name: String, default usual: Int) -> Int { setting(name).flatMap(Int.init) ?? usual }

private func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
