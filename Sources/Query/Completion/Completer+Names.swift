import Graph
import Plan
import Syntax
import Text

/// What may stand to the right of a comparison: names of nodes, values of properties, units, named results.
extension Completer {
    func valueWords(
        _ expression: Expression, _ comparator: Comparator, _ isCancelled: () -> Bool
    ) -> [CompletionWord] {
        var found = propertyValueWords(expression, isCancelled)
        if comparator == .among || comparator == .notAmong, context.quote == nil {
            found += resultWords
            // Too many to be of use before anything is typed.
            if !matcher.isEmpty { found += words(each: Self.periods, note: word("period", "时期")) }
        }
        return found
    }

    private static let periods: [String] = {
        let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let ordinals = digits + ["十"] + digits.map { "十" + $0 }
        return ordinals.map { $0 + "五" }.filter { planningPeriod(named: $0) != nil }
    }()

    /// Names of the nodes that the left side leads to, or the values that the property has.
    private func propertyValueWords(_ expression: Expression, _ isCancelled: () -> Bool) -> [CompletionWord] {
        guard case .path(let path) = expression.kind, path.edgeProperty == nil, let last = path.steps.last else {
            return []
        }
        let before = kinds(after: Array(path.steps.dropLast()))
        guard let lookup = binder.property(named: last.name.text, in: before) else {
            let reached = kinds(after: path.steps)
            if !binder.steps(named: last.name.text, from: before).steps.isEmpty {
                return nodeWords(reached, isCancelled)
            }
            if let kind = schema.kind(named: last.name.text) {
                return nodeWords(KindSet(schema.subtree(of: kind)), isCancelled)
            }
            return isSameName(last.name.text, "kind") || last.name.text == "种类" ? kindWords(plural: false) : []
        }
        if lookup.isName { return nodeWords(before, isCancelled) }
        switch lookup.type {
        case .text: return textWords(lookup, before)
        case .quantity: return context.quote == nil ? quantityWords(lookup, before) : []
        case .number, .date, .source: return []
        }
    }

    private func textWords(_ lookup: PropertyLookup, _ kinds: KindSet) -> [CompletionWord] {
        kinds.members.flatMap { kind -> [CompletionWord] in
            guard let slot = lookup.slot(of: kind) else { return [] }
            return words(
                each: graph.commonTexts(ofOnly: kind, slot, atMost: Completer.mostNames), note: lookup.name,
                isName: true)
        }
    }

    /// `1000亿▮`: units in which the property is given in this graph; once some of one was typed, any.
    private func quantityWords(_ lookup: PropertyLookup, _ kinds: KindSet) -> [CompletionWord] {
        let number = context.prefix.prefix { $0.isNumber && $0.isASCII || $0 == "." || $0 == "," }
        guard !number.isEmpty else { return [] }
        let slots = schema.kinds.indices.map { kind in kinds.contains(kind) ? lookup.slot(of: kind) ?? -1 : -1 }
        let begun = context.prefix.dropFirst(number.count)
        let used = graph.units(of: slots)
        let dimensions = used.compactMap { MeasureUnit.named($0)?.dimension }
        let others = begun.isEmpty ? [] : unitNames(begun: begun)
        let units =
            used
            + others.filter { name in
                dimensions.isEmpty || MeasureUnit.named(name).map { dimensions.contains($0.dimension) } == true
            }
        return words(each: units.filter { !$0.isEmpty }.map { number + $0 }, note: word("unit", "单位"))
            .filter { $0.rank <= .pinyin }
    }

    /// All units, and those with the multiplier that was typed: `亿` is the beginning of 亿元.
    func unitNames(begun: some StringProtocol) -> [String] {
        let multiplier = MeasureUnit.multipliers.first { begun.hasPrefix($0.0) }?.0
        return (multiplier.map { multiplier in MeasureUnit.allNames.map { multiplier + $0 } } ?? [])
            + MeasureUnit.allNames
    }

    /// Names of nodes, best first, with their kind and how many links they have.
    func nodeWords(_ kinds: KindSet, _ isCancelled: () -> Bool) -> [CompletionWord] {
        var best = BestNodes(limit: Completer.mostNames)
        for range in nodeRanges(kinds) {
            guard let names else { return [] }
            let goesOn = names.offerMatches(
                of: matcher, among: range, isExcluded: { graph.hasChangedNames && !graph.hasBaseNames($0) }, to: &best,
                isCancelled: isCancelled)
            if !goesOn { return [] }
        }
        offerChanged(kinds, to: &best)
        return best.sorted().map { found in
            let kind = schema.kinds[graph.kind(of: found.node)]
            let kindName = isChinese ? kind.aliases.first ?? kind.name : kind.name
            return CompletionWord(
                text: graph.name(of: found.node), note: "\(kindName) \(graph.linkCount(of: found.node))", isName: true,
                rank: found.rank)
        }
    }

    /// The base's nodes of some kinds, as few ranges as possible.
    private func nodeRanges(_ kinds: KindSet) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for kind in schema.layoutOrder where kinds.contains(kind) {
            let range = graph.baseRange(of: kind)
            if range.isEmpty { continue }
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    private func offerChanged(_ kinds: KindSet, to best: inout BestNodes) {
        var ranks: [NodeID: CompletionRank] = [:]
        graph.forEachChangedName { name, node in
            guard kinds.contains(graph.kind(of: node)), let rank = matcher.rank(folded: name) else { return }
            ranks[node] = ranks[node].map { min($0, rank) } ?? rank
        }
        for (node, rank) in ranks { best.offer(node, rank, linkCount: UInt32(clamping: graph.linkCount(of: node))) }
    }
}
