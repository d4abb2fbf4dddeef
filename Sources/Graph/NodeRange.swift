extension Range<Int> {
    /// The least range that has all numbers of both; an empty one has none.
    package func union(_ other: Range<Int>) -> Range<Int> {
        if other.isEmpty { return self }
        if isEmpty { return other }
        return Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}

extension [NodeID] {
    /// The least range that has all of these ascending numbers.
    package var range: Range<Int> {
        guard let first, let last else { return 0..<0 }
        return Int(first)..<Int(last) + 1
    }
}
