import Diagnostics
import Graph
import Query
import Syntax
import Text

/// Queries to try, made from the kinds, relations and names of a graph, whichever it is.
struct GraphExamples {
    private let session: Session
    private let graph: Graph
    private let isChinese: Bool
    /// Kinds that have nodes, the best connected first, with the first of their nodes and what they lead to.
    private var subjects: [Subject] = []

    private struct Subject {
        let kind: KindID
        let nodes: [NodeID]
        let steps: [Step]

        /// Whether its nodes have names that people would type.
        let isPlain: Bool

        /// A kind of some dozen nodes with several relations and plain names is the one to begin with.
        var weight: Int { steps.count * min(nodes.count, 60) * (isPlain ? 2 : 1) }
    }

    private struct Step {
        let step: RelationStep
        /// How many of the nodes have such a link, how many links there are, and how many ends.
        let having: Int
        let links: Int
        let ends: Int
    }

    init(_ session: Session, _ language: Language) {
        self.session = session
        graph = session.graph
        isChinese = language == .chinese
        subjects = graph.schema.kinds.indices.filter { graph.ownCount(of: $0) > 0 }.map(subject)
        subjects.sort { $0.weight > $1.weight }
    }

    /// Nodes of a kind that are looked at.
    private static let mostNodes = 500

    /// At most nine, the most telling first; each can be carried out on this graph.
    var all: [String] {
        if subjects.isEmpty { return ofEmptyGraph.filter(isRight) }
        let made = [related, grouped, containing, quantities, gap, way, counted, reason, plain]
        return made.compactMap { $0 }.filter(isRight)
    }

    /// Whether names are found and nothing is refused: a schema may use words that mean something else to the language.
    private func isRight(_ statement: String) -> Bool {
        var check = ScriptCheck(session)
        check.check(SourceText(name: "", text: statement))
        check.finish()
        return check.failures.isEmpty
    }

    private func subject(_ kind: KindID) -> Subject {
        let nodes = Array(graph.nodes(of: kind).prefix(GraphExamples.mostNodes))
        let steps = graph.schema.relations.indices.flatMap { id -> [Step] in
            Direction.allCases.compactMap { direction in
                let step = RelationStep(relation: id, direction: direction)
                guard name(of: step) != nil else { return nil }
                var ends: Set<NodeID> = []
                var (having, count) = (0, 0)
                for node in nodes {
                    let links = graph.links(of: node, step)
                    having += links.isEmpty ? 0 : 1
                    count += links.count
                    for link in links { ends.insert(link.node) }
                }
                return count == 0 ? nil : Step(step: step, having: having, links: count, ends: ends.count)
            }
        }
        let plain = nodes.prefix(40).count(where: hasPlainName)
        return Subject(kind: kind, nodes: nodes, steps: steps, isPlain: 2 * plain > min(40, nodes.count))
    }

    // MARK: Words

    private func name(of step: RelationStep) -> String? {
        let relation = graph.schema.relations[step.relation]
        if step.direction == .forward {
            return isChinese ? relation.forwardAliases.first ?? relation.name : relation.name
        }
        return isChinese ? relation.inverseAliases.first ?? relation.inverse : relation.inverse
    }

    private func plural(_ kind: KindID) -> String {
        let kind = graph.schema.kinds[kind]
        return isChinese ? kind.aliases.first ?? kind.name : kind.plural ?? kind.name
    }

    private func singular(_ kind: KindID) -> String {
        let kind = graph.schema.kinds[kind]
        return isChinese ? kind.aliases.first ?? kind.name : kind.name
    }

    private func designator(_ node: NodeID) -> String {
        let id = graph.id(of: node)
        let isPlain = !id.contains { "“”\\\"\n".contains($0) }
        let quoted = isChinese && isPlain ? "“\(id)”" : quotedText(id)
        return "\(singular(graph.kind(of: node))) \(quoted)"
    }

    private func text(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }

    // MARK: Queries

    /// What something is linked to.
    private var related: String? {
        for subject in subjects {
            // Many nodes that lead to something, each to few.
            let best = subject.steps.filter { $0.ends > 1 && $0.links <= 6 * $0.having }.max { $0.ends < $1.ends }
            guard let best, let step = name(of: best.step) else { continue }
            let kind = plural(subject.kind)
            return text(
                "find \(kind) where has \(step) show name, \(step).name limit 5",
                "查找 \(kind) 其中 有 \(step) 显示 名称，\(step).名称 前 5")
        }
        return nil
    }

    /// How many there are of each.
    private var grouped: String? {
        let groups = subjects.flatMap { subject in
            subject.steps.filter { (3...60).contains($0.ends) && $0.links >= 2 * $0.ends }.map {
                (subject.kind, $0, 10 * $0.having / subject.nodes.count)
            }
        }
        // The first of those where hardly a node is in no group.
        guard let most = groups.map(\.2).max(), let (kind, best, _) = groups.first(where: { $0.2 == most }),
            let step = name(of: best.step)
        else { return nil }
        let (kindName, end) = (plural(kind), "\(step).name")
        return text(
            "find \(kindName) group by \(end) as g show g, count() as n order by n desc limit 8 chart bar",
            "查找 \(kindName) 分组 \(step).名称 为 组 显示 组，计数() 为 数 排序 数 倒序 前 8 图表 条形图")
    }

