import Graph
import Postgres
import SQL
import Text

/// Nodes by their names, which stand in one table.
extension GraphServer {
    /// The nodes of a kind that go by a text, or else contain it; of any kind only those that go by it.
    func nodes(_ named: [(kind: KindID?, name: String)]) throws(ServerError) -> Set<Int64> {
        var found: Set<Int64> = []
        for (kind, name) in named {
            let kinds = kind.map { Surroundings.condition(on: "n", schema.subtree(of: $0), mapping) } ?? "true"
            let folded = String(decoding: foldedBytes(name), as: UTF8.self)
            let pattern = "%" + likePattern(foldedBytes(name)) + "%"
            for (condition, text) in [("fold = $1", folded), ("fold LIKE $1", pattern)] {
                let before = found.count
                try copy.ask(
                    "SELECT DISTINCT n FROM zk_name WHERE (\(kinds)) AND \(condition) ORDER BY n LIMIT 100", [text],
                    over: connection
                ) { row in
                    if let number = row.number(0) { found.insert(number) }
                }
                if found.count > before || kind == nil { break }
            }
        }
        return found
    }

    /// Some nodes with a name, id or alias that begins so.
    func nodes(startingWith text: String, atMost most: Int) throws(ServerError) -> Set<Int64> {
        var found: Set<Int64> = []
        let pattern = likePattern(foldedBytes(text)) + "%"
        try copy.ask(
            "SELECT n FROM zk_name WHERE fold LIKE $1 ORDER BY fold, n LIMIT \(most)", [pattern], over: connection
        ) { row in
            if let number = row.number(0) { found.insert(number) }
        }
        return found
    }

    /// Whether the connection is there and waits for a question.
    var isIdle: Bool { connection.isIdle }

    /// The node of a kind itself that has an id.
    func nodes(of kind: KindID, id: String) throws(ServerError) -> Set<Int64> {
        var found: Set<Int64> = []
        let condition = Surroundings.condition(on: "n", [kind], mapping)
        try copy.ask(
            "SELECT n FROM zk_name WHERE role = 0 AND text = $1 AND (\(condition))", [id], over: connection
        ) { row in
            if let number = row.number(0) { found.insert(number) }
        }
        return found
    }
}

/// A text as `LIKE` takes it, in which nothing stands for anything else.
private func likePattern(_ text: [UInt8]) -> String {
    let special: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "_")]
    return String(decoding: text.flatMap { special.contains($0) ? [special[0], $0] : [$0] }, as: UTF8.self)
}
