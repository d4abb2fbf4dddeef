import Graph
import Plan

/// The start of a scan at nodes with a text that contains something, in one property or in any of several.
///
/// What indexes say of them is of the right kinds and alive, so no node needs to be asked again. Few are put together as arrays;
/// many as a set of bits, which the index's lists go into as they are read.
struct TextSeek {
    private enum Part {
        case property(KindID, SlotID, [[UInt8]])
        /// An id, name or alias.
        case name([KindID], [[UInt8]])
    }

    private let parts: [Part]
    private let graph: Graph

    /// All of a scan that begins at texts and asks nothing else; nil of others.
    init?(_ scan: Scan, _ graph: Graph) {
        guard scan.filters.isEmpty, let seek = scan.seek else { return nil }
        self.init(seek, scan.kinds, graph)
    }

    /// nil if the condition asks for anything else.
    init?(_ condition: BoundCondition, _ kinds: KindSet, _ graph: Graph) {
        self.graph = graph
        guard let parts = TextSeek.parts(condition, kinds) else { return nil }
        self.parts = parts
    }

    private static func parts(_ condition: BoundCondition, _ kinds: KindSet) -> [Part]? {
        switch condition {
        case .property(let lookup, .contains(let needles)) where !needles.contains(where: \.isEmpty):
            return kinds.members.compactMap { kind in lookup.slot(of: kind).map { .property(kind, $0, needles) } }
        case .named(.contains(let needles)) where !needles.contains(where: \.isEmpty):
            return [.name(kinds.members, needles)]
        case .either(let conditions):
            var parts: [Part] = []
            for condition in conditions {
                guard let more = TextSeek.parts(condition, kinds) else { return nil }
                parts += more
            }
            return parts
        default: return nil
        }
    }

    /// Below one in this many of all nodes they are few.
    private static let fewShare = 256

    /// The nodes, ascending.
    func nodes() -> [NodeID] {
        if let marks = marks() { return marks.members }
        var found: [NodeID] = []
        for node in parts.flatMap(nodes(of:)).sorted() where node != found.last { found.append(node) }
        return found
    }

    /// The nodes as marks; nil if they are few.
    func marks() -> Bitmap? {
        guard isMany else { return nil }
        var marks = Bitmap(limit: graph.nodeLimit)
        for part in parts { mark(part, in: &marks) }
        return marks
    }

    private func mark(_ part: Part, in marks: inout Bitmap) {
        switch part {
        case .property(let kind, let slot, let needles):
            graph.mark(ofOnly: kind, slot, containing: needles, in: &marks)
        case .name(let kinds, let needles):
            for needle in needles { graph.mark(ofOnly: kinds, whoseNameContains: needle, in: &marks) }
        }
    }

    private func nodes(of part: Part) -> [NodeID] {
        switch part {
        case .property(let kind, let slot, let needles):
            return graph.nodes(ofOnly: kind, slot, containing: needles)
        case .name(let kinds, let needles):
            return needles.flatMap { graph.nodes(ofOnly: kinds, whoseNameContains: $0) }
        }
    }

    private var isMany: Bool {
        var bound = 0
        for part in parts {
            switch part {
            case .property(let kind, let slot, let needles):
                for needle in needles { bound += graph.textUpperBound(kind, slot, needle) ?? graph.nodeLimit }
            case .name(_, let needles): for needle in needles { bound += graph.nameUpperBound(needle) }
            }
        }
        return bound > graph.nodeLimit / TextSeek.fewShare
    }
}
