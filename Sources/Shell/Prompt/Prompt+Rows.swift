import Diagnostics
import Execution
import Graph
import Query
import Text

extension Prompt {
    /// A row of the last answer: where it stands, and everything that is known of its node if `whole`.
    mutating func showRow(_ argument: String, whole: Bool) {
        guard let answer = runner.lastAnswer else { return complain(Message("there is no answer yet", "还没有结果")) }
        let argument = argument.isEmpty && answer.rowCount == 1 ? "1" : argument
        if answer.rowCount == 0 { return complain(Message("the last answer has no rows", "上次结果没有行")) }
        guard let number = Int(argument), (1...answer.rowCount).contains(number) else {
            return complain(Message("rows are numbered from 1 to \(answer.rowCount)", "行号从 1 到 \(answer.rowCount)"))
        }
        var node = answer.node(ofRow: number - 1)
        do throws(Failure) {
            if let earlier = node {
                node = try runner.session.fetchEverything(about: earlier, of: answer.graph)
                if node == nil { return complain(Message("row \(number) was removed", "第 \(number) 行已被删除")) }
            }
        } catch {
            return runner.fail(error)
        }
        let graph = runner.session.graph
        if let node, !graph.isAlive(node) {
            return complain(Message("row \(number) was removed", "第 \(number) 行已被删除"))
        }
        var record = NodeRecord(graph: graph, language: language, hits: runner.lastAsked.hits, corpus: corpus)
        record.palette = runner.printer.palette
        record.mayReadPaths = !runner.session.isSafe
        if let node { record.writeHead(of: node) }
        if whole {
            guard let node else {
                return complain(Message("row \(number) is a group and no node", "第 \(number) 行是组，不是节点"))
            }
            record.writeProperties(of: node)
            record.writeSources(of: node)
        } else {
            if node == nil, answer.roots.isEmpty, runner.session.isPartial {
                return complain(
                    Message(
                        "what row \(number) stands on is on the server: `cite` behind the query fetches it",
                        "第 \(number) 行的依据在服务器上：在查询后加 引注 即可取来"))
            }
            do throws(ExecutionError) { record.writeSources(try answer.sources(ofRow: number - 1)) } catch {
                return runner.fail(runner.session.failure(error, in: SourceText(name: "", text: "")))
            }
        }
        do throws(PrintError) { try runner.printer.present(record.text, isData: false) } catch { return }
        for complaint in record.complaints { complain(complaint) }
    }
}
