import Graph
import Plan
import Text

/// Conditions on nodes, as conditions of SQL.
extension SQLWriter {
    mutating func condition(_ condition: BoundCondition, at place: Place) throws(NotInSQL) -> String {
        switch condition {
        case .constant(let value): return value ? SQLWriter.yes : SQLWriter.no
        case .all(let parts): return SQLWriter.all(try conditions(parts, at: place))
        case .either(let parts): return try either(parts, at: place)
        case .not(let inner): return negation(try self.condition(inner, at: place), at: place)
        case .kind(let kinds):
            return place.kinds.isSubset(of: kinds) ? SQLWriter.yes : isOfKind(place.node, kinds)
        case .property(let lookup, let test): return try property(lookup, test, at: place)
        case .named(let test):
            if case .present = test { return SQLWriter.yes }
            return "\(place.node) IN (\(try names(passing: test)))"
        case .member(let nodes): return try member(nodes, at: place)
        case .memberOf(let query): return "\(place.node) IN (\(try ordinals(of: query)))"
        case .namedAs(let lookup, let query): return try namedAs(lookup, query, at: place)
        case .some(let step, let inner, _): return try some(step, inner, at: place)
        case .edge(let step, let lookup, let test): return try edge(step, lookup, test, at: place)
        case .value(let expression, let test): return try self.value(expression, test, at: place)
        case .comparison(let left, let relationship, let right):
            return try comparison(left, relationship, right, at: place)
        case .absent(let expression): return try absent(expression, at: place)
        case .source(let lookup, let part, let test): return try source(lookup, part, test, at: place)
        }
    }

    /// One of the conditions holds. If some are sets of nodes and others read columns of the row, these become sets as well, so that
    /// each is found by its own index: an `OR` of the two is a scan of all rows.
    private mutating func either(_ parts: [BoundCondition], at place: Place) throws(NotInSQL) -> String {
        let written = try conditions(parts, at: place)
        let setCount = written.count { SQLWriter.isSet($0, of: place.node) }
        if place.table != nil, place.edge == nil, setCount > 0, setCount < written.count {
            var bare = place
            bare.table = nil
            if let sets = try? conditions(parts, at: bare), sets.allSatisfy({ SQLWriter.isSet($0, of: place.node) }) {
                return SQLWriter.any(sets, of: place.node)
            }
        }
        return SQLWriter.any(written, of: place.node)
    }

    private mutating func conditions(_ parts: [BoundCondition], at place: Place) throws(NotInSQL) -> [String] {
        var written: [String] = []
        for part in parts { written.append(try condition(part, at: place)) }
        return written
    }

    // MARK: Properties

    /// Ordinals of all nodes of which an id, name or alias passes.
    private mutating func names(passing test: Test, roles: [Int] = []) throws(NotInSQL) -> String {
        let alias = nextAlias("w")
        let passes = try condition(test, .text(written: "\(alias).text", fold: "\(alias).fold"))
        let role =
            roles.isEmpty ? SQLWriter.yes : "\(alias).role IN (\(roles.map(String.init).joined(separator: ", ")))"
        return "SELECT \(alias).n FROM \(name(.names)) \(alias)" + SQLWriter.filter([role, passes])
    }

    private mutating func property(
        _ lookup: PropertyLookup, _ test: Test, at place: Place
    ) throws(NotInSQL) -> String {
        if let role = lookup.role {
            if case .present = test, role != 2 { return SQLWriter.yes }
            return "\(place.node) IN (\(try names(passing: test, roles: [role])))"
        }
        if let table = place.table {
            guard let slot = lookup.slot(of: table.kind) else { return SQLWriter.no }
            if let facets = ownFacets(table.kind, slot, table.alias) { return try condition(test, facets) }
        }
        var selects: [String] = []
        for kind in place.kinds.members {
            guard let slot = lookup.slot(of: kind), let (from, alias, facets) = stored(kind, slot) else { continue }
            let passes = try condition(test, facets)
            if passes != SQLWriter.no {
                selects.append("SELECT \(alias).n FROM \(from) \(alias)" + SQLWriter.filter([passes]))
            }
        }
        // The sources of all kinds stand in one table.
        if lookup.isSources, let first = selects.first { selects = [first] }
        return selects.isEmpty ? SQLWriter.no : "\(place.node) IN (\(SQLWriter.united(selects)))"
    }

    /// The columns of a property with one value in the table of its kind; a rule and a confidence that nobody gave are there too.
    func ownFacets(_ kind: KindID, _ slot: SlotID, _ alias: String) -> Facets? {
        guard slot > NodeSlot.source, !schema.kinds[kind].properties[slot].isMany,
            let columns = mapping.columns(ofKind: kind, slot)
        else { return nil }
        return withDefault(
            columns.facets(of: alias), isRule: slot == NodeSlot.rule, isConfidence: slot == NodeSlot.confidence)
    }

    func withDefault(_ facets: Facets, isRule: Bool, isConfidence: Bool) -> Facets {
        switch facets {
        case .text(let written, let fold) where isRule:
            .text(written: "coalesce(\(written), '\(Graph.curated)')", fold: "coalesce(\(fold), '\(Graph.curated)')")
        case .number(let number) where isConfidence: .number("coalesce(\(number), 1)")
        default: facets
        }
    }

