import CKernels
import Glibc
import Graph
import Text

/// Works a large table straight into the arrays of a graph's base, without a change for each row.
///
/// It takes only what is plain: new nodes of a kind that has none, or edges of a relation that has none, from a table whose
/// rows are all well formed. For anything else `nodes` and `edges` give nil, and the rows are taken one by one, which also
/// finds the words for what is wrong.
struct BulkImport {
    private let file: MappedTable
    private let plan: TablePlan
    private let graph: Graph
    /// What the sources of rows call the table.
    private let document: String
    private let isCancelled: () -> Bool
    /// Takes what a large table becomes.
    private let scratch: ScratchFile?

    /// Smaller tables of nodes are taken row by row, so that they stay changes beside the base, whose names needn't be sorted in.
    private static let leastSizeInBytes = 1 << 17
    /// Beside a base of so many nodes it costs less to sort edges in than to work them in later.
    private static let largeBase = 100_000
    private static let rowsAtOnce = 1 << 13
    /// What a table of this size becomes is kept in a scratch file; smaller ones aren't worth one.
    private static let leastForScratch = 16 << 20

    /// Whether a table is of the sort that can be taken at once, as far as can be told without reading it. The graph may have to
    /// be folded first; then that is worth it.
    static func isPossible(_ path: String, _ plan: TablePlan, headings: [String]?, _ graph: Graph) -> Bool {
        guard headings != nil, plan.existing == nil, path.hasSuffix(".csv") || path.hasSuffix(".tsv") else {
            return false
        }
        var status = stat()
        let isLarge = stat(path, &status) == 0 && Int(status.st_size) >= leastSizeInBytes
        switch plan.target {
        case .nodes(let kind): return isLarge && graph.ownCount(of: kind) == 0
        case .links(_, let steps, _):
            guard let step = steps.first, graph.edgeCount(of: step.relation) == 0 else { return false }
            return isLarge || (graph.isReadyForBulk && graph.baseCount > largeBase)
        }
    }

    /// nil if the table is no well formed text.
    ///
    /// - Requires: the graph is ready for bulk.
    init?(
        path: String, _ plan: TablePlan, headings: [String]?, into graph: Graph, document: String,
        isCancelled: @escaping () -> Bool
    ) {
        guard let headings, let file = MappedTable(path: path, fieldCount: headings.count, isCancelled: isCancelled)
        else { return nil }
        self.file = file
        self.plan = plan
        self.graph = graph
        self.document = document
        self.isCancelled = isCancelled
        scratch = file.bytes.count >= BulkImport.leastForScratch ? ScratchFile() : nil
    }

    /// What to do with each row's cells; nil to give up.
    private func forEachRows(_ body: (MappedTable.Rows) -> Bool) -> Int? {
        forEachRows(isCancelled, body)
    }

    private func forEachRows(_ isCancelled: () -> Bool, _ body: (MappedTable.Rows) -> Bool) -> Int? {
        var reading = file.reading
        var count = 0
        while true {
            if isCancelled() { return nil }
            guard let rows = reading.next(atMost: BulkImport.rowsAtOnce) else { return nil }
            if rows.count == 0 { return count }
            count += rows.count
            if !body(rows) { return nil }
        }
    }

    // MARK: Nodes

