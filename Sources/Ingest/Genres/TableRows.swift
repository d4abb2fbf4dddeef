/// Tables that a genre reads by what their heads say.
extension Analysis {
    /// Goes through the rows of tables whose head says what the columns are. A paragraph ends a table; a further head begins another.
    ///
    /// - Parameters:
    ///   - head: what a row's cells tell of the columns, if it is a head.
    ///   - row: is given the cells of a row below a head, what the head told, which it may change for the rows that follow, and the
    ///     row's place among the blocks.
    mutating func forEachRow<Columns>(
        below head: (Analysis, [Range<Int>]) -> Columns?,
        _ row: (inout Analysis, [Range<Int>], inout Columns, Int) -> Void
    ) {
        var columns: Columns?
        for place in blocks.indices {
            guard blocks[place].kind == .row else {
                if blocks[place].kind == .paragraph { columns = nil }
                continue
            }
            let cells = self.cells(place)
            if let found = head(self, cells) {
                columns = found
            } else if var current = columns {
                row(&self, cells, &current, place)
                columns = current
            }
        }
    }
}
