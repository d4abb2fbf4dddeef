extension Analysis {
    /// Adds the numbers that a range reports or sets.
    mutating func readNumbers(_ range: Range<Int>, of node: Int, path: String?) {
    }
}
