import Graph
import Ingest
import Syntax
import Text

/// A changing statement whose names have become numbers.
///
/// Binding and changing are apart so that nothing else holds the graph while it changes: a value that is held twice is copied
/// before its first change, and a script of a million lines would copy it a million times.
enum BoundChange {
    case declareKind(KindDeclaration, [Property], columns: [String]?)
    case declareRelation(RelationDeclaration, [Relation.Ends], [Property])
    case add(KindID, id: String, PropertyValues)
    case set(NodeID, PropertyValues)
    case remove(NodeID)
    case link(Ends, PropertyValues)
    case setLink(Ends, PropertyValues)
    case unlink(Ends)

    typealias Ends = (from: NodeID, relation: RelationID, to: NodeID)
}

extension Binder {
    /// - Requires: the statement is one that changes the graph.
    func change(_ statement: Statement) throws(BindingError) -> BoundChange {
        switch statement.kind {
        case .kind(let declaration):
            let columns = declaration.columns?.map { text($0.range) }
            return .declareKind(declaration, try properties(declaration.properties), columns: columns)
        case .relation(let declaration):
            return .declareRelation(declaration, try ends(declaration.ends), try properties(declaration.properties))
        case .add(let designator, let assignments):
            let kind = try kind(designator.kind)
            if designator.name.text.isEmpty { throw .graph(.idRequired, at: designator.name.range) }
            return .add(kind, id: designator.name.text, try values(assignments, of: kind))
        case .set(let designator, let assignments):
            let node = try node(designator)
            let stored = graph.storedValues(of: node, NodeSlot.rule)
            return .set(node, curated(try values(assignments, of: graph.kind(of: node)), NodeSlot.rule, stored))
        case .remove(let designator):
            return .remove(try node(designator))
        case .link(let designator, let assignments):
            let ends = try link(designator)
            return .link(ends, try values(assignments, ofRelation: ends.relation))
        case .setLink(let designator, let assignments):
            let ends = try link(designator)
            let stored = graph.edge(ends.from, ends.relation, ends.to).map {
                graph.storedValues(ofEdge: $0, ends.relation, EdgeSlot.rule)
            }
            return .setLink(
                ends, curated(try values(assignments, ofRelation: ends.relation), EdgeSlot.rule, stored ?? []))
        case .removeLink(let designator):
            return .unlink(try link(designator))
        case .query, .explain, .explainSQL, .profile, .letBinding, .load, .save, .dump, .export, .why, .path, .begin,
            .commit, .rollback, .merge, .unmerge, .define, .importing, .ingest:
            preconditionFailure("Only changing statements come here")
        }
    }
}

extension Binder {
    /// What a person changed of a fact that a rule found is hers from then on, and stays when the document is read again.
    private func curated(_ values: PropertyValues, _ slot: SlotID, _ rule: [Value]) -> PropertyValues {
        guard case .text(let name)? = rule.first, Rule.isIngested(name), !values.contains(where: { $0.slot == slot })
        else { return values }
        return values + [(slot, [.text(Graph.curated)])]
    }
}

extension Graph {
    /// Carries out a change, wholly or not at all.
    mutating func apply(_ change: BoundChange) throws(GraphError) {
        switch change {
        case .declareKind(let declaration, let properties, let columns):
            do throws(SchemaError) {
                try declareKind(
                    name: declaration.name.text, parent: declaration.parent?.text, plural: declaration.plural?.text,
                    aliases: declaration.aliases.map(\.text), properties: properties, columns: columns)
            } catch {
                throw .schema(error)
            }
        case .declareRelation(let declaration, let ends, let properties):
            do throws(SchemaError) {
                try declareRelation(
                    name: declaration.name.text, inverse: declaration.inverse?.text,
                    forwardAliases: declaration.aliases.compactMap(\.forward?.text),
                    inverseAliases: declaration.aliases.compactMap(\.inverse?.text), ends: ends, properties: properties)
            } catch {
                throw .schema(error)
            }
        case .add(let kind, let id, let values): try add(kind, id: id, values)
        case .set(let node, let values): try set(node, values)
        case .remove(let node): remove(node)
        case .link(let ends, let values): try link(ends.from, ends.relation, ends.to, values)
        case .setLink(let ends, let values): try set(ends.from, ends.relation, ends.to, values)
        case .unlink(let ends): try unlink(ends.from, ends.relation, ends.to)
        }
    }
}

extension Statement {
    /// The word of a changing statement that the graph refuses.
    func place(of error: GraphError) -> Range<Int> {
        switch kind {
        case .add(let node, _), .set(let node, _), .remove(let node): return node.name.range
        case .link(let link, _), .setLink(let link, _), .removeLink(let link):
            guard case .edgeExists = error else { return link.relation.range }
            return link.from.kind.range.lowerBound..<link.to.name.range.upperBound
        case .kind(let declaration): return declaration.place(of: error)
        case .relation(let declaration): return declaration.place(of: error)
        default: return range
        }
    }
}

extension KindDeclaration {
    fileprivate func place(of error: GraphError) -> Range<Int> {
        guard case .schema(let error) = error else { return name.range }
        switch error {
        case .unknownKind, .parentIsItself, .otherParent: return parent?.range ?? name.range
        case .otherType(_, let property, _): return properties.place(of: property) ?? name.range
        case .nameTaken(let word, _):
            let names = [name] + (plural.map { [$0] } ?? []) + aliases
            return names.place(of: word) ?? properties.place(of: word) ?? name.range
        case .tooMany: return name.range
        }
    }
}

extension RelationDeclaration {
    fileprivate func place(of error: GraphError) -> Range<Int> {
        guard case .schema(let error) = error else { return name.range }
        switch error {
        case .unknownKind(let word): return ends.flatMap { $0.from + $0.to }.place(of: word) ?? name.range
        case .otherType(_, let property, _): return properties.place(of: property) ?? name.range
        case .nameTaken(let word, _):
            let further = aliases.flatMap { [$0.forward, $0.inverse].compactMap(\.self) }
            let names = [name] + (inverse.map { [$0] } ?? []) + further
            return names.place(of: word) ?? properties.place(of: word) ?? name.range
        case .parentIsItself, .otherParent, .tooMany: return name.range
        }
    }
}

extension [Name] {
    fileprivate func place(of word: String) -> Range<Int>? { first { isSameName($0.text, word) }?.range }
}

extension [PropertyDeclaration] {
    fileprivate func place(of word: String) -> Range<Int>? { flatMap { [$0.name] + $0.aliases }.place(of: word) }
}
