import Diagnostics
import Graph
import Text

/// The words of the operators.
extension Explanation {
    func words(scanning kinds: KindSet) -> Message { Message("scan ", "扫描 ") + names(kinds) }

    func words(filtering condition: BoundCondition) -> Message { Message("filter ", "筛选 ") + words(condition) }

    func words(_ grouping: Grouping) -> Message {
        grouping.keys.isEmpty
            ? Message("make one group of all", "合为一组") : Message("group by ", "分组 ") + list(grouping.keys.map(words))
    }

    func show(_ columns: [BoundColumn], pivot: Pivot? = nil) -> Message {
        let shown = Message("show ", "显示 ") + list(columns.map { Message($0.name, $0.chineseName) })
        return pivot.map { Message("spread ", "展开 ") + words($0.column) + Message(" into columns, ", " 为列，") + shown }
            ?? shown
    }

    func words(_ search: BoundPathSearch) -> Message {
        let count = search.relations.count
        let which =
            search.wantsAll
            ? Message("follow all paths along \(count) relations", "沿 \(count) 种关系找全部路径")
            : Message("grow from both ends along \(count) relations until they meet", "沿 \(count) 种关系从两端扩展到相遇")
        return which + (search.within.map { Message(", within \($0)", "，\($0) 步以内") } ?? Message(""))
    }

    func words(_ stage: Stage) -> Message {
        switch stage {
        case .filter(let condition): return words(filtering: condition)
        case .arrow(let path): return Message("follow ", "沿 ") + words(path)
        case .combine(.union, _): return Message("union", "并")
        case .combine(.intersect, _): return Message("intersect", "交")
        case .combine(.except, _): return Message("except", "减")
        case .order(let keys):
            let sorted = keys.map { words($0.expression) + ($0.descending ? Message(" desc", " 倒序") : Message("")) }
            return Message("sort by ", "排序 ") + list(sorted)
        case .top(let count, let keys):
            return Message("take the first \(count) per ", "取前 \(count)，每 ") + list(keys.map(words))
        case .totals: return Message("add totals", "加总计")
        case .slice(0, let limit?): return Message("take the first \(limit)", "取前 \(limit)")
        case .slice(let offset, nil): return Message("skip \(offset)", "跳过 \(offset)")
        case .slice(let offset, let limit?):
            return Message("skip \(offset), take \(limit)", "跳过 \(offset)，取 \(limit)")
        }
    }

    /// Kinds whose parent is there too go without saying.
    func names(_ kinds: KindSet) -> Message {
        let tops = kinds.members.filter { kind in graph.schema.kinds[kind].parent.map { !kinds.contains($0) } ?? true }
        return list(tops.map { graph.schema.kinds[$0].words })
    }

    func list(_ words: [Message]) -> Message { words.joined(Message(", ", "，")) }

    // MARK: Expressions

    func words(_ path: BoundPath) -> Message {
        var parts: [Message] = path.start == .current ? [] : [Message("…")]
        parts += path.steps.map(words)
        switch path.end {
        case .nodes: if path.steps.isEmpty { parts.append(Message("itself", "自身")) }
        case .property(let lookup), .sourcePart(let lookup, _): parts.append(words(lookup))
        case .kind: parts.append(Message("kind", "种类"))
        case .edge(let lookup): return parts.joined(Message(".")) + words(lookup)
        }
        return parts.joined(Message("."))
    }

    func words(_ lookup: PropertyLookup) -> Message {
        guard let kind = lookup.slots.firstIndex(where: { $0 >= 0 }) else { return Message(lookup.name) }
        return graph.schema.kinds[kind].properties[lookup.slots[kind]].words
    }

    func words(_ lookup: EdgeLookup) -> Message {
        guard let (relation, slot) = lookup.slots.min(by: { $0.key < $1.key }) else { return Message("@") }
        return Message("@") + graph.schema.relations[relation].properties[slot].words
    }

    func words(_ step: BoundStep) -> Message {
        let names = step.alternatives.map { graph.schema.relations[$0.relation].words($0.direction) }
        let conditions = [step.condition ?? step.ends, step.links].compactMap { $0 }
        let condition =
            conditions.isEmpty
            ? Message("")
            : Message("[") + conditions.map { (part: BoundCondition) in words(part) }.joined(Message(" and ", " 且 "))
                + Message("]")
        let repetition = step.repetition.map { range in
            "{\(range.lowerBound)..\(range.upperBound == Int.max ? "" : "\(range.upperBound)")}"
        }
        return names.joined(Message("|")) + Message(repetition ?? "") + condition
    }

