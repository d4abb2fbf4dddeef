import Glibc
import Graph

let arguments = Array(CommandLine.arguments.dropFirst())
keepFreedMemory()
let usage = "usage: zhiku-bench load|query|changes DATA DB, zhiku-bench micro LIBRARY DB, or zhiku-bench size DB"
do {
    switch (arguments.first, arguments.count) {
    case ("load", 3), ("query", 3), ("changes", 3):
        var runner = try Runner(data: arguments[1], database: arguments[2])
        switch arguments[0] {
        case "load": try runner.load()
        case "query": try runner.answer()
        default: try runner.compareWithChanges()
        }
    case ("micro", 3): try MicroBenchmarks(library: arguments[1], database: arguments[2]).run()
    case ("size", 2): try SizeReport(database: arguments[1]).print()
    default:
        complain(usage)
        exit(2)
    }
} catch {
    complain("\(error)")
    exit(1)
}
