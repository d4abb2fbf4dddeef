import Text

/// `match (…)-[…]->(…) where … return …` as a query of zhiku.
extension Mender {
    /// A node of the pattern: `(c:county {name: '平遥县'})`.
    private struct PatternNode {
        var variable: String?
        var label: String?
        /// Conditions on its properties.
        var properties: [[Piece]] = []
    }

    /// Says whether the statement was one.
    mutating func mendMatch() -> Bool {
        guard pieces.first?.key == "match", var index = Optional(1), let first = patternNode(at: &index) else {
            return false
        }
        var nodes = [first]
        var relations: [(name: Piece, isForward: Bool)] = []
        while let (relation, next) = link(at: &index) {
            relations.append(relation)
            nodes.append(next)
        }
        if !relations.isEmpty, relations.allSatisfy({ !$0.isForward }) {
            nodes.reverse()
            relations.reverse()
        } else if relations.contains(where: { !$0.isForward }) {
            return false
        }
        guard let root = nodes[0].label else { return false }
        let query = query(nodes, relations.map(\.name), behind: index)
        pieces = [keyword(.find), .word(root)] + query
        return true
    }

    /// `(c:county {name: 'x'})`; moves behind it.
    private func patternNode(at index: inout Int) -> PatternNode? {
        guard index < pieces.count, pieces[index].isSign("("),
            let end = pieces[index...].firstIndex(where: { $0.isSign(")") })
        else { return nil }
        var node = PatternNode()
        var place = index + 1
        if pieces[place].sort == .word {
            node.variable = pieces[place].key
            place += 1
        }
        if pieces[place].isSign(":"), pieces[place + 1].sort == .word {
            let label = pieces[place + 1].text
            node.label = label.utf8.allSatisfy { $0 < 0x80 } ? label.lowercased() : label
            place += 2
        }
        while place + 3 < end, pieces[place].isSign("{") || pieces[place].isSign(","), pieces[place + 2].isSign(":") {
            node.properties.append([pieces[place + 1].glued(), .sign("="), pieces[place + 3].glued(false)])
            place += 4
        }
        index = end + 1
        return node
    }

    /// `-[:develops]->(i:industry)`; moves behind it.
    private func link(at index: inout Int) -> (relation: (name: Piece, isForward: Bool), node: PatternNode)? {
        guard index < pieces.count,
            let open = pieces[index...].prefix(3).firstIndex(where: { $0.isSign("[") }),
            let close = pieces[open...].firstIndex(where: { $0.isSign("]") }),
            let colon = pieces[open...close].firstIndex(where: { $0.isSign(":") }), colon + 1 < close,
            pieces[colon + 1].sort == .word,
            let node = pieces[close...].prefix(4).firstIndex(where: { $0.isSign("(") })
        else { return nil }
        let isBackward = pieces[index..<open].contains { $0.isSign("<") || $0.isSign("<-") }
        var place = node
        guard let next = patternNode(at: &place) else { return nil }
        index = place
        let name = pieces[colon + 1].text
        return ((.word(name.utf8.allSatisfy { $0 < 0x80 } ? name.lowercased() : name), !isBackward), next)
    }

    /// The clauses: conditions that the pattern and `where` make, and what `return` shows.
    private func query(_ nodes: [PatternNode], _ relations: [Piece], behind start: Int) -> [Piece] {
        var paths: [String: [Piece]] = [:]
        var path: [Piece] = []
        var conditions: [[Piece]] = []
        for (index, node) in nodes.enumerated() {
            if index > 0 {
                path += (path.isEmpty ? [] : [.sign(".", glued: true)]) + [relations[index - 1].glued(!path.isEmpty)]
                path +=
                    node.label.map { [.sign("[", glued: true), Piece.word($0).glued(), .sign("]", glued: true)] } ?? []
            }
            if let variable = node.variable { paths[variable] = path }
            conditions += node.properties.map { (path.isEmpty ? [] : path + [.sign(".", glued: true)]) + $0 }
        }
        let returned = place(from: start, where: { ["return", "返回", "with"].contains($0.key) }) ?? pieces.count
        if start < returned, pieces[start].keyword == .where {
            conditions.append(replaced(Array(pieces[start + 1..<returned]), paths))
        } else if !path.isEmpty {
            conditions.insert([keyword(.has)] + path, at: 0)
        }
        var clauses: [Piece] = []
        for (index, condition) in conditions.enumerated() {
            clauses += [keyword(index == 0 ? .where : .and)] + condition.unglued
        }
        return clauses + shown(from: returned + 1, paths)
    }

    private func shown(from start: Int, _ paths: [String: [Piece]]) -> [Piece] {
        guard start < pieces.count else { return [] }
        let tail = place(from: start, where: { [.order, .limit, .offset].contains($0.keyword) || $0.key == "skip" })
        let columns = Array(pieces[start..<(tail ?? pieces.count)])
        let rest = replaced(tail.map { Array(pieces[$0...]) } ?? [], paths)
        if columns.count == 1, paths[columns[0].key]?.isEmpty == true { return rest }
        return [keyword(.show)] + replaced(columns, paths) + rest
    }

    /// Variables become the paths that lead to them from the first node: `i.name` ⇒ `develops[industry].name`.
    private func replaced(_ part: [Piece], _ paths: [String: [Piece]]) -> [Piece] {
        var result: [Piece] = []
        var index = 0
        while index < part.count {
            let piece = part[index]
            let isBehindDot = index > 0 && part[index - 1].isSign(".")
            guard piece.sort == .word, !isBehindDot, let path = paths[piece.key] else {
                result.append(piece)
                index += 1
                continue
            }
            let hasDot = index + 1 < part.count && part[index + 1].isSign(".")
            if path.isEmpty, hasDot, index + 2 < part.count {
                result.append(part[index + 2].glued(piece.isGlued))
                index += 3
            } else {
                result += path.isEmpty ? [.word("name")] : path.unglued
                index += 1
            }
        }
        return result
    }
}

extension [Piece] {
    /// With a blank before it.
    fileprivate var unglued: [Piece] {
        var pieces = self
        if !pieces.isEmpty { pieces[0].isGlued = false }
        return pieces
    }
}
