import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3, ["load", "query"].contains(arguments[0]) else {
    complain("usage: zhiku-bench load|query DATA DB")
    exit(2)
}
do {
    var runner = try Runner(data: arguments[1], database: arguments[2])
    if arguments[0] == "load" { try runner.load() } else { try runner.answer() }
} catch {
    complain("\(error)")
    exit(1)
}
