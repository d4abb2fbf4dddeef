import Graph
import Plan

/// `order by`: missing values last both ways, quantities by dimension, texts by code point, and then as the rows were.
extension SQLWriter {
    mutating func sort(_ rows: inout Rows, _ keys: [BoundOrderKey], _ alias: Int?) throws(NotInSQL) {
        if rows.slice != nil { wrap(&rows) }
        if let alias { aliases[alias] = rows.place.node }
        var terms: [OrderTerm] = []
        var joins = ""
        for key in keys {
            let (found, join) = try orderTerms(key.expression, rows.place, alias, key.descending)
            terms += found
            joins += join
        }
        rows.from += joins
        rows.order = terms + rows.order
    }

    private mutating func orderTerms(
        _ expression: BoundExpression, _ place: Place, _ alias: Int?, _ isDescending: Bool
    ) throws(NotInSQL) -> (terms: [OrderTerm], join: String) {
        switch expression.kind {
        case .path(let path) where path.steps.isEmpty:
            guard path.start == .current || path.start == alias.map({ .alias($0) }) else { throw .orderByPath }
            guard case .property(let lookup) = path.end else { throw .orderByPath }
            if lookup.role == nil, let facets = try scalar(expression, at: place) {
                return (orderTerms(facets, isDescending), "")
            }
            return try joinedTerms(firstValues(lookup, place.kinds), place, isDescending)
        case _ where expression.usesAlias: throw .orderByPath
        case .rowAggregate(.count, let path):
            let set = try distinctValues(of: path, at: place)
            guard set.start == place.node else { throw .orderByPath }
            let counts = nextAlias("k")
            let join = " LEFT JOIN (\(counted(set))) \(counts) ON \(counts).s = \(place.node)"
            return ([OrderTerm(expression: "coalesce(\(counts).v, 0)", isDescending: isDescending)], join)
        case .rowAggregate, .function:
            let set = try values(of: expression, at: place)
            guard set.start == place.node, case .number = set.facets, case .rowAggregate = expression.kind else {
                throw .orderByPath
            }
            return joinedTerms(set, place, isDescending)
        case .path: throw .orderByPath
        default:
            guard let facets = try scalar(expression, at: place) else { throw .calculation }
            return (orderTerms(facets, isDescending), "")
        }
    }

    private func joinedTerms(
        _ set: ValueSet, _ place: Place, _ isDescending: Bool
    ) -> (terms: [OrderTerm], join: String) {
        let join = " LEFT JOIN (\(set.select)) \(set.alias) ON \(set.alias).s = \(place.node)"
        return (orderTerms(set.facets, isDescending), join)
    }

    /// The first value of a property of each node that has one.
    mutating func firstValues(_ lookup: PropertyLookup, _ kinds: KindSet) throws(NotInSQL) -> ValueSet {
        let outer = nextAlias("k")
        var selects: [String] = []
        var found: Facets?
        func append(_ from: String, _ table: String, _ facets: Facets, _ filters: [String]) {
            let (selected, columns) = facets.selected(as: outer)
            found = selected
            selects.append("SELECT \(table).n AS s, \(columns) FROM \(from) \(table)\(SQLWriter.filter(filters))")
        }
        if let role = lookup.role {
            let table = nextAlias("w")
            append(
                name(.names), table, .text(written: "\(table).text", fold: "\(table).fold"),
                ["\(table).role = \(role)", "\(table).i = 0"])
        } else {
            for kind in kinds.members {
                guard let slot = lookup.slot(of: kind), let (from, table, facets) = stored(kind, slot) else { continue }
                let isList = schema.kinds[kind].properties[slot].isMany
                append(from, table, facets, isList ? ["\(table).i = 0"] : [])
                if slot == NodeSlot.source { break }
            }
        }
        guard let found else { throw .orderByPath }
        return ValueSet(select: SQLWriter.united(selects), facets: found, alias: outer, start: "")
    }

    private func orderTerms(_ facets: Facets, _ isDescending: Bool) -> [OrderTerm] {
        let missing = OrderTerm(expression: "\(facets.presence) IS NULL")
        func term(_ expression: String) -> OrderTerm { OrderTerm(expression: expression, isDescending: isDescending) }
        switch facets {
        case .text(let written, _), .date(let written, _, _): return [missing, term(written)]
        case .number(let number), .node(let number): return [missing, term(number)]
        case .quantity(let amount, let dimension):
            // Plain numbers, shares and what is counted are one dimension to this order.
            return [missing, term("CASE WHEN \(dimension) < 2 THEN 0 ELSE \(dimension) END"), term(amount)]
        case .source(let document, _, let first, _): return [missing, term(document), term("coalesce(\(first), 0)")]
        }
    }
}