    func words(_ expression: BoundExpression) -> Message {
        switch expression.kind {
        case .literal(let value): return Message(value.description)
        case .path(let path): return words(path)
        case .arithmetic(let operation, let left, let right):
            return words(left) + Message(" \(operation.rawValue) ") + words(right)
        case .negated(let inner): return Message("-") + words(inner)
        case .converted(let inner, let unit): return words(inner) + Message(" in \(unit)", " 在 \(unit)")
        case .rowAggregate(let aggregate, let path): return called(aggregate.words, [words(path)])
        case .groupAggregate(let aggregate, let inner):
            return called(aggregate.words, inner.map { [words($0)] } ?? [])
        case .key(let place): return Message("key \(place + 1)", "键 \(place + 1)")
        case .function(let function, let arguments): return called(function.words, arguments.map(words))
        case .choice(let condition, let first, let second):
            return called(Message("if", "如果"), [words(condition), words(first)] + (second.map { [words($0)] } ?? []))
        case .ranked(.snippet): return Message("snippet", "摘录")
        case .ranked(.matched): return Message("matched", "匹配")
        case .ranked: return Message("score", "得分")
        case .share(let inner): return called(Message("share", "占比"), [words(inner)])
        case .measure(let measure):
            let names = measure.steps.map { graph.schema.relations[$0.relation].words($0.direction) }
            return called(measure.function.words, [names.joined(Message("|"))])
        case .ways(let path): return called(Message("ways", "走法"), [words(path)])
        case .part(let place, let inner): return words(inner) + Message(" of column \(place + 1)", "（第 \(place + 1) 列）")
        case .counted: return Message("(count …)", "（计数 …）")
        case .heading(let heading): return Message(heading)
        case .route(let part): return Message(part.rawValue)
        case .given(let place): return Message("value \(place + 1) of the server", "服务器的第 \(place + 1) 个值")
        }
    }

    private func called(_ name: Message, _ arguments: [Message]) -> Message {
        name + Message("(") + list(arguments) + Message(")")
    }

    // MARK: Conditions

    func words(_ condition: BoundCondition) -> Message {
        switch condition {
        case .constant(let value): return value ? Message("true", "真") : Message("false", "假")
        case .all(let parts): return list(parts, Message(" and ", " 且 "))
        case .either(let parts): return Message("(") + list(parts, Message(" or ", " 或 ")) + Message(")")
        case .not(let inner): return Message("not (", "非（") + words(inner) + Message(")", "）")
        case .kind(let kinds): return Message("kind ", "种类 ") + names(kinds)
        case .property(let lookup, let test): return words(lookup) + Message(" ") + words(test)
        case .named(let test): return Message("name ", "名称 ") + words(test)
        case .member(let nodes): return Message("one of \(nodes.count) nodes", "\(nodes.count) 个节点之一")
        case .namedAs(let lookup, _):
            return (lookup.map(words) ?? Message("name", "名称")) + Message(" in (find …)", " 在（查找 …）")
        case .memberOf: return Message("in (find …)", "在（查找 …）")
        case .some(let step, .constant(true), .forward): return words(step)
        case .some(let step, let inner, .forward): return words(step) + Message(".(") + words(inner) + Message(")")
        case .some(let step, _, .backward(let scan)):
            return words(step) + Message(" backward from (", " 反向，自（") + within(scan) + Message(")", "）")
        case .edge(let step, let lookup, let test): return words(step) + words(lookup) + Message(" ") + words(test)
        case .value(let expression, let test):
            return words(expression) + Message(" ") + words(test) + Explanation.oneByOne
        case .comparison(let left, let relationship, let right):
            return words(left) + Message(" \(relationship.sign) ") + words(right) + Explanation.oneByOne
        case .absent(let expression): return words(expression) + Message(" is missing", " 缺失") + Explanation.oneByOne
        case .source(_, _, let test): return Message("source ", "出处 ") + words(test)
        }
    }

    private func list(_ parts: [BoundCondition], _ separator: Message) -> Message {
        parts.map { (part: BoundCondition) in words(part) }.joined(separator)
    }

    private static let oneByOne = Message(", node by node", "，逐个节点")

    /// A scan in brackets, with at most how many nodes it looks at.
    private func within(_ scan: Scan) -> Message {
        let start = scan.seek.map { Message("seek ", "索引 ") + words($0) } ?? words(scanning: scan.kinds)
        let count = estimator.scanCount(scan)
        let parts = [start + Message(", at most \(count)", "，至多 \(count)")] + scan.filters.map { words(filtering: $0) }
        return list(parts)
    }

    private func words(_ test: Test) -> Message {
        switch test {
        case .equals(let values): return Message("= ") + choice(values.map(\.description))
        case .contains(let needles): return Message("~ ") + choice(needles.map { String(decoding: $0, as: UTF8.self) })
        case .matches(let pattern): return Message("~ /\(pattern.source)/")
        case .resembles(let resemblance): return Message("~~ \(resemblance.typed)")
        case .less(let bound): return Message("< \(bound)")
        case .lessOrEqual(let bound): return Message("<= \(bound)")
        case .greater(let bound): return Message("> \(bound)")
        case .greaterOrEqual(let bound): return Message(">= \(bound)")
        case .within(let low, let high):
            let range = "\(low?.description ?? "")..\(high?.description ?? "")"
            return Message("in \(range)", "在 \(range)")
        case .present: return Message("is present", "存在")
        }
    }

    /// At most three, and how many there are.
    private func choice(_ texts: [String]) -> Message {
        if texts.count == 1 { return Message(texts[0]) }
        let first = texts.prefix(3)
        return Message("any(\(first.joined(separator: ", "))", "任一(\(first.joined(separator: "，"))")
            + (texts.count > 3 ? Message(", … \(texts.count) in all)", "，… 共 \(texts.count) 个)") : Message(")"))
    }
}

extension BoundCondition.Relationship {
    fileprivate var sign: String {
        switch self {
        case .equal: "="
        case .contains: "~"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}
