import Diagnostics
import Graph
import Syntax
import Text

extension ScriptCheck {
    /// Keeps everything that is wrong with a changing statement, where carrying it out stops at the first.
    mutating func explain(_ statement: Statement, _ source: SourceText, _ error: StatementError?) {
        let (mistakes, known) = mistakes(of: statement, source)
        for key in known { countRepeat(of: key) }
        for mistake in mistakes { keep(mistake, source) }
        if mistakes.isEmpty, known.isEmpty, let error {
            failures.append(error.failure(in: source, session.graph.schema))
        }
        if case .add(let designator, let assignments) = statement.kind {
            addWhatIsRight(designator, assignments, source)
        }
    }

    /// A name that is missing is reported once, however many statements use it.
    private mutating func keep(_ error: BindingError, _ source: SourceText) {
        if case .noSuchNode(let kind, let name, _, _) = error {
            let key = MissingName(kind: folded(kind.english), name: folded(name))
            if missing[key] != nil { return countRepeat(of: key) }
            missing[key] = (failures.count, 0)
        }
        var failure = StatementError.binding(error).failure(in: source, session.graph.schema)
        if case .graph(.nodeExists(let id, let kind), _) = error, let known = session.graph.schema.kind(named: kind),
            let node = session.graph.nodes(named: id, in: known, by: .id).first, let place = places.nodes[node]
        {
            failure.diagnostic.hints.append(ScriptCheck.statedBefore(described(place)))
        }
        failures.append(failure)
    }

    static func statedBefore(_ place: String) -> Message { Message("it is stated in \(place)", "已见于 \(place)") }

    private mutating func countRepeat(of key: MissingName) {
        if let known = missing[key] { missing[key] = (known.failure, known.repeats + 1) }
    }

    /// Says with each missing name how many further statements use it, and where it is added if that comes too late.
    package mutating func finish() {
        for (key, (failure, repeats)) in missing {
            if let place = placeOfLateAddition(of: key) {
                failures[failure].diagnostic.hints = [
                    Message("it is added later, in \(place)", "后面 \(place) 才添加它")
                ]
            }
            if repeats > 0 {
                failures[failure].diagnostic.hints.append(
                    Message(
                        "\(repeats) more statement\(repeats == 1 ? " names" : "s name") it",
                        "另有 \(repeats) 条语句用到它"))
            }
        }
        missing = [:]
    }

    private func placeOfLateAddition(of key: MissingName) -> String? {
        guard let kind = session.graph.schema.kind(named: key.kind),
            let node = session.graph.nodes(named: key.name, in: kind).first, let place = places.nodes[node]
        else { return nil }
        return described(place)
    }

    /// `samples/plan.zk:12`
    func described(_ place: FactPlaces.Place) -> String {
        let text = places.sources[place.source]
        return "\(text.name):\(text.location(of: place.range).line)"
    }

    /// So that what names it later is no further mistake, a node is added with those of its values that are right.
    mutating func addWhatIsRight(_ designator: Designator, _ assignments: [Assignment], _ source: SourceText) {
        let binder = binder(source)
        guard !designator.name.text.isEmpty, let kind = try? binder.kind(designator.kind) else {
            broken.insert(folded(designator.name.text))
            return
        }
        var values: PropertyValues = []
        for assignment in assignments {
            guard let right = try? binder.values([assignment], of: kind) else { continue }
            values += right.filter { new in !values.contains { $0.slot == new.slot } }
        }
        _ = try? session.graph.add(kind, id: designator.name.text, values)
    }

    // MARK: What is known to be missing

    /// The key of a name that was reported before and is still not there; nil if the name must be looked up.
    private func knownMissing(_ designator: Designator, _ source: SourceText) -> MissingName? {
        guard !missing.isEmpty || !broken.isEmpty,
            let kind = session.graph.schema.kind(named: designator.kind.text)
        else { return nil }
        let name = folded(designator.name.text)
        let key = MissingName(kind: folded(session.graph.schema.kinds[kind].name), name: name)
        guard missing[key] != nil || broken.contains(name) else { return nil }
        return session.graph.nodes(named: designator.name.text, in: kind).isEmpty ? key : nil
    }

