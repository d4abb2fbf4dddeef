import Diagnostics

extension NotInSQL {
    /// What stays with the local engine, as a reader of a plan is told.
    package var words: Message {
        switch self {
        case .pattern: Message("regular expressions", "正则表达式")
        case .resemblance: Message("likeness (~~)", "相似（~~）")
        case .search: Message("search and its ranking", "全文搜索及排序")
        case .measure: Message("measures and counts of walks", "图的度量与走法计数")
        case .function: Message("functions of values", "值的函数")
        case .calculation: Message("values made of several", "由多个值算出的值")
        case .orderByPath: Message("the order by what a path leads to", "按路径所到之处排序")
        case .top: Message("the first of each value (top … per)", "每值取前（取前 … 每）")
        case .writtenNumber: Message("how numbers are written", "数字的写法")
        case .mixedTypes: Message("comparisons of several types", "不同类型之间的比较")
        case .manyNodes: Message("a named result of this size", "这样大的已命名结果")
        }
    }
}
