import Graph

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

    private static func meaning<Meaning>(
        of name: String, in known: inout Known<Meaning>, _ find: () -> Meaning?
    ) -> Meaning? {
        for place in known.indices where known[place].name == name { return known[place].meaning }
        let found = find()
        known.append((name, found))
        return found
    }
}
