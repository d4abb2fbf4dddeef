import Text

extension Analysis {
    /// Adds the division of that name, and those that it lies in; nil if it isn't one.
    mutating func addDivision(named name: String, _ lines: ClosedRange<Int>) -> Int? {
        nil
    }
}

extension Analysis {
    /// Links a node to the divisions that a range names; an article or a document covers those of its headline.
    mutating func addPlaces(of node: Int, _ range: Range<Int>, headlines: [Range<Int>] = []) {
    }
}

extension Analysis {
    /// Links a number to the places that its sentence names.
    mutating func addConcerned(of node: Int, _ sentence: Range<Int>) {
        addHome(of: node, "concerns", sentence)
    }
}