    /// Whether a statement can only fail by a name that was reported before.
    func namesWhatIsMissing(_ statement: Statement, _ source: SourceText) -> Bool {
        switch statement.kind {
        case .set(let designator, _), .remove(let designator): knownMissing(designator, source) != nil
        case .link(let link, _), .setLink(let link, _), .removeLink(let link):
            knownMissing(link.from, source) != nil || knownMissing(link.to, source) != nil
        default: false
        }
    }

    // MARK: One statement

    private func mistakes(of statement: Statement, _ source: SourceText) -> ([BindingError], [MissingName]) {
        var found = FoundMistakes(binder: binder(source))
        func look(_ designator: Designator) -> NodeID? {
            if let key = knownMissing(designator, source) {
                found.known.append(key)
                return nil
            }
            return found.take { binder throws(BindingError) in try binder.node(designator) }
        }
        switch statement.kind {
        case .add(let designator, let assignments):
            guard let kind = found.take({ binder throws(BindingError) in try binder.kind(designator.kind) }) else {
                break
            }
            found.take(assignments) { binder, list throws(BindingError) in try binder.values(list, of: kind) }
            // That it is there already is said by whoever adds it; here it comes on top of other mistakes.
            if !found.errors.isEmpty, let node = stated(designator, source), places.nodes[node] != nil {
                let name = session.graph.schema.kinds[session.graph.kind(of: node)].name
                found.errors.append(.graph(.nodeExists(id: designator.name.text, kind: name), at: statement.range))
            }
        case .set(let designator, let assignments):
            guard let node = look(designator) else { break }
            let kind = session.graph.kind(of: node)
            found.take(assignments) { binder, list throws(BindingError) in try binder.values(list, of: kind) }
        case .link(let link, let assignments), .setLink(let link, let assignments):
            let (from, to) = (look(link.from), look(link.to))
            guard let step = session.graph.schema.steps(named: link.relation.text).first else {
                found.errors.append(found.binder.unknownRelation(link.relation))
                break
            }
            var relation = step.relation
            if from != nil, to != nil, let ends = try? found.binder.link(link) {
                relation = ends.relation
                found.takeEnds(ends, at: statement.range)
            }
            found.take(assignments) { binder, list throws(BindingError) in
                try binder.values(list, ofRelation: relation)
            }
        case .removeLink(let link): _ = (look(link.from), look(link.to))
        case .remove(let designator): _ = look(designator)
        default: break
        }
        return (found.errors, found.known)
    }
}

/// Collects errors of parts that are bound one by one.
private struct FoundMistakes {
    let binder: Binder
    var errors: [BindingError] = []
    var known: [ScriptCheck.MissingName] = []

    mutating func take<Result>(_ body: (Binder) throws(BindingError) -> Result) -> Result? {
        do throws(BindingError) { return try body(binder) } catch {
            errors.append(error)
            return nil
        }
    }

    /// Assignments one by one, and those that are right all together, since two may be of one property.
    mutating func take(
        _ assignments: [Assignment], _ body: (Binder, [Assignment]) throws(BindingError) -> PropertyValues
    ) {
        let right = assignments.filter { assignment in
            take { binder throws(BindingError) in try body(binder, [assignment]) } != nil
        }
        _ = take { binder throws(BindingError) in try body(binder, right) }
    }

    mutating func takeEnds(_ ends: BoundChange.Ends, at range: Range<Int>) {
        let (graph, schema) = (binder.graph, binder.graph.schema)
        let (from, to) = (graph.kind(of: ends.from), graph.kind(of: ends.to))
        if schema.allows(ends.relation, from: from, to: to) { return }
        errors.append(
            .graph(
                .endsNotAllowed(
                    relation: schema.relations[ends.relation].name, from: schema.kinds[from].name,
                    to: schema.kinds[to].name, allowed: schema.describedEnds(of: ends.relation)), at: range))
    }
}
