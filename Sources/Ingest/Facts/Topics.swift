extension Analysis {
    /// Links a node to the topics that its words name.
    mutating func addTopics(of node: Int, _ range: Range<Int>) {
    }
}
