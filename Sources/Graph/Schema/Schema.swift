import Text

/// A kind's place in the schema; the order of declaration, so it never changes.
package typealias KindID = Int
/// A relation's place in the schema.
package typealias RelationID = Int
/// A property's place among those of its kind or relation; the built-in ones come first.
package typealias SlotID = Int

/// What the values of a property are.
package enum PropertyType: UInt8, Sendable, CaseIterable {
    case text
    case number
    case quantity
    case date
    case source

    /// The word for it in a declaration.
    package var word: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .quantity: "quantity"
        case .date: "date"
        case .source: "source"
        }
    }
}

/// A named value of a node or of a relation.
package struct Property: Sendable, Equatable {
    package var name: String
    /// Further names; the first one in Chinese heads the column for a Chinese reader.
    package var aliases: [String]
    package var type: PropertyType
    /// Whether there may be several values.
    package var isMany: Bool

    package init(name: String, aliases: [String] = [], type: PropertyType, isMany: Bool = false) {
        self.name = name
        self.aliases = aliases
        self.type = type
        self.isMany = isMany
    }

    package func answers(to word: String) -> Bool {
        isSameName(name, word) || aliases.contains { isSameName($0, word) }
    }
}

/// The properties that every kind has, in the slots that they have in each.
package enum NodeSlot {
    package static let id = 0
    package static let name = 1
    package static let alias = 2
    package static let source = 3
    package static let rule = 4
    package static let confidence = 5

    static let properties = [
        Property(name: "id", aliases: ["编号"], type: .text),
        Property(name: "name", aliases: ["名称", "名字"], type: .text),
        Property(name: "alias", aliases: ["别名", "简称"], type: .text, isMany: true),
        Property(name: "source", aliases: ["出处", "来源"], type: .source, isMany: true),
        Property(name: "rule", aliases: ["规则"], type: .text),
        Property(name: "confidence", aliases: ["可信度", "置信度"], type: .number),
    ]
}

/// The properties that every relation has.
package enum EdgeSlot {
    package static let source = 0
    package static let rule = 1
    package static let confidence = 2

    static let properties = Array(NodeSlot.properties[NodeSlot.source...])
}

/// A kind of node.
package struct Kind: Sendable, Equatable {
    package var name: String
    package var plural: String?
    package var aliases: [String]
    package var parent: KindID?
    /// Built-in, inherited and own properties. Only appended to, so that a slot keeps its meaning.
    package var properties: [Property]
    /// How many of the properties after the built-in ones were inherited when the kind was declared.
    package var inheritedCount: Int
    /// The columns of an answer without `show`, each as text of the query language; nil: those of the parent, or the name.
    package var columns: [String]?

    package func answers(to word: String) -> Bool {
        isSameName(name, word) || plural.map { isSameName($0, word) } == true
            || aliases.contains { isSameName($0, word) }
    }

    package func slot(named word: String) -> SlotID? { properties.firstIndex { $0.answers(to: word) } }
}

/// Which way along a relation.
package enum Direction: UInt8, Sendable, CaseIterable {
    case forward
    case inverse

    package var reversed: Direction { self == .forward ? .inverse : .forward }
}

/// A kind of directed edge.
package struct Relation: Sendable, Equatable {
    /// Kinds that may stand at the two ends; an empty list is any kind.
    package struct Ends: Sendable, Equatable {
        package var from: [KindID]
        package var to: [KindID]

        package init(from: [KindID], to: [KindID]) {
            self.from = from
            self.to = to
        }
    }

    package var name: String
    package var inverse: String?
    package var forwardAliases: [String]
    package var inverseAliases: [String]
    package var ends: [Ends]
    package var properties: [Property]

    /// A relation that is its own inverse, such as `contradicts`: both directions are the same step.
    package var isSymmetric: Bool { inverse.map { isSameName($0, name) } ?? false }

    package func direction(named word: String) -> Direction? {
        if isSameName(name, word) || forwardAliases.contains(where: { isSameName($0, word) }) { return .forward }
        if inverse.map({ isSameName($0, word) }) == true || inverseAliases.contains(where: { isSameName($0, word) }) {
            return .inverse
        }
        return nil
    }

    package func slot(named word: String) -> SlotID? { properties.firstIndex { $0.answers(to: word) } }
}

