import Execution
import Graph
import Synchronization
import TestSupport
import Testing
import Text

@testable import Query

/// Ctrl-C at whatever time: the work asks again and again whether to stop, and wherever the answer is yes, the statement is
/// given up and the session is as it was.
@Suite struct `Cancelling` {
    /// Says yes from the nth time on, and knows how often it was asked.
    private final class Interrupter: Sendable {
        private let count = Atomic<Int>(0)
        private let limit: Int

        init(at limit: Int = Int.max) { self.limit = limit }

        func isRaised() -> Bool { count.add(1, ordering: .relaxed).newValue >= limit }

        var asked: Int { count.load(ordering: .relaxed) }
    }

    /// Counties in a circle, all of which develop what all others do.
    private static func session() throws -> Session {
        var script = ""
        for number in 0..<40 {
            script +=
                "add county c\(number) (code: \"\(number)\") add industry i\(number) add figure f\(number) (value: \(number))\n"
        }
        for number in 0..<40 {
            for step in 0..<6 {
                script += "link county c\(number) develops industry i\((number * 7 + step) % 40)\n"
            }
        }
        var session = Session()
        try session.run(script: script)
        session.fold()
        return session
    }

    @Test(arguments: [
        "find counties where count(develops) > 2 order by code desc show name, develops { name, developed_in { name } }",
        "find industries where has developed_in[code > 2] group by left(name, 2) as k show k, count() order by count()",
        "find counties pivot left(name, 2) by right(code, 1) order by 3 desc",
        "find counties where develops.developed_in.develops.name ~ i3 show name",
        "find counties where name in (find industries) or name ~~ c3 show name, pagerank(develops), components(develops)",
        "path all from county c1 to county c20 within 5 limit 100000",
        "path from (find counties where code < 2) to (find industries where name ~ 39)",
        "search c1 in counties, industries", "find counties order by name top 1 per develops.name cite",
        "profile find counties show ways(develops.developed_in.develops)", "why county c1",
        "merge county c1 into county c2",
    ]) func `ends a statement wherever it is asked`(_ statement: String) throws {
        let fresh = try Cancelling.session()
        var session = fresh
        let all = Interrupter()
        session.isCancelled = { all.isRaised() }
        _ = try session.rows(statement)
        #expect(all.asked > 0, "nobody asks")
        for place in Set([1, 2, 3, all.asked / 3, all.asked / 2, all.asked]).sorted()
        where (1...all.asked).contains(place) {
            var session = fresh
            let interrupter = Interrupter(at: place)
            session.isCancelled = { interrupter.isRaised() }
            #expect(isCancelled(statement, &session), "\(statement), asked \(place) of \(all.asked)")
            #expect(session.graph.changeCount == fresh.graph.changeCount)
        }
    }

    /// Whether the statement, or reading its answer, ends as cancelled.
    private func isCancelled(_ statement: String, _ session: inout Session) -> Bool {
        do {
            _ = try session.rows(statement)
            return false
        } catch let failure as StatementFailure {
            return failure.sort == .cancelled
        } catch {
            return error as? ExecutionError == .cancelled
        }
    }

    @Test func `leaves a graph as it was while a big import is folded`() throws {
        let table = (0..<11_000).map { "n\($0),\($0)\n" }.joined()
        withFile("many.csv", Array(("name,code\n" + table).utf8)) { path in
            let statement = "import \"\(path)\" as county (name: column name, code: column code)"
            var session = Session()
            let all = Interrupter()
            session.isCancelled = { all.isRaised() }
            #expect(session.error(of: statement) == nil)
            #expect(session.graph.changeCount == 0, "it was folded")
            #expect(all.asked > 11_000 / 256 + 2, "folding asks as well: \(all.asked)")
            // Rows are asked about first, then each loop of the folding, on two threads, one of which asks: how often is by chance.
            for place in [11_000 / 256 + 2, 11_000 / 256 + 12, all.asked] {
                var session = Session()
                let interrupter = Interrupter(at: place)
                session.isCancelled = { interrupter.isRaised() }
                let error = session.error(of: statement)
                let wasRaised = interrupter.asked >= place
                #expect(error == (wasRaised ? "cancelled" : nil), "asked \(place) of \(all.asked)")
                #expect(session.graph.allNodes().isEmpty == wasRaised && session.hasUnsavedChanges != wasRaised)
            }
        }
    }
}
