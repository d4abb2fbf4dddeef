import Text

/// Tasks and who leads them: a table `重点任务 | 具体内容 | 牵头单位 | 完成时限`, or a bracket behind a task in prose.
///
/// What a unit leads is a topic: the task by its title.
extension Analysis {
    private struct TaskColumns {
        var task: Int
        var details: [Int]
        var leader: Int?
        var deadline: Int?
    }

    private static let taskHeads: [Keys] = ["任务", "举措", "事项", "工程", "项目名称", "工作内容", "重点工作", "措施"]
    private static let detailHeads: [Keys] = ["内容", "措施", "举措", "目标", "要求", "做法", "任务"]
    private static let taskLeaderHeads: [Keys] = ["牵头"]
    private static let deadlineHeads: [Keys] = ["时限", "时间", "期限", "节点"]

    mutating func readTaskTables() {
        forEachRow(below: { $0.taskColumns($1) }) { analysis, cells, columns, place in
            if columns.task < cells.count { analysis.readTask(cells, columns, place) }
        }
    }

    private func taskColumns(_ cells: [Range<Int>]) -> TaskColumns? {
        guard chainColumns(cells) == nil else { return nil }
        func column(_ words: [Keys], but other: [Int?] = []) -> Int? {
            cells.indices.first {
                !other.contains($0) && cells[$0].count <= 10 && text.contains(any: words, in: cells[$0])
            }
        }
        guard let task = column(Analysis.taskHeads) else { return nil }
        let leader = column(Analysis.taskLeaderHeads, but: [task])
        let deadline = column(Analysis.deadlineHeads, but: [task, leader])
        let others = column(["责任单位", "责任部门", "配合单位", "牵头"], but: [task])
        guard leader != nil || deadline != nil && others != nil else { return nil }
        let details = cells.indices.filter {
            $0 != task && $0 != leader && $0 != deadline && cells[$0].count <= 10
                && text.contains(any: Analysis.detailHeads, in: cells[$0])
        }
        return TaskColumns(task: task, details: details, leader: leader, deadline: deadline)
    }

    private mutating func readTask(_ cells: [Range<Int>], _ columns: TaskColumns, _ place: Int) {
        let cell = text.trimmed(cells[columns.task])
        let task = text.unnumbered(cell)
        guard task.count >= 4 else { return }
        if let column = columns.leader, column < cells.count {
            for part in text.split(cells[column], at: [0x3001, 0x2C, 0x3B, 0x20]) { lead(part, task) }
        }
        let section = outline.owner[place].map { addSection($0) }
        var context = NumberContext(owner: document, part: section ?? document, isTargetByDefault: true)
        if let column = columns.deadline, column < cells.count { context.deadline = text.years(in: cells[column]).last }
        for column in [columns.task] + columns.details where column < cells.count {
            readNumbers(cells[column], &context)
        }
    }

    /// `（牵头单位：市工信局；责任单位：……）`, `（市发展改革委牵头，某县人民政府配合）` behind a task.
    mutating func readTaskLeaders() {
        for place in blocks.indices where blocks[place].kind != .row && text.contains("牵头", in: blocks[place].range) {
            guard let task = taskAbove(place) ?? taskTitle(place) else { continue }
            for unit in leaders(blocks[place].range) { lead(unit, task) }
        }
    }

    /// The units that a bracket, or a line of its own, says lead.
    private func leaders(_ range: Range<Int>) -> [Range<Int>] {
        if let cue = text.first(any: ["牵头单位:", "牵头部门:"], in: range) {
            var end = cue.upperBound
            while end < range.upperBound, ![0x3B, 0x29, 0x3002, 0x5D].contains(text.keys[end]) { end += 1 }
            return text.split(cue.upperBound..<end, at: [0x3001, 0x2C, 0x20])
        }
        guard let cue = text.first("牵头", in: range), let open = text.last("(", in: range.lowerBound..<cue) else {
            return []
        }
        let inside = open + 1..<cue
        return inside.contains { text.keys[$0] == 0x29 || endsSentence(text.keys[$0]) }
            ? [] : text.split(inside, at: [0x3001, 0x2C, 0x3B])
    }

    /// For `牵头单位：……` on a line of its own, the first clause of the numbered task above it.
    private func taskAbove(_ place: Int) -> Range<Int>? {
        guard
            ["牵头单位", "牵头部门"].contains(where: {
                text.has($0, at: blocks[place].range.lowerBound, before: blocks[place].range.upperBound)
            }), let task = blocks[max(0, place - 4)..<place].last(where: { $0.numbering != nil })
        else { return nil }
        let body = text.trimmed(task.body)
        let end = body.first { [0x2C, 0x3B, 0x3A].contains(text.keys[$0]) || endsSentence(text.keys[$0]) }
        return body.lowerBound..<(end ?? body.upperBound)
    }

    /// The phrase at the head of a task's paragraph; else the heading that it stands below.
    private func taskTitle(_ place: Int) -> Range<Int>? {
        let block = blocks[place]
        guard block.kind == .paragraph || block.kind == .item else { return nil }
        if let lead = Outline.lead(of: block, text), !text.contains(any: ["牵头", "责任"], in: lead.title) {
            return lead.title
        }
        guard let section = outline.owner[place] else { return nil }
        let title = outline.sections[section].titleRange
        return text.unnumbered(title)
    }

    private mutating func lead(_ unit: Range<Int>, _ task: Range<Int>) {
        let name = string(unit)
        guard UnitName.isUnit(name), (4...40).contains(task.count) else { return }
        let leader = addUnit(name, lines(unit), .leading)
        let topic = findings.add(
            Findings.Node(
                kind: "topic", name: text.title(task), identity: .name, lines: [lines(task)], rule: .leading))
        findings.link(leader, "leads", topic, Findings.union([lines(task)], [lines(unit)]), .leading)
    }
}