    /// The graph with the table's nodes, and how many they are.
    func nodes() -> (graph: Graph, renumbered: [NodeID?], count: Int)? {
        guard case .nodes(let kind) = plan.target, graph.baseRange(of: kind).isEmpty else { return nil }
        let most = (rows: lineCount, bytes: file.bytes.count)
        var columns: [(slot: SlotID, place: Int, column: BulkColumn)] = []
        var constants: [SlotID: String] = [:]
        for value in plan.values {
            switch value.content {
            case .column(let place):
                guard let column = BulkColumn(value.property, most: most, scratch: scratch) else { return nil }
                columns.append((value.slot, plan.columns[place].place, column))
            case .fixed(let values):
                guard case .text(let text)? = values.first, values.count == 1, !value.property.isMany else {
                    return nil
                }
                constants[value.slot] = text
            }
        }
        // A node without an id of its own is known by its name, which needs not be said twice.
        if !columns.contains(where: { $0.slot == NodeSlot.id }) {
            guard let place = columns.firstIndex(where: { $0.slot == NodeSlot.name }),
                let ids = BulkColumn(graph.schema.kinds[kind].properties[NodeSlot.id], most: most, scratch: scratch)
            else { return nil }
            columns[place] = (NodeSlot.id, columns[place].place, ids)
        }
        if constants[NodeSlot.id] != nil || constants[NodeSlot.name] != nil { return nil }
        guard let lines = Region(capacity: (lineCount + 1) * 4) else { return nil }
        let isSourced = plan.values.contains { $0.slot == NodeSlot.source }
        if isSourced { return nil }
        guard read(columns.map { ($0.place, $0.column, $0.slot == NodeSlot.id) }, lines) else { return nil }
        let count = lines.count / 4
        if !plan.values.contains(where: { $0.slot == NodeSlot.rule }) { constants[NodeSlot.rule] = "import" }
        var bySlot: [SlotID: BulkColumn] = [:]
        for (slot, _, column) in columns { bySlot[slot] = column }
        let fresh = BulkNodes(
            kind: kind, rowCount: count, columns: bySlot, lines: (document, lines), constants: constants,
            scratch: scratch)
        return graph.adding(fresh, isCancelled: isCancelled).map { ($0.graph, $0.renumbered, count) }
    }

    /// Reads the table into columns and the numbers of its lines; false to give up. Of a long table the columns are shared out
    /// between two threads, which both cut its rows, as that is the least of the work.
    private func read(_ columns: [(place: Int, column: BulkColumn, isID: Bool)], _ lines: Region) -> Bool {
        let shares = file.bytes.count < BulkImport.leastShared ? [columns] : shared(columns)
        var jobs: [TwoThreads.Job] = []
        for (number, share) in shares.enumerated() {
            jobs.append { isCancelled in
                let count = forEachRows(isCancelled) { rows in
                    if number == 0 { for row in 0..<rows.count { lines.append(rows.line(row)) } }
                    for (place, column, isID) in share {
                        for row in 0..<rows.count {
                            guard append(rows.cell(row, place), to: column, isID: isID) else { return false }
                            column.endRow()
                        }
                        if column.isSpoiled { return false }
                    }
                    return true
                }
                return count != nil
            }
        }
        return TwoThreads.run(jobs, isCancelled: isCancelled)
    }

    /// From this size on, in bytes, a second thread pays.
    private static let leastShared = 4 << 20

    /// The columns in two parts of about as much text, as the first rows tell.
    private func shared(
        _ columns: [(place: Int, column: BulkColumn, isID: Bool)]
    ) -> [[(place: Int, column: BulkColumn, isID: Bool)]] {
        var reading = file.reading
        guard columns.count > 1, let rows = reading.next(atMost: BulkImport.rowsAtOnce) else { return [columns] }
        let sized = columns.map { column in
            // A cell costs something even if it is empty.
            (column, (0..<rows.count).reduce(0) { $0 + 20 + rows.cell($1, column.place).bytes.count })
        }
        var shares: [(columns: [(place: Int, column: BulkColumn, isID: Bool)], size: Int)] = [([], 0), ([], 0)]
        for (column, size) in sized.sorted(by: { $0.1 > $1.1 }) {
            let lesser = shares[0].size <= shares[1].size ? 0 : 1
            shares[lesser].columns.append(column)
            shares[lesser].size += size
        }
        return shares.map(\.columns)
    }

    private var lineCount: Int { file.lineCount }

    /// Adds the values of a cell; false if they aren't plain.
    private func append(_ cell: MappedTable.Cell, to column: BulkColumn, isID: Bool) -> Bool {
        if isID {
            guard !cell.bytes.isEmpty, !cell.mayHaveBlanks, !cell.hasDoubledQuotes else { return false }
            column.append(cell.bytes)
            return true
        }
        switch column.property.type {
        case .text where !column.property.isMany && !cell.hasDoubledQuotes:
            if !cell.isBlank { column.append(cell.bytes) }
            return true
        case .number where !column.property.isMany, .quantity where !column.property.isMany:
            if cell.bytes.isEmpty { return true }
            if let number = plainNumber(cell.bytes) {
                if column.property.name == "confidence", !(0...1).contains(number) { return false }
                column.append(number)
                return true
            }
        default: break
        }
        let values = TableValue.texts(of: cell.text, isMany: column.property.isMany)
        for text in values {
            guard let value = TableValue.value(text, as: column.property.type) else { return false }
            if column.property.name == "confidence" { return false }
            column.append(value)
        }
        return values.count < 2 || column.property.isMany
    }

