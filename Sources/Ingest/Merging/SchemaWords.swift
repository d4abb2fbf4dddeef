import Graph

/// What names mean in a schema, each looked up once: a document has thousands of facts of the same few relations.
struct SchemaWords {
    private struct Place: Hashable {
        /// A kind's or a relation's.
        var number: Int
        var property: String
    }

    private var kinds: [String: KindID?] = [:]
    private var relations: [String: RelationID?] = [:]
    private var nodeSlots: [Place: SlotID?] = [:]
    private var edgeSlots: [Place: SlotID?] = [:]

    mutating func kind(_ name: String, _ schema: Schema) -> KindID? {
        if let known = kinds[name] { return known }
        let found = schema.kind(named: name)
        kinds[name] = .some(found)
        return found
    }

    mutating func relation(_ name: String, _ schema: Schema) -> RelationID? {
        if let known = relations[name] { return known }
        let found = schema.relation(named: name)
        relations[name] = .some(found)
        return found
    }

    /// The slot of a property that rules give values; nil for one that the kind doesn't have, and for those of every node.
    mutating func slot(_ property: String, of kind: KindID, _ schema: Schema) -> SlotID? {
        let place = Place(number: Int(kind), property: property)
        if let known = nodeSlots[place] { return known }
        let found = schema.kinds[kind].slot(named: property).flatMap { $0 > NodeSlot.confidence ? $0 : nil }
        nodeSlots[place] = .some(found)
        return found
    }

    /// The same for a relation.
    mutating func slot(_ property: String, ofRelation relation: RelationID, _ schema: Schema) -> SlotID? {
        let place = Place(number: Int(relation), property: property)
        if let known = edgeSlots[place] { return known }
        let found = schema.relations[relation].slot(named: property).flatMap { $0 > EdgeSlot.confidence ? $0 : nil }
        edgeSlots[place] = .some(found)
        return found
    }
}
