import Graph
import Text

/// What names mean in a schema, each looked up once: a document has thousands of facts of the same few relations.
///
/// There are a dozen of each, so that a short list is looked through, which is quicker than hashing.
struct SchemaWords {
    private typealias Known<Meaning> = [(name: String, meaning: Meaning?)]

    private var kinds: Known<KindID> = []
    private var relations: Known<RelationID> = []
    /// By kind and by relation.
    private var nodeSlots: [Known<SlotID>] = []
    private var edgeSlots: [Known<SlotID>] = []
    /// Pairs of kinds that a relation was asked of, by relation.
    private var ends: [[(from: KindID, to: KindID, isAllowed: Bool)]] = []

    mutating func kind(_ name: String, _ schema: Schema) -> KindID? {
        SchemaWords.meaning(of: name, in: &kinds) { schema.kind(named: name) }
    }

    mutating func relation(_ name: String, _ schema: Schema) -> RelationID? {
        SchemaWords.meaning(of: name, in: &relations) { schema.relation(named: name) }
    }

    /// The slot of a property that rules give values; nil for one that the kind doesn't have, and for those of every node.
    mutating func slot(_ property: String, of kind: KindID, _ schema: Schema) -> SlotID? {
        while nodeSlots.count <= kind { nodeSlots.append([]) }
        return SchemaWords.meaning(of: property, in: &nodeSlots[kind]) {
            schema.kinds[kind].slot(named: property).flatMap { $0 > NodeSlot.confidence ? $0 : nil }
        }
    }

    /// The same for a relation.
    mutating func slot(_ property: String, ofRelation relation: RelationID, _ schema: Schema) -> SlotID? {
        while edgeSlots.count <= relation { edgeSlots.append([]) }
        return SchemaWords.meaning(of: property, in: &edgeSlots[relation]) {
            schema.relations[relation].slot(named: property).flatMap { $0 > EdgeSlot.confidence ? $0 : nil }
        }
    }

    /// Properties with values, as rules give them.
    typealias GivenValues = [(property: String, values: [Value])]

    /// The slots of properties in ascending order, each with the place of its last values; those that the kind doesn't have are
    /// left out.
    mutating func slots(of given: GivenValues, of kind: KindID, _ schema: Schema) -> [(slot: SlotID, place: Int)] {
        SchemaWords.ordered(given) { slot($0, of: kind, schema) }
    }

    /// The same for a relation.
    mutating func slots(
        of given: GivenValues, ofRelation relation: RelationID, _ schema: Schema
    ) -> [(slot: SlotID, place: Int)] {
        SchemaWords.ordered(given) { slot($0, ofRelation: relation, schema) }
    }

    private static func ordered(
        _ given: GivenValues, _ slot: (String) -> SlotID?
    ) -> [(slot: SlotID, place: Int)] {
        var ordered: [(slot: SlotID, place: Int)] = []
        ordered.reserveCapacity(given.count)
        for place in given.indices {
            guard let slot = slot(given[place].property) else { continue }
            var next = ordered.count
            while next > 0, ordered[next - 1].slot > slot { next -= 1 }
            if next > 0, ordered[next - 1].slot == slot {
                ordered[next - 1].place = place
            } else {
                ordered.insert((slot, place), at: next)
            }
        }
        return ordered
    }

    mutating func allows(_ relation: RelationID, from: KindID, to: KindID, _ schema: Schema) -> Bool {
        while ends.count <= relation { ends.append([]) }
        for known in ends[relation] where known.from == from && known.to == to { return known.isAllowed }
        let isAllowed = schema.allows(relation, from: from, to: to)
        ends[relation].append((from, to, isAllowed))
        return isAllowed
    }

    private static func meaning<Meaning>(
        of name: String, in known: inout Known<Meaning>, _ find: () -> Meaning?
    ) -> Meaning? {
        for place in known.indices where known[place].name == name { return known[place].meaning }
        let found = find()
        known.append((name, found))
        return found
    }
}
