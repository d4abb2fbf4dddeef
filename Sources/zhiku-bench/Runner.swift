import Diagnostics
import Execution
import Glibc
import Query
import Syntax
import Text

/// Why the runner can't go on, for the person who runs the benchmark.
struct RunnerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// What a statement's failure says to a person.
    init(_ failure: Failure) { description = failure.diagnostic.message.english }
}

/// Answers the questions of the benchmark through the same parser, binder, planner and executor as at the prompt, and speaks the
/// benchmark's protocol: a JSON object a line for the load, the opening, and each question.
struct Runner {
    private let data: String
    private let database: String
    private let folder: String
    private(set) var session = Session()

    private static let mostRuns = 5
    /// Of all runs of a question; a slow one is run less often.
    private static let budget = Duration.seconds(60)

    init(data: String, database: String) throws(RunnerError) {
        self.data = data
        self.database = database
        guard let folder = Runner.folderOfScripts else { throw RunnerError("Tests/Benchmarks/load.zk is not found") }
        self.folder = folder
    }

    /// `benchmarks` in a folder above the program, as in a checkout.
    private static var folderOfScripts: String? {
        var path = realpath("/proc/self/exe", nil).map { found in
            defer { free(found) }
            return String(cString: found)
        }
        while let above = path, let slash = above.lastIndex(of: "/") {
            let folder = String(above[..<slash])
            if access(folder + "/Tests/Benchmarks/load.zk", R_OK) == 0 { return folder + "/Tests/Benchmarks" }
            path = folder
        }
        return nil
    }

    // MARK: Loading

    mutating func load() throws(RunnerError) {
        let start = ContinuousClock.now
        // The script's paths are those of the data's folder.
        let script = SourceText(name: data + "/load.zk", bytes: try fileBytes(folder + "/load.zk"))
        try run(script)
        try run(SourceText(name: "save", text: "save \"\(database)\""))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        emit([
            "event": .text("load"), "system": .text("zhiku"), "version": .text("main"), "load_s": .number(seconds),
            "db_bytes": .number(Double(sizeOfFile(database))),
        ])
    }

    mutating func run(_ source: SourceText) throws(RunnerError) {
        var parser = Parser(source)
        let isTold = getenv("ZHIKU_BENCH_VERBOSE") != nil
        do {
            while let statement = try parser.next() {
                let start = ContinuousClock.now
                _ = try session.run(statement, in: source)
                if isTold { complain("\(source.name)@\(statement.range.lowerBound): \(ContinuousClock.now - start)") }
            }
        } catch let error as Failure {
            throw RunnerError(error)
        } catch {
            throw RunnerError("\(source.name): \(error)")
        }
    }

    // MARK: Answering

    /// The questions; the database is open then.
    mutating func openedQuestions() throws(RunnerError) -> Questions {
        let questions = try questions()
        try open(questions)
        return questions
    }

    private func questions() throws(RunnerError) -> Questions {
        Questions(
            text: String(decoding: try fileBytes(folder + "/queries.zk"), as: UTF8.self),
            parameters: try Parameters(json: try fileBytes(data + "/params.json")))
    }

    private mutating func open(_ questions: Questions) throws(RunnerError) {
        do throws(Failure) { session = try Session.opening(database, isCancelled: { false }) } catch {
            throw RunnerError(error)
        }
        session.parameters = questions.parameters.texts
    }

    mutating func answer() throws(RunnerError) {
        let questions = try questions()
        let start = ContinuousClock.now
        try open(questions)
        _ = try rows(of: questions.source("Q2"))
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        emit([
            "event": .text("open"), "system": .text("zhiku"), "version": .text("main"),
            "open_ms": .number(milliseconds),
        ])
        while let line = readLine() {
            let name = line.filter { !$0.isWhitespace }
            if name.isEmpty { continue }
            do throws(RunnerError) { try measure(name, questions) } catch {
                emit([
                    "event": .text("query"), "query": .text(name), "status": .text("error"),
                    "note": .text(error.description),
                ])
            }
        }
    }

    private mutating func measure(_ name: String, _ questions: Questions) throws(RunnerError) {
        guard questions.has(name) else {
            emit(["event": .text("query"), "query": .text(name), "status": .text("unsupported")])
            return
        }
        let source = questions.source(name)
        var (first, found) = try timed(source)
        let runs = max(1, min(Runner.mostRuns, Int(Runner.budget / max(first, .nanoseconds(1)))))
        let before = clock()
        var times: [Double] = []
        for _ in 0..<runs {
            let (spent, again) = try timed(source)
            found = again
            times.append(spent / .milliseconds(1))
        }
        let cpu = Double(clock() - before) / Double(CLOCKS_PER_SEC) * 1000 / Double(runs)
        times.sort()
        let answer = CanonicalAnswer(found)
        emit([
            "event": .text("query"), "query": .text(name), "status": .text("ok"),
            "median_ms": .number(times[times.count / 2]), "min_ms": .number(times[0]),
            "max_ms": .number(times[times.count - 1]), "first_ms": .number(first / .milliseconds(1)),
            "cpu_ms": .number(cpu), "runs": .number(Double(runs)), "rows": .number(Double(found.count)),
            "checksum": .text(answer.checksum), "answer": .texts(Array(answer.lines.prefix(20))),
        ])
    }

    /// How long answering takes, and the answer. What makes comparable lines of the values isn't counted.
    mutating func timed(_ source: SourceText) throws(RunnerError) -> (Duration, [[String]]) {
        let start = ContinuousClock.now
        let found = try rows(of: source)
        let spent = ContinuousClock.now - start
        return (spent, found.rows.map { row in zip(row, found.floats).map { CanonicalAnswer.cell($0, isFloat: $1) } })
    }

    /// All rows of a question, from its text on, and which of its columns are floats.
    private mutating func rows(of source: SourceText) throws(RunnerError) -> (rows: [[Value]], floats: [Bool]) {
        var rows: [[Value]] = []
        var floats: [Bool] = []
        do {
            var parser = Parser(source)
            while let statement = try parser.next() {
                guard case .answer(var answer) = try session.run(statement, in: source) else { continue }
                floats = answer.columns.map { CanonicalAnswer.floats.contains($0.name) }
                while case let batch = try answer.nextBatch(), !batch.isEmpty { rows += batch }
            }
        } catch let error as Failure {
            throw RunnerError(error)
        } catch {
            throw RunnerError("\(error)")
        }
        return (rows, floats)
    }
}
