import Text

/// Something in a tree, and what hangs below it.
struct TreeBranch: Equatable {
    var text: String
    var branches: [TreeBranch] = []
    /// By which a branch that comes again is known, beside its text.
    private var key = ""

    init(_ text: String, _ branches: [TreeBranch] = []) {
        self.text = text
        self.branches = branches
    }

    /// A tree for each row, headed by its first cell; paths that begin alike share their beginning.
    ///
    /// - Throws: `.columns` if no cell holds anything that branches.
    static func branches(columns: [Column], rows: [[Value]], _ wording: Wording) throws(ChartError) -> [TreeBranch] {
        let branches = rows.contains { $0.contains(where: \.isBranching) }
        if !rows.isEmpty, !branches { throw .columns(.tree) }
        var trees: [TreeBranch] = []
        for row in rows {
            let routes = row.compactMap { if case .route(let route) = $0 { route } else { nil } }
            if routes.isEmpty {
                trees.append(tree(columns.map { visible($0.displayName) }, row, PeopleText(wording: wording)))
            } else {
                for route in routes { add(route, to: &trees, PeopleText(wording: wording)) }
            }
        }
        return trees
    }

    private static func tree(_ names: [String], _ row: [Value], _ words: PeopleText) -> TreeBranch {
        let head = row.first ?? .missing
        if head.isBranching, !head.isNodes {
            return TreeBranch(names[0], zip(names, row).flatMap { branch($0, $1, words) })
        }
        return TreeBranch(words.line(head), zip(names, row).dropFirst().flatMap { branch($0, $1, words) })
    }

    /// `name: value`, or the name with the values below it; nothing for what is missing.
    private static func branch(_ name: String, _ value: Value, _ words: PeopleText) -> [TreeBranch] {
        switch value {
        case .missing: return []
        case .list(let values) where !value.isSource:
            if values.isEmpty { return [] }
            if values.count == 1, !values[0].isRecord { return [TreeBranch("\(name): \(words.line(values[0]))")] }
            return [TreeBranch(name, values.map { item($0, words) })]
        case .record: return [TreeBranch(name, [item(value, words)])]
        default: return [TreeBranch("\(name): \(words.line(value))")]
        }
    }

    /// A record is headed by its first fields; what is nested in it hangs below.
    private static func item(_ value: Value, _ words: PeopleText) -> TreeBranch {
        guard case .record(let fields) = value else { return TreeBranch(words.line(value)) }
        let plain = fields.filter { !$0.value.isNestedShape }
        let nested = fields.filter { $0.value.isNestedShape }
        let head = plain.isEmpty ? "·" : words.line(.record(plain))
        return TreeBranch(head, nested.flatMap { branch(visible($0.name), $0.value, words) })
    }

    private static func add(_ route: Route, to trees: inout [TreeBranch], _ words: PeopleText) {
        var places: [(text: String, key: String)] = [(words.line(.node(route.nodes[0])), route.nodes[0].key)]
        for (hop, node) in zip(route.hops, route.nodes.dropFirst()) {
            let name = visible(hop.relation) + (hop.confidence < 1 ? "?" : "")
            places.append(
                ((hop.isForward ? "-[\(name)]-> " : "<-[\(name)]- ") + words.line(.node(node)), node.key))
        }
        insert(places[...], into: &trees)
    }

    private static func insert(_ places: ArraySlice<(text: String, key: String)>, into trees: inout [TreeBranch]) {
        guard let first = places.first else { return }
        let known = trees.firstIndex { $0.key == first.key && $0.text == first.text }
        if known == nil {
            trees.append(TreeBranch(first.text))
            trees[trees.count - 1].key = first.key
        }
        insert(places.dropFirst(), into: &trees[known ?? trees.count - 1].branches)
    }
}

extension NodeReference {
    fileprivate var key: String { kind + "\u{0}" + id }
}

extension Value {
    /// Whether a tree has something to hang on it.
    fileprivate var isBranching: Bool {
        switch self {
        case .list, .record, .route: !isSource
        default: false
        }
    }

    private var isNodesOnly: Bool { if case .node = self { true } else { false } }

    fileprivate var isNodes: Bool {
        if case .list(let values) = self { values.count == 1 && values[0].isNodesOnly } else { false }
    }

    /// Whether it holds records.
    fileprivate var isNestedShape: Bool {
        switch self {
        case .record: true
        case .list(let values): values.contains { $0.isNestedShape }
        default: false
        }
    }
}

/// A tree in characters.
///
///     平遥县
///     ├─ develops: 文化旅游产业
///     └─ findings
///        └─ 资产底数不清 · insp:64-71
struct TreeText {
    let glyphs: ChartGlyphs
    let options: RenderOptions

    func text(_ trees: [TreeBranch]) -> String {
        if trees.isEmpty { return options.chartLine([(options.wording.nothingToDraw, .note)]) }
        return trees.map { branch($0, first: "", rest: "", as: .heading) }.joined()
    }

    /// A branch in as many lines as it needs, and what hangs below it.
    ///
    /// - Parameters:
    ///   - first: what stands before its first line.
    ///   - rest: what stands before the others, and before its branches.
    private func branch(_ tree: TreeBranch, first: String, rest: String, as role: Role) -> String {
        let goesOn = rest + (tree.branches.isEmpty ? "" : glyphs.trunk)
        var text = ""
        for (number, part) in parts(of: tree.text, below: goesOn).enumerated() {
            text += line([(number == 0 ? first : goesOn, .border), (part, role)])
        }
        for (place, inner) in tree.branches.enumerated() {
            let isLast = place == tree.branches.count - 1
            let blank = String(repeating: " ", count: widthInCells(of: glyphs.trunk))
            text += branch(
                inner, first: rest + (isLast ? glyphs.lastBranch : glyphs.branch),
                rest: rest + (isLast ? blank : glyphs.trunk),
                as: .plain)
        }
        return text
    }

    /// In a file a branch is one line, however long.
    private func parts(of text: String, below lead: String) -> [String] {
        guard let width = options.widthInCells else { return [text] }
        let room = width - widthInCells(of: lead)
        return room < 8
            ? [text] : wrapped(text, to: room, from: 0, indent: 0, ambiguousWide: options.ambiguousWide)
    }

    private func line(_ pieces: [(String, Role)]) -> String {
        if options.widthInCells == nil {
            var line = StyledLine(palette: options.palette)
            for (text, role) in pieces { line.append(text, as: role) }
            return line.finished()
        }
        return options.chartLine(pieces)
    }
}