    /// The table in which a property's values stand, beside the ordinal `n`, an alias for it, and the values.
    mutating func stored(_ kind: KindID, _ slot: SlotID) -> (from: String, alias: String, facets: Facets)? {
        let alias = nextAlias("a")
        if slot == NodeSlot.source {
            return (name(.nodeSources), alias, SQLWriter.sourceFacets(alias))
        }
        if let facets = ownFacets(kind, slot, alias) { return (name(.nodes(kind)), alias, facets) }
        guard let columns = mapping.columns(ofKind: kind, slot) else { return nil }
        return (name(.nodeValues(kind, slot)), alias, columns.facets(of: alias))
    }

    static func sourceFacets(_ alias: String) -> Facets {
        let columns = Mapping.sourceColumns
        return .source(
            document: "\(alias).\(columns.document)", fold: "\(alias).\(columns.fold)",
            first: "\(alias).\(columns.first)",
            last: "\(alias).\(columns.last)")
    }

    private mutating func source(
        _ lookup: PropertyLookup, _ part: BoundPath.SourcePart, _ test: Test, at place: Place
    ) throws(NotInSQL) -> String {
        var selects: [String] = []
        for kind in place.kinds.members {
            guard let slot = lookup.slot(of: kind), let (from, alias, facets) = stored(kind, slot),
                let value = facets.part(part)
            else { continue }
            selects.append("SELECT \(alias).n FROM \(from) \(alias)" + SQLWriter.filter([try condition(test, value)]))
            if slot == NodeSlot.source { break }
        }
        return selects.isEmpty ? SQLWriter.no : "\(place.node) IN (\(SQLWriter.united(selects)))"
    }

    // MARK: Sets of nodes

    private mutating func member(_ nodes: [NodeID], at place: Place) throws(NotInSQL) -> String {
        let known = nodes.compactMap(ordinal)
        if known.isEmpty { return SQLWriter.no }
        guard known.count <= SQLWriter.mostNodes else { throw .manyNodes }
        return "\(place.node) IN (\(known.map { bind(.integer($0)) }.joined(separator: ", ")))"
    }

    /// More nodes of a named result aren't bound one by one.
    static let mostNodes = 1000

    private mutating func namedAs(
        _ lookup: PropertyLookup?, _ query: BoundQuery, at place: Place
    ) throws(NotInSQL) -> String {
        let names = "SELECT w.fold FROM \(name(.names)) w WHERE w.n IN (\(try ordinals(of: query)))"
        guard let lookup, lookup.role != 1 else {
            return "\(place.node) IN (SELECT w.n FROM \(name(.names)) w WHERE w.fold IN (\(names)))"
        }
        if let role = lookup.role {
            return
                "\(place.node) IN (SELECT w.n FROM \(name(.names)) w WHERE w.role = \(role) AND w.fold IN (\(names)))"
        }
        var selects: [String] = []
        for kind in place.kinds.members {
            guard let slot = lookup.slot(of: kind), let (from, alias, facets) = stored(kind, slot),
                case .text(_, let fold) = facets
            else { continue }
            selects.append("SELECT \(alias).n FROM \(from) \(alias) WHERE \(fold) IN (\(names))")
        }
        return selects.isEmpty ? SQLWriter.no : "\(place.node) IN (\(SQLWriter.united(selects)))"
    }

    /// The nodes of some kinds that satisfy a condition: `SELECT …` of their ordinals.
    mutating func nodes(of kinds: KindSet, _ condition: BoundCondition) throws(NotInSQL) -> String {
        let place = scan(of: kinds)
        let filter = SQLWriter.filter([try self.condition(condition, at: place.place)])
        return "SELECT \(place.place.node) FROM \(place.from)\(filter)"
    }

    /// All nodes of some kinds: what stands behind `FROM`, and the place of its rows.
    mutating func scan(of kinds: KindSet) -> (from: String, place: Place) {
        let alias = nextAlias("r")
        let members = kinds.members
        if members.count == 1 {
            let place = Place(node: "\(alias).n", kinds: kinds, table: (alias, members[0]))
            return ("\(name(.nodes(members[0]))) \(alias)", place)
        }
        let selects = members.map { "SELECT n FROM \(name(.nodes($0)))" }
        let from = selects.isEmpty ? "SELECT n FROM \(name(.names)) WHERE FALSE" : SQLWriter.united(selects)
        return ("(\(from)) \(alias)", Place(node: "\(alias).n", kinds: kinds))
    }
}

extension PropertyLookup {
    /// Which names it is of, in `zk_name`; nil of another property.
    var role: Int? {
        let known = slots.filter { $0 >= 0 }
        guard let first = known.first, first <= NodeSlot.alias, known.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// Whether it is the built-in `source`.
    fileprivate var isSources: Bool { slots.allSatisfy { $0 == NodeSlot.source || $0 < 0 } }
}

extension Facets {
    /// A part of a source.
    func part(_ part: BoundPath.SourcePart) -> Facets? {
        guard case .source(let document, let fold, let first, let last) = self else { return nil }
        switch part {
        case .document: return .text(written: document, fold: fold)
        case .first: return .number(first)
        case .last: return .number(last)
        }
    }
}
