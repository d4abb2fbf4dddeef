import Graph
import Text

/// A graph in plain arrays, which the reference evaluator reads. Every change to it is also written down as a statement, from
/// which zhiku makes its own graph.
struct World {
    struct Kind {
        var name: String
        var parent: Int?
    }

    struct Relation {
        var name: String
        var inverse: String?
        var from: [Int]
        var to: [Int]
    }

    struct Node {
        var kind: Int
        var id: String
        var values: [String: [Value]]
        var isRemoved = false
    }

    struct Edge {
        var relation: Int
        var from: Int
        var to: Int
        var values: [String: [Value]]
    }

    /// What a property name means, in whatever kind or relation it stands.
    struct Property {
        var name: String
        var type: PropertyType
        var isMany = false
    }

    /// Every kind has these.
    static let builtIn = [
        Property(name: "id", type: .text), Property(name: "name", type: .text),
        Property(name: "alias", type: .text, isMany: true), Property(name: "source", type: .source, isMany: true),
        Property(name: "rule", type: .text), Property(name: "confidence", type: .number),
    ]
    /// Some kinds have these.
    static let own = [
        Property(name: "note", type: .text), Property(name: "tag", type: .text, isMany: true),
        Property(name: "size", type: .number), Property(name: "marks", type: .number, isMany: true),
        Property(name: "worth", type: .quantity), Property(name: "born", type: .date),
    ]
    /// Relations have these.
    static let ofEdges = [
        Property(name: "role", type: .text), Property(name: "weight", type: .number),
        Property(name: "confidence", type: .number),
    ]

    var kinds: [Kind] = []
    /// By kind, what it has beside the built-in ones.
    var properties: [Set<String>] = []
    var relations: [Relation] = []
    var nodes: [Node] = []
    var edges: [Edge] = []
    /// Everything so far as a script.
    var script = ""

    static func property(_ name: String) -> Property? { (builtIn + own).first { $0.name == name } }

    func isKind(_ kind: Int, within ancestor: Int) -> Bool {
        kind == ancestor || (kinds[kind].parent.map { isKind($0, within: ancestor) } ?? false)
    }

    func subtree(_ kind: Int) -> Set<Int> { Set(kinds.indices.filter { isKind($0, within: kind) }) }

    func hasProperty(_ kind: Int, _ name: String) -> Bool {
        properties[kind].contains(name) || World.builtIn.contains { $0.name == name }
    }

    /// Every relation and direction that a name stands for.
    func steps(named name: String) -> [(relation: Int, isForward: Bool)] {
        relations.indices.flatMap { relation -> [(Int, Bool)] in
            (relations[relation].name == name ? [(relation, true)] : [])
                + (relations[relation].inverse == name ? [(relation, false)] : [])
        }
    }

    /// The kinds that one step of that name may lead to from any of the kinds.
    func targets(of name: String, from kinds: Set<Int>) -> Set<Int> {
        steps(named: name).reduce(into: []) { reached, step in
            let (near, far) =
                step.isForward
                ? (relations[step.relation].from, relations[step.relation].to)
                : (relations[step.relation].to, relations[step.relation].from)
            if near.contains(where: { !subtree($0).isDisjoint(with: kinds) }) {
                for kind in far { reached.formUnion(subtree(kind)) }
            }
        }
    }

    func allows(_ relation: Int, from: Int, to: Int) -> Bool {
        relations[relation].from.contains { isKind(from, within: $0) }
            && relations[relation].to.contains { isKind(to, within: $0) }
    }
}