    /// What has a piece of a name, one that several have.
    private var containing: String? {
        var best: (kind: KindID, piece: String, count: Int)?
        for subject in subjects.prefix(8) {
            var counts: [String: Int] = [:]
            for node in subject.nodes {
                let piece = String(graph.name(of: node).prefix(2))
                if piece.count == 2, piece.unicodeScalars.allSatisfy(\.properties.isAlphabetic) {
                    counts[piece, default: 0] += 1
                }
            }
            guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
            if most.value > best?.count ?? 0, most.value < max(2, subject.nodes.count) {
                best = (subject.kind, most.key, most.value)
            }
        }
        guard let best else { return nil }
        let kind = plural(best.kind)
        return text(
            "find \(kind) where name ~ \(quotedText(best.piece))", "查找 \(kind) 其中 名称 ~ “\(best.piece)”")
    }

    /// The largest of what is measured.
    private var quantities: String? {
        for type in [PropertyType.quantity, .number, .date] {
            if let query = largest(type) { return query }
        }
        return nil
    }

    private func largest(_ type: PropertyType) -> String? {
        for subject in subjects {
            let properties = graph.schema.kinds[subject.kind].properties
            let slot = properties.indices.first { slot in
                slot >= Schema.builtInNodeProperties.count && properties[slot].type == type
                    && subject.nodes.contains { !graph.storedValues(of: $0, slot).isEmpty }
            }
            guard let slot else { continue }
            let property = properties[slot]
            let name = isChinese ? property.aliases.first ?? property.name : property.name
            let kind = plural(subject.kind)
            return text(
                "find \(kind) where \(name) is present show name, \(name), source order by \(name) desc limit 5",
                "查找 \(kind) 其中 \(name) 是 存在 显示 名称，\(name)，出处 排序 \(name) 倒序 前 5")
        }
        return nil
    }

    /// What lacks something that others have.
    private var gap: String? {
        for subject in subjects {
            let best = subject.steps.filter { $0.having < subject.nodes.count && 3 * $0.having > subject.nodes.count }
                .max { $0.having < $1.having }
            guard let best, let step = name(of: best.step) else { continue }
            let kind = plural(subject.kind)
            return text("find \(kind) where no \(step) limit 10", "查找 \(kind) 其中 无 \(step) 前 10")
        }
        return nil
    }

    /// How two that aren't linked are connected.
    private var way: String? {
        for subject in subjects.prefix(5) {
            for node in subject.nodes.prefix(20) where hasPlainName(node) {
                let near = subject.steps.flatMap { graph.links(of: node, $0.step) }.map(\.node)
                for middle in near.prefix(10) {
                    let far = graph.schema.relations.indices.lazy.flatMap { id in
                        Direction.allCases.flatMap {
                            graph.links(of: middle, RelationStep(relation: id, direction: $0)).map(\.node)
                        }
                    }
                    let end = far.first { end in
                        end != node && !near.contains(end) && graph.kind(of: end) != subject.kind
                            && hasPlainName(end)
                    }
                    guard let end else { continue }
                    return text(
                        "path from \(designator(node)) to \(designator(end)) within 4",
                        "路径 从 \(designator(node)) 到 \(designator(end)) 以内 4")
                }
            }
        }
        return nil
    }

    private var counted: String? {
        guard let subject = subjects.first(where: { !$0.steps.isEmpty }),
            let most = subject.steps.max(by: { $0.having < $1.having }), let step = name(of: most.step)
        else { return nil }
        let kind = plural(subject.kind)
        return text("count \(kind) where has \(step)", "计数 \(kind) 其中 有 \(step)")
    }

    /// Where a fact stands.
    private var reason: String? {
        let node = subjects.lazy.compactMap { $0.nodes.first(where: hasPlainName) }.first ?? subjects.first?.nodes.first
        guard let node else { return nil }
        return text("why \(designator(node))", "为何 \(designator(node))")
    }

    private var plain: String? {
        guard let largest = subjects.max(by: { $0.nodes.count < $1.nodes.count }) else { return nil }
        let kind = plural(largest.kind)
        return text("find \(kind) limit 5", "查找 \(kind) 前 5")
    }

    /// Whether its id is what people call it and not a place in a document.
    private func hasPlainName(_ node: NodeID) -> Bool {
        let id = graph.id(of: node)
        return id == graph.name(of: node) && id.count < 20 && id.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
    }

    // MARK: A graph without nodes

    private var ofEmptyGraph: [String] {
        let schema = graph.schema
        // The kinds at the two ends of a relation between different ones.
        let ends = schema.relations.indices.lazy.compactMap { id -> (RelationID, KindID, KindID)? in
            for ends in schema.relations[id].ends {
                if let from = ends.from.first, let to = ends.to.first, from != to { return (id, from, to) }
            }
            return nil
        }
        let best = ends.first { schema.relations[$0.0].name == "develops" } ?? ends.first
        guard let (id, from, to) = best else {
            return [
                text("kind thing plural things; add thing 甲; find things", "种类 thing 复数 things 事物；添加 事物 甲；查找 事物")
            ]
        }
        let relation = schema.relations[id]
        let step = isChinese ? relation.forwardAliases.first ?? relation.name : relation.name
        let (first, second) = (singular(from), singular(to))
        return [
            text(
                "add \(first) 甲; add \(second) 乙; link \(first) 甲 \(step) \(second) 乙",
                "添加 \(first) 甲；添加 \(second) 乙；连接 \(first) 甲 \(step) \(second) 乙"),
            text("find \(plural(from)) show name, \(step).name", "查找 \(plural(from)) 显示 名称，\(step).名称"),
            text("count \(plural(from))", "计数 \(plural(from))"),
        ]
    }
}
