import Diagnostics
import Execution
import Graph
import Syntax

extension Session {
    /// `why county 平遥`
    func why(_ designator: Designator, _ source: SourceText) throws(StatementError) -> Answer {
        let table = FactTable(of: try node(designator, source), in: graph)
        do throws(ExecutionError) { return try table.answer(isCancelled) } catch { throw .execution(error) }
    }

    /// `merge county 平遥 into county 平遥县`
    mutating func merge(
        _ old: Designator, into new: Designator, _ source: SourceText, at range: Range<Int>
    ) throws(StatementError) -> Answer {
        let from = try node(old, source)
        let to = try node(new, source)
        if from == to { throw .binding(.mergedWithItself(new.name.text, at: new.name.range)) }
        let (oldKind, newKind) = (graph.kind(of: from), graph.kind(of: to))
        guard graph.schema.root(of: oldKind) == graph.schema.root(of: newKind) else {
            throw .binding(
                .mergedAcrossKinds(
                    graph.schema.kinds[oldKind].words, graph.schema.kinds[newKind].words, at: new.kind.range))
        }
        let (merged, answer) = try NodeMerge.merged(
            from, into: to, in: graph, isCancelled: isCancelled, at: range)
        graph = merged
        hasUnsavedChanges = true
        return answer
    }

    /// `unmerge county 平遥 from county 平遥县`
    mutating func unmerge(
        _ part: Designator, from whole: Designator, _ source: SourceText, at range: Range<Int>
    ) throws(StatementError) -> Answer {
        let kind: KindID
        do throws(BindingError) {
            kind = try Binder(graph: graph, environment: environment, source: source.bytes).kind(part.kind)
        } catch {
            throw .binding(error)
        }
        let node = try node(whole, source)
        guard graph.schema.root(of: kind) == graph.schema.root(of: graph.kind(of: node)) else {
            throw .binding(
                .mergedAcrossKinds(
                    graph.schema.kinds[kind].words, graph.schema.kinds[graph.kind(of: node)].words, at: whole.kind.range
                ))
        }
        let parted = try NodeUnmerge.unmerged(
            part.name, kind, from: node, in: graph, mayReadFiles: !isSafe, isCancelled: isCancelled)
        guard let (result, answer) = parted else {
            throw .binding(.notMerged(part.name.text, graph.name(of: node), at: part.name.range))
        }
        // A journal keeps what was changed: the files that it was found by may be others when it is read.
        var draft = self
        try draft.carryOut(result.statements(since: graph))
        draft.hasUnsavedChanges = true
        self = draft
        return answer
    }

    /// `define gap($level) = find …`
    mutating func define(_ definition: Definition, _ source: SourceText) throws(StatementError) {
        let name = definition.name
        if graph.schema.kind(named: name.text) != nil { throw .binding(.nameTaken(name.text, at: name.range)) }
        let query = NamedQuery(definition: definition, source: source)
        let binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(BindingError) { try binder.check(query) } catch { throw .binding(error) }
        environment.define(query)
    }

    private func node(_ designator: Designator, _ source: SourceText) throws(StatementError) -> NodeID {
        let binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(BindingError) { return try binder.node(designator) } catch { throw .binding(error) }
    }
}
