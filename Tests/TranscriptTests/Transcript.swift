import Testing

/// What a person types, in a file, and what she sees, in the file of the same name that ends in `.out`.
///
///     # run: -o csv --lang zh
///     find counties where type = 县
///
/// - `# run: …` at the top gives the arguments, which are split at blanks. The graph is the small one that the transcripts
///   share, unless `-g` gives another.
/// - `# sample graph` asks the sample graph, as a person who just starts zhiku does; so do the scripts of `samples/queries`.
/// - `# terminal: 60` gives the answer a terminal of so many columns instead of a pipe.
/// - The text goes to standard input, unless the arguments name a script.
/// - An exit status other than 0 stands at the end of the `.out`: `[exit 1]`.
struct Transcript: CustomTestStringConvertible, Sendable {
    /// From the project's folder on, without `.zk`.
    var name: String
    var arguments: [String] = []
    var screen = Screen.pipe
    var asksSampleGraph = false

    init(path: String) {
        name = String(path.dropLast(3))
        for line in (projectFile(path) ?? "").split(separator: "\n").prefix(while: { $0.hasPrefix("# ") }) {
            if line.hasPrefix("# run: ") { arguments = line.dropFirst(7).split(separator: " ").map(String.init) }
            if line == "# sample graph" { asksSampleGraph = true }
            if line.hasPrefix("# terminal: "), let columns = UInt16(line.dropFirst(12)) {
                screen = .terminal(columns: columns)
            }
        }
    }

    var testDescription: String { name }

    var expected: String { projectFile(name + ".out") ?? "" }

    /// What zhiku says today.
    func observed(adding more: [String] = []) -> String {
        let runsScript = arguments.contains {
            $0.hasSuffix(".zk") && !$0.hasPrefix("Tests/") && $0 != "samples/zhiku.zk"
        }
        var all = arguments
        if !runsScript, !asksSampleGraph, !arguments.contains("-g") {
            all = ["-g", "Tests/Transcripts/small.zk"] + all
        }
        let run = run(all + more, input: runsScript ? nil : name + ".zk", screen: screen)
        let separator = run.text.isEmpty || run.text.hasSuffix("\n") ? "" : "\n"
        return run.status == 0 ? run.text : run.text + separator + "[exit \(run.status)]\n"
    }

    static let all = projectFiles(below: "Tests/Transcripts", ending: ".zk")
        .filter { $0 != "Tests/Transcripts/small.zk" && !$0.hasSuffix(".part.zk") }.map(Transcript.init)
}

/// The lines of two texts side by side: those that only the first has with `-`, those that only the second has with `+`.
func lineDifference(_ old: String, _ new: String) -> String {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
        switch change {
        case .remove(let place, _, _): removed.insert(place)
        case .insert(let place, _, _): inserted.insert(place)
        }
    }
    var lines: [String] = []
    var oldPlace = 0
    var newPlace = 0
    while oldPlace < old.count || newPlace < new.count {
        if removed.contains(oldPlace) {
            lines.append("- " + old[oldPlace])
            oldPlace += 1
        } else if inserted.contains(newPlace) {
            lines.append("+ " + new[newPlace])
            newPlace += 1
        } else {
            lines.append("  " + old[oldPlace])
            oldPlace += 1
            newPlace += 1
        }
    }
    return lines.joined(separator: "\n")
}
