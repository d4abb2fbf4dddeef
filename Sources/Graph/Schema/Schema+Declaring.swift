/// Why a declaration does not fit the schema.
package enum SchemaError: Error, Equatable {
    /// `kind county is palce`
    case unknownKind(String)
    /// `kind county is county`
    case parentIsItself(String)
    /// `kind county is unit`, where county is a place already
    case otherParent(kind: String, parent: String)
    /// `kind county (code: number)`, where it is a text already
    case otherType(owner: String, property: String, declared: PropertyType)
    /// A name that already means another kind.
    case nameTaken(String, by: String)
    /// More kinds, relations or properties than the snapshot's 16-bit numbers can name.
    case tooMany(String)
}

extension Schema {
    /// Adds a kind, or extends the one of that name by what is new. Columns, if given, replace the earlier ones.
    ///
    /// - Throws: `SchemaError`; the schema is then as it was.
    @discardableResult
    package mutating func declareKind(
        name: String, parent: String?, plural: String?, aliases: [String], properties: [Property], columns: [String]?
    ) throws(SchemaError) -> KindID {
        var parentID: KindID?
        if let parent {
            guard let found = kind(named: parent) else { throw .unknownKind(parent) }
            parentID = found
        }
        for word in [name] + aliases + (plural.map { [$0] } ?? []) {
            if let taken = kinds.first(where: { $0.answers(to: word) && !isSameName($0.name, name) }) {
                throw .nameTaken(word, by: taken.name)
            }
        }
        let existing = kinds.firstIndex { isSameName($0.name, name) }
        guard existing != nil || kinds.count < Schema.mostKinds else { throw .tooMany("kind") }
        var draft = self
        let id = existing ?? draft.appendKind(name: name, parent: parentID)
        if existing != nil, let parentID, kinds[id].parent != parentID {
            if parentID == id { throw .parentIsItself(name) }
            throw .otherParent(kind: name, parent: kinds[id].parent.map { kinds[$0].name } ?? "")
        }
        if let plural { draft.kinds[id].plural = plural }
        for word in aliases where !draft.kinds[id].answers(to: word) { draft.kinds[id].aliases.append(word) }
        for property in properties {
            for kind in draft.subtree(of: id) {
                try draft.kinds[kind].properties.merge(property, owner: draft.kinds[kind].name)
            }
        }
        if let columns { draft.kinds[id].columns = columns }
        self = draft
        return id
    }

    private mutating func appendKind(name: String, parent: KindID?) -> KindID {
        let inherited = parent.map { kinds[$0].properties } ?? NodeSlot.properties
        kinds.append(
            Kind(
                name: name, plural: nil, aliases: [], parent: parent, properties: inherited,
                inheritedCount: inherited.count - NodeSlot.properties.count, columns: nil))
        return kinds.count - 1
    }

    /// Adds a relation, or extends the one of that name by what is new.
    ///
    /// - Throws: `SchemaError`; the schema is then as it was.
    @discardableResult
    package mutating func declareRelation(
        name: String, inverse: String?, forwardAliases: [String], inverseAliases: [String], ends: [Relation.Ends],
        properties: [Property]
    ) throws(SchemaError) -> RelationID {
        var draft = self
        let id: RelationID
        if let existing = relations.firstIndex(where: { isSameName($0.name, name) }) {
            id = existing
        } else {
            guard relations.count < Schema.mostRelations else { throw .tooMany("relation") }
            id = relations.count
            draft.relations.append(
                Relation(
                    name: name, inverse: nil, forwardAliases: [], inverseAliases: [], ends: [],
                    properties: EdgeSlot.properties))
        }
        if let inverse { draft.relations[id].inverse = inverse }
        for word in forwardAliases where !draft.relations[id].forwardAliases.contains(word) {
            draft.relations[id].forwardAliases.append(word)
        }
        for word in inverseAliases where !draft.relations[id].inverseAliases.contains(word) {
            draft.relations[id].inverseAliases.append(word)
        }
        for pair in ends where !draft.relations[id].ends.contains(pair) { draft.relations[id].ends.append(pair) }
        for property in properties { try draft.relations[id].properties.merge(property, owner: name) }
        self = draft
        return id
    }
}

extension [Property] {
    /// Adds a property, or further names to the one that has its name.
    ///
    /// One that is there as text, number or date may be declared `many` later, but a type never changes: values may exist.
    fileprivate mutating func merge(_ property: Property, owner: String) throws(SchemaError) {
        guard let slot = firstIndex(where: { isSameName($0.name, property.name) }) else {
            guard count < Schema.mostProperties else { throw .tooMany("property") }
            append(property)
            return
        }
        guard self[slot].type == property.type else {
            throw .otherType(owner: owner, property: property.name, declared: self[slot].type)
        }
        if property.isMany { self[slot].isMany = true }
        for word in property.aliases where !self[slot].answers(to: word) { self[slot].aliases.append(word) }
    }
}