/// One step that a name stands for.
package struct RelationStep: Sendable, Hashable {
    package var relation: RelationID
    package var direction: Direction

    package init(relation: RelationID, direction: Direction) {
        self.relation = relation
        self.direction = direction
    }

    /// From its ends back.
    package var reversed: RelationStep { RelationStep(relation: relation, direction: direction.reversed) }
}

/// The kinds and relations of a graph.
package struct Schema: Sendable, Equatable {
    package internal(set) var kinds: [Kind] = [] { didSet { memo = NameMemo() } }
    package internal(set) var relations: [Relation] = [] { didSet { memo = NameMemo() } }
    private var memo = NameMemo()

    package init() {}

    /// More kinds, relations, or properties of one of them, are nobody's; sections of a snapshot number them in 24 and 16 bits,
    /// and each costs every start some time.
    static let mostKinds = 4096
    static let mostRelations = 4096
    static let mostProperties = 1000

    /// What every kind has before anything is declared.
    package static var builtInNodeProperties: [Property] { NodeSlot.properties }
    /// What every relation has before anything is declared.
    package static var builtInEdgeProperties: [Property] { EdgeSlot.properties }

    package func kind(named word: String) -> KindID? {
        memo.kind(word) {
            kinds.firstIndex { isSameName($0.name, word) } ?? kinds.firstIndex { $0.answers(to: word) }
        }
    }

    package func relation(named word: String) -> RelationID? {
        relations.firstIndex { $0.direction(named: word) == .forward }
    }

    package static func == (left: Schema, right: Schema) -> Bool {
        left.kinds == right.kinds && left.relations == right.relations
    }

    /// Every kind that has a property of that name, ascending, and its slot there.
    package func places(named word: String) -> [(kind: KindID, slot: SlotID)] {
        memo.places(word) {
            kinds.indices.compactMap { kind in kinds[kind].slot(named: word).map { (kind, $0) } }
        }
    }

    /// Every relation and direction that a name can mean; `members` is the inverse of two relations.
    package func steps(named word: String) -> [RelationStep] {
        memo.steps(word) {
            relations.indices.flatMap { id -> [RelationStep] in
                guard let direction = relations[id].direction(named: word) else { return [] }
                return steps(of: id, direction)
            }
        }
    }

    private func steps(of id: RelationID, _ direction: Direction) -> [RelationStep] {
        let step = RelationStep(relation: id, direction: direction)
        guard relations[id].isSymmetric else { return [step] }
        return [step, RelationStep(relation: id, direction: direction.reversed)]
    }

    /// Whether every node of `kind` is also one of `ancestor`.
    package func isKind(_ kind: KindID, within ancestor: KindID) -> Bool {
        var current: KindID? = kind
        while let id = current {
            if id == ancestor { return true }
            current = kinds[id].parent
        }
        return false
    }

    /// The kind and all its sub-kinds, the kind first.
    package func subtree(of kind: KindID) -> [KindID] {
        [kind] + kinds.indices.filter { $0 != kind && isKind($0, within: kind) }
    }

    /// The topmost kind above; ids are unique within its subtree.
    package func root(of kind: KindID) -> KindID {
        var current = kind
        while let parent = kinds[current].parent { current = parent }
        return current
    }

    /// Kinds so that each is followed by its sub-kinds: the order in which nodes are laid out.
    package var layoutOrder: [KindID] {
        func branch(_ kind: KindID) -> [KindID] {
            [kind] + kinds.indices.filter { kinds[$0].parent == kind }.flatMap(branch)
        }
        return kinds.indices.filter { kinds[$0].parent == nil }.flatMap(branch)
    }

    /// Whether the relation may lead from the one kind to the other.
    package func allows(_ relation: RelationID, from: KindID, to: KindID) -> Bool {
        relations[relation].ends.contains { ends in
            covers(ends.from, from) && covers(ends.to, to)
        }
    }

    private func covers(_ kinds: [KindID], _ kind: KindID) -> Bool {
        kinds.isEmpty || kinds.contains { isKind(kind, within: $0) }
    }
}

/// Whether two words are the same name: case and width of the letters don't matter.
package func isSameName(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    if isFolded(left), isFolded(right) { return false }
    return folded(left) == folded(right)
}

/// Whether folding surely changes nothing: lower-case ASCII without blanks, and Han from U+4000 to U+9FFF.
private func isFolded(_ word: String) -> Bool {
    word.utf8.allSatisfy { byte in
        switch byte {
        case 0x21...0x40, 0x5B...0x7E, 0x80...0xBF, 0xE4...0xE9: true
        default: false
        }
    }
}
