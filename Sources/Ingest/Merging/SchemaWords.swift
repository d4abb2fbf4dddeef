import Graph

/// What names mean in a schema, each looked up once: a document has thousands of facts of the same few relations.
struct SchemaWords {
    private struct Place: Hashable {
        /// A kind's or a relation's.
        var number: Int
        var property: String
    }

    private var kinds = Memo<String, KindID>()
    private var relations = Memo<String, RelationID>()
    private var nodeSlots = Memo<Place, SlotID>()
    private var edgeSlots = Memo<Place, SlotID>()

    mutating func kind(_ name: String, _ schema: Schema) -> KindID? {
        kinds.value(of: name) { schema.kind(named: name) }
    }

    mutating func relation(_ name: String, _ schema: Schema) -> RelationID? {
        relations.value(of: name) { schema.relation(named: name) }
    }

    /// The slot of a property that rules give values; nil for one that the kind doesn't have, and for those of every node.
    mutating func slot(_ property: String, of kind: KindID, _ schema: Schema) -> SlotID? {
        nodeSlots.value(of: Place(number: Int(kind), property: property)) {
            schema.kinds[kind].slot(named: property).flatMap { $0 > NodeSlot.confidence ? $0 : nil }
        }
    }

    /// The same for a relation.
    mutating func slot(_ property: String, ofRelation relation: RelationID, _ schema: Schema) -> SlotID? {
        edgeSlots.value(of: Place(number: Int(relation), property: property)) {
            schema.relations[relation].slot(named: property).flatMap { $0 > EdgeSlot.confidence ? $0 : nil }
        }
    }
}

/// What was found for a key, or that nothing was.
private struct Memo<Key: Hashable, Value> {
    private var known: [Key: Value?] = [:]

    mutating func value(of key: Key, _ find: () -> Value?) -> Value? {
        if let known = known[key] { return known }
        let found = find()
        known[key] = .some(found)
        return found
    }
}
