import Diagnostics
import Graph
import Syntax
import Text

extension ScriptCheck {
    /// Keeps everything that is wrong with a changing statement, where carrying it out stopped at the first.
    mutating func explain(_ statement: Statement, _ source: SourceText, _ error: StatementError) {
        guard case .binding(let first) = error else { return keep(error.failure(in: source)) }
        let mistakes = mistakes(of: statement, source)
        for mistake in mistakes.isEmpty ? [first] : mistakes { keep(mistake, source) }
        if case .add(let designator, let assignments) = statement.kind { addWhatIsRight(designator, assignments, source) }
    }

    private mutating func keep(_ failure: Failure) { failures.append(failure) }

    /// A name that is missing is reported once, however many statements use it.
    private mutating func keep(_ error: BindingError, _ source: SourceText) {
        if case .noSuchNode(let kind, let name, _, _) = error {
            let key = MissingName(kind: folded(kind.english), name: folded(name))
            if broken.contains(MissingName(kind: "", name: folded(name))) { return }
            if let known = missing[key] {
                missing[key] = (known.failure, known.repeats + 1)
                return
            }
            missing[key] = (failures.count, 0)
        }
        keep(StatementError.binding(error).failure(in: source))
    }

    /// Says with each missing name how many further statements use it.
    package mutating func countRepeats() {
        for (_, (failure, repeats)) in missing where repeats > 0 {
            failures[failure].diagnostic.hints.append(
                Message(
                    "\(repeats) more statement\(repeats == 1 ? " names" : "s name") it", "另有 \(repeats) 条语句用到它"))
        }
        missing = [:]
    }

    /// So that what names it later is no further mistake, a node is added with those of its values that are right.
    private mutating func addWhatIsRight(_ designator: Designator, _ assignments: [Assignment], _ source: SourceText) {
        let binder = binder(source)
        guard !designator.name.text.isEmpty, let kind = try? binder.kind(designator.kind) else {
            broken.insert(MissingName(kind: "", name: folded(designator.name.text)))
            return
        }
        var values: PropertyValues = []
        for assignment in assignments {
            guard let right = try? binder.values([assignment], of: kind) else { continue }
            values += right.filter { new in !values.contains { $0.slot == new.slot } }
        }
        _ = try? session.graph.add(kind, id: designator.name.text, values)
    }

    // MARK: One statement

    private func mistakes(of statement: Statement, _ source: SourceText) -> [BindingError] {
        let binder = binder(source)
        var found: [BindingError] = []
        func take(_ body: () throws(BindingError) -> Void) {
            do throws(BindingError) { try body() } catch { found.append(error) }
        }
        switch statement.kind {
        case .add(let designator, let assignments):
            guard let kind = try? binder.kind(designator.kind) else { return [] }
            for assignment in assignments {
                take { () throws(BindingError) in _ = try binder.values([assignment], of: kind) }
            }
        case .set(let designator, let assignments):
            guard let node = try? binder.node(designator) else { return [] }
            let kind = session.graph.kind(of: node)
            for assignment in assignments {
                take { () throws(BindingError) in _ = try binder.values([assignment], of: kind) }
            }
        case .link(let link, let assignments), .setLink(let link, let assignments):
            take { () throws(BindingError) in _ = try binder.node(link.from) }
            take { () throws(BindingError) in _ = try binder.node(link.to) }
            guard let step = session.graph.schema.steps(named: link.relation.text).first else {
                return found + [binder.unknownRelation(link.relation)]
            }
            let relation = (try? binder.link(link).relation) ?? step.relation
            for assignment in assignments {
                take { () throws(BindingError) in _ = try binder.values([assignment], ofRelation: relation) }
            }
        default: break
        }
        return found
    }
}
