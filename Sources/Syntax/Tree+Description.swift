/// Trees as nested lists, without places: `(find proposals (filter (= (path topic) "旅游")))`.
///
/// Two texts mean the same if their descriptions are equal, which is what tests compare.
extension Statement: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .query(let query): query.description
        case .explain(let explained, let pass):
            "(explain \(pass.map { "(through \(quoted($0))) " } ?? "")\(explained))"
        case .explainSQL(let explained): "(explain sql \(explained))"
        case .profile(let explained): "(profile \(explained))"
        case .letBinding(let name, let query): "(let \(quoted(name)) \(query))"
        case .kind(let declaration): declaration.description
        case .relation(let declaration): declaration.description
        case .add(let node, let values): "(add \(node)\(tail(values)))"
        case .link(let edge, let values): "(link \(edge)\(tail(values)))"
        case .set(let node, let values): "(set \(node)\(tail(values)))"
        case .setLink(let edge, let values): "(set-link \(edge)\(tail(values)))"
        case .remove(let node): "(remove \(node))"
        case .removeLink(let edge): "(remove-link \(edge))"
        case .merge(let old, let new): "(merge \(old) into \(new))"
        case .unmerge(let part, let whole): "(unmerge \(part) from \(whole))"
        case .define(let definition): definition.description
        case .importing(let statement): statement.description
        case .ingest(let file): "(ingest \(quoted(file)))"
        case .load(let file): "(load \(quoted(file)))"
        case .save(let file): "(save\(file.map { " " + quoted($0) } ?? ""))"
        case .dump(let file): "(dump\(file.map { " " + quoted($0) } ?? ""))"
        case .export(let folder): "(export \(quoted(folder)))"
        case .why(let node): "(why \(node))"
        case .path(let search): search.description
        case .begin: "(begin)"
        case .commit: "(commit)"
        case .rollback: "(rollback)"
        }
    }
}

extension Designator: CustomStringConvertible {
    package var description: String { "(node \(quoted(kind)) \(quoted(name)))" }
}

extension LinkDesignator: CustomStringConvertible {
    package var description: String { "\(from) \(quoted(relation)) \(to)" }
}

extension Assignment: CustomStringConvertible {
    package var description: String { "(\(quoted(property)) \(value))" }
}

extension AssignedValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .literal(let literal): literal.description
        case .list(let values): "(list\(tail(values)))"
        case .source(let document, let lines): "(source \(quoted(document)) \(lines.lowerBound) \(lines.upperBound))"
        case .nothing: "none"
        }
    }
}

extension KindDeclaration: CustomStringConvertible {
    package var description: String {
        let head = "(kind \(quoted(name)) is \(optional(parent)) plural \(optional(plural))"
        return head + " (aliases\(tail(aliases.map(quoted)))) (properties\(tail(properties)))"
            + (columns.map { " (show\(tail($0)))" } ?? "") + ")"
    }
}

extension PropertyDeclaration: CustomStringConvertible {
    package var description: String {
        "(\(quoted(name))\(tail(aliases.map(quoted))) : \(quoted(type))\(isMany ? " many" : ""))"
    }
}

extension RelationDeclaration: CustomStringConvertible {
    package var description: String {
        let pairs = aliases.map { "(\(optional($0.forward)) \(optional($0.inverse)))" }
        let ends = ends.map { "(from\(tail($0.from.map(quoted))) to\(tail($0.to.map(quoted))))" }
        return
            "(relation \(quoted(name)) inverse \(optional(inverse)) (aliases\(tail(pairs)))\(tail(ends)) (properties\(tail(properties))))"
    }
}

/// A name as it was written; in quotes if it could be taken for a list.
func quoted(_ name: Name) -> String {
    name.text.contains { " ()\"".contains($0) } || name.text.isEmpty ? name.text.debugDescription : name.text
}

private func optional(_ name: Name?) -> String { name.map(quoted) ?? "_" }

/// The items of a list behind its head.
func tail(_ items: [some CustomStringConvertible]) -> String { items.map { " \($0)" }.joined() }

extension Asked: CustomStringConvertible {
    package var description: String {
        switch self {
        case .query(let query): query.description
        case .path(let search): search.description
        }
    }
}