    // MARK: Edges

    /// The graph with the table's edges, how many they are, and how many rows have none.
    func edges() -> (graph: Graph, count: Int, skipped: Int)? {
        guard case .links(.column(let near, let nearKind), let steps, .column(let far, let farKind)) = plan.target,
            plan.values.isEmpty, let step = steps.first, graph.edgeCount(of: step.relation) == 0
        else { return nil }
        guard let nears = Region(capacity: lineCount * 4), let fars = Region(capacity: lineCount * 4),
            let lines = Region(capacity: lineCount * 4)
        else { return nil }
        let nearNodes = NodesByID(graph, nearKind)
        let farNodes = NodesByID(graph, farKind)
        let places = (plan.columns[near].place, plan.columns[far].place)
        var allowed = AllowedEnds(graph, steps)
        var skipped = 0
        let count = forEachRows { rows in
            for row in 0..<rows.count {
                let farCell = rows.cell(row, places.1)
                if farCell.bytes.isEmpty {
                    skipped += 1
                    continue
                }
                guard let near = node(rows.cell(row, places.0), nearNodes), let far = node(farCell, farNodes),
                    allowed.allows(step, near, far)
                else { return false }
                nears.append(near)
                fars.append(far)
                lines.append(rows.line(row))
            }
            return true
        }
        guard let count else { return nil }
        let (from, to) = step.direction == .forward ? (nears, fars) : (fars, nears)
        let fresh = BulkEdges(
            relation: step.relation, from: from, to: to, lines: (document, lines), constants: [EdgeSlot.rule: "import"],
            scratch: scratch)
        return graph.adding(fresh).map { ($0, count - skipped, skipped) }
    }

    /// The node whose id a cell is, if that is plain.
    private func node(_ cell: MappedTable.Cell, _ nodes: NodesByID) -> NodeID? {
        guard !cell.bytes.isEmpty, !cell.hasDoubledQuotes, !cell.mayHaveBlanks, cell.isOneName else { return nil }
        if cell.isOwnFolding { return nodes.node(cell.bytes) }
        let folded = foldedBytes(cell.text)
        return folded.withUnsafeBufferPointer(nodes.node)
    }
}

/// Which kinds a relation may connect, looked up once for each pair.
private struct AllowedEnds {
    private let graph: Graph
    private let steps: [RelationStep]
    private var last = (near: 0..<0, far: 0..<0)

    init(_ graph: Graph, _ steps: [RelationStep]) {
        self.graph = graph
        self.steps = steps
    }

    /// Whether the step is the first of them that may lead so.
    mutating func allows(_ step: RelationStep, _ near: NodeID, _ far: NodeID) -> Bool {
        if last.near.contains(Int(near)), last.far.contains(Int(far)) { return true }
        let (nearKind, farKind) = (graph.kind(of: near), graph.kind(of: far))
        let (from, to) = step.direction == .forward ? (nearKind, farKind) : (farKind, nearKind)
        guard graph.schema.allows(step.relation, from: from, to: to) else { return false }
        last = (graph.baseRange(of: nearKind), graph.baseRange(of: farKind))
        return true
    }
}

/// `1260`, `-0.5`: digits and a point, as most numbers are; nil for whatever needs a closer look.
private func plainNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var position = 0
    let isNegative = bytes[0] == 0x2D
    if isNegative { position = 1 }
    guard position < bytes.count, bytes.count < 17, bytes[position] &- 0x30 < 10 else { return nil }
    var whole = 0
    var decimals = -1
    while position < bytes.count {
        let byte = bytes[position]
        if byte &- 0x30 < 10 {
            whole = whole * 10 + Int(byte - 0x30)
            if decimals >= 0 { decimals += 1 }
        } else if byte == 0x2E, decimals < 0 {
            decimals = 0
        } else {
            return nil
        }
        position += 1
    }
    guard whole < 1 << 53, decimals != 0 else { return nil }
    // Both are exact, so the quotient is the nearest number.
    let number = decimals > 0 ? Double(whole) / powersOfTen[decimals] : Double(whole)
    return isNegative ? -number : number
}

private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
]
