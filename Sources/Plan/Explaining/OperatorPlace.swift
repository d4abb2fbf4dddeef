/// Where an operator stands in a plan, by which what was measured finds its line: the numbers of the operators on the way
/// to it, through queries within queries.
package struct OperatorPlace: Hashable, Sendable {
    private var numbers: [Int]

    package init() { numbers = [] }

    /// An operator of the query that stands here.
    package func operation(_ number: Int) -> OperatorPlace {
        var inner = self
        inner.numbers.append(number)
        return inner
    }

    /// Where the nodes of the query that stands here come from, which may be a query itself.
    package var source: OperatorPlace { operation(0) }

    /// The `number`th condition that the nodes of the scan that stands here are asked.
    package func filter(_ number: Int) -> OperatorPlace { operation(1 + number) }

    /// What happens to the roots of the query that stands here.
    package func stage(_ number: Int) -> OperatorPlace { operation(1 + number) }

    package func grouping(_ query: BoundQuery) -> OperatorPlace { operation(1 + query.stages.count) }

    package func groupStage(_ number: Int, _ query: BoundQuery) -> OperatorPlace {
        operation(2 + query.stages.count + number)
    }

    /// Making the cells of a query's rows.
    package func columns(_ query: BoundQuery) -> OperatorPlace {
        operation(2 + query.stages.count + query.groupStages.count)
    }

    /// What happens to rows that were spread; it is measured with making the cells.
    package func pivotStage(_ number: Int, _ query: BoundQuery) -> OperatorPlace {
        columns(query).operation(number)
    }

    // MARK: Of a search for paths

    package static let from = OperatorPlace().operation(0)
    package static let to = OperatorPlace().operation(1)
    package static let routes = OperatorPlace().operation(2)
    package static let routeColumns = OperatorPlace().operation(3)
}
