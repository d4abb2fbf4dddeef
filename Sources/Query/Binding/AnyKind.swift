import Graph

/// What stands for all kinds where a query names one: `find anything where name ~ 平遥`. A kind, a definition or a result of
/// that name goes before it.
enum AnyKind {
    static let words = ["anything", "everything", "nodes", "一切", "任何", "所有节点"]

    static func isMeant(by word: String) -> Bool { words.contains { isSameName($0, word) } }
}
