import Diagnostics

extension Planner.Pass {
    /// What `explain through …` calls it.
    package var name: Message {
        switch self {
        case .collectFilters: Message("filters", "条件")
        case .chooseDirections: Message("directions", "方向")
        case .chooseStart: Message("start", "起点")
        case .orderFilters: Message("order", "次序")
        }
    }

    /// What it does, as before ⇒ after.
    package var rule: Message {
        switch self {
        case .collectFilters:
            Message(
                "`find K where a where b` ⇒ `scan K (a, b)`, so that a start can be chosen among all conditions",
                "“查找 K 其中 a 其中 b” ⇒ “扫描 K（a，b）”，以便在全部条件中选起点")
        case .chooseDirections:
            Message(
                "`where r.name = x` ⇒ backward from (`name = x`), where that looks at fewer nodes",
                "“其中 r.名称 = x” ⇒ 自（“名称 = x”）反向，若这样要看的节点更少")
        case .chooseStart:
            Message(
                "`scan K (a, b)` ⇒ `seek b (a)`, if an index gives fewer nodes for b than there are of K",
                "“扫描 K（a，b）” ⇒ “索引 b（a）”，若索引给出的节点比 K 的少")
        case .orderFilters:
            Message("`scan K (a, b)` ⇒ `scan K (b, a)`, if b costs less", "“扫描 K（a，b）” ⇒ “扫描 K（b，a）”，若 b 花费更小")
        }
    }
}
