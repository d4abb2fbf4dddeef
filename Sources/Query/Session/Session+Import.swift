import Diagnostics
import Execution
import Graph
import Plan
import Syntax
import Text

extension Session {
    /// Rows are taken in between two looks whether to stop.
    private static let rowsBetweenChecks = 256
    /// More changes than this are worked into a new base, as after `load`.
    private static let changesWorthFolding = 10_000

    /// `import "x.csv" as county (code: column "编码")`: all rows or none. A path is relative to the file that says `import`.
    mutating func importTable(
        _ statement: Import, _ source: SourceText, at range: Range<Int>
    ) throws(StatementError) -> Answer {
        let path = resolved(statement.file.text, from: source)
        let document = path.split(separator: "/").last.map(String.init) ?? path
        // A workspace keeps the rows as statements, unless they are too many.
        let isForJournal = workspace != nil && fileSize(path) ?? 0 < leastForSnapshot
        let work: TableImport
        do throws(TableError) {
            let reader = try TableReader(path: path)
            let plan = try tablePlan(statement, reader.headings, source)
            if !isForJournal,
                let report = try importedInBulk(path, statement, plan, reader.headings, document, source)
            {
                noteForSnapshot(script(range, of: source, with: environment.parameters))
                return report
            }
            work = try imported(reader, plan, document, mostNoted: workspace == nil ? nil : leastForSnapshot)
        } catch {
            switch error {
            case .statement(let error): throw error
            default: throw .table(error, file: document, at: statement.file.range)
            }
        }
        var draft = self
        if let statements = work.statements {
            // These surely give the same graph again.
            try draft.carryOut(statements)
        } else {
            draft.graph = work.graph
        }
        draft.hasUnsavedChanges = hasUnsavedChanges || work.added + work.updated > 0
        if !keepsNumbers, draft.graph.changeCount > Session.changesWorthFolding { try draft.foldUnlessCancelled() }
        self = draft
        let report = Session.report(added: work.added, updated: work.updated, skipped: work.skipped, graph)
        if work.statements == nil, work.added + work.updated > 0 {
            noteForSnapshot(script(range, of: source, with: environment.parameters))
        }
        return report
    }

    /// Takes a large plain table straight into the base; nil if it has to be taken row by row.
    private mutating func importedInBulk(
        _ path: String, _ statement: Import, _ plan: TablePlan, _ headings: [String]?, _ document: String,
        _ source: SourceText
    ) throws(TableError) -> Answer? {
        guard !keepsNumbers, BulkImport.isPossible(path, plan, headings: headings, graph) else { return nil }
        var draft = self
        var plan = plan
        if !draft.graph.isReadyForBulk {
            do throws(StatementError) { try draft.foldUnlessCancelled() } catch { throw .statement(error) }
            // A fixed end of a link has another number now.
            plan = try draft.tablePlan(statement, headings, source)
        }
        let bulk = BulkImport(
            path: path, plan, headings: headings, into: draft.graph, document: document, isCancelled: isCancelled)
        var counts: (added: Int, skipped: Int)?
        if let (graph, renumbered, count) = bulk?.nodes() {
            draft.take((graph, renumbered))
            counts = (count, 0)
        } else if let (graph, count, skipped) = bulk?.edges() {
            draft.graph = graph
            counts = (count, skipped)
        }
        if isCancelled() { throw .statement(.execution(.cancelled)) }
        guard let counts else { return nil }
        draft.hasUnsavedChanges = true
        self = draft
        return Session.report(added: counts.added, updated: 0, skipped: counts.skipped, graph)
    }

    private func imported(
        _ reader: TableReader, _ plan: TablePlan, _ document: String, mostNoted: Int?
    ) throws(TableError) -> TableImport {
        var work = TableImport(plan, into: graph, document: document, mostNoted: mostNoted)
        var count = 0
        while let row = try reader.next(plan.columns) {
            count += 1
            if count % Session.rowsBetweenChecks == 0, isCancelled() { throw .statement(.execution(.cancelled)) }
            try work.take(row)
        }
        return work
    }

    /// In a workspace rows and facts go in as the statements that its journal gets, so that these surely give the same graph again.
    mutating func carryOut(_ statements: [String]) throws(StatementError) {
        let source = SourceText(name: "rows", text: statements.joined(separator: ";\n"))
        var parser = Parser(source)
        while true {
            if isCancelled() { throw .execution(.cancelled) }
            let statement: Statement
            do throws(SyntaxError) {
                guard let next = try parser.next() else { return }
                statement = next
            } catch {
                throw .nested(Failure(diagnostic(of: error, in: &parser), in: source))
            }
            do throws(Failure) { _ = try perform(statement, in: source) } catch { throw .nested(error) }
        }
    }

    private func tablePlan(
        _ statement: Import, _ headings: [String]?, _ source: SourceText
    ) throws(TableError) -> TablePlan {
        let binder = Binder(graph: graph, environment: environment, source: source.bytes)
        do throws(StatementError) { return try binder.plan(statement, headings: headings) } catch {
            throw .statement(error)
        }
    }

    private static func report(added: Int, updated: Int, skipped: Int, _ graph: Graph) -> Answer {
        let columns = BoundColumn.ofGivenRows(["added": "新增", "updated": "更新", "skipped": "略过"])
        let counts = [added, updated, skipped].map { Value.number(Double($0)) }
        return Answer(columns: columns, rows: [counts], graph: graph)
    }
}
