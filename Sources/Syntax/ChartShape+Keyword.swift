import Text

extension ChartShape {
    /// The word behind `chart`.
    package var keyword: Keyword {
        switch self {
        case .bar: .bar
        case .line: .line
        case .hist: .hist
        case .tree: .tree
        }
    }
}
