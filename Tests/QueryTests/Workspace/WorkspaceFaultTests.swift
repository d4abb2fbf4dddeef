import Glibc
import Graph
import Syntax
import TestSupport
import Testing

@testable import Query

/// Every step of writing goes wrong in turn; whatever was acknowledged must be there afterwards, and nothing by halves.
struct WorkspaceFaultTests {
    private enum Action {
        case run(String)
        /// A statement that is too long for the journal.
        case runLong(String)
        case undo(Int)
        case save
        /// The program ends and starts again.
        case reopen
    }

    private static let actions: [Action] = [
        .run("add topic a"), .run("add topic b (name: \"" + String(repeating: "长", count: 400) + "\")"),
        .run("begin; add topic c; add topic d; commit"), .undo(1), .run("set topic a (name: \"x\")"), .save,
        .run("add topic e"), .run("add topic f"), .undo(2), .reopen, .run("add topic g"), .save,
        .runLong("add topic l (name: \"" + String(repeating: "长", count: 700) + "\")"), .run("add topic m"), .save,
        .run("remove topic a"), .run("add topic h"),
    ]

    /// The workspace and, beside it, what it must hold.
    private struct Trial {
        let path: String
        let disk: FaultyDisk
        var session: Session?
        /// What was acknowledged.
        var model = Session()
        /// Before each change that can still be taken back.
        var earlier: [Session] = []
        /// What the disk may hold as well: the change at which something failed that was not sure.
        var orElse: [Session] = []

        init(_ path: String, _ disk: FaultyDisk) {
            self.path = path
            self.disk = disk
        }

        mutating func run(_ actions: [Action]) throws {
            open()
            for action in actions where !disk.isDead { try carryOut(action) }
        }

        private mutating func open() {
            session = nil
            session = try? Session.opening(workspace: path, for: .writing, layer: disk.layer) { false }
            session?.leastForSnapshot = 2000
            // What was in doubt is known now.
            if let session, let sure = ([model] + orElse).first(where: { $0.isLike(session) }) {
                if !model.isLike(session) { earlier = [] }
                model = sure
                orElse = []
            }
        }

        private mutating func carryOut(_ action: Action) throws {
            if case .reopen = action { return open() }
            if session == nil { open() }
            guard session != nil else { return }
            var (after, before) = (model, earlier)
            switch action {
            case .run(let script):
                guard (try? after.run(script: script)) != nil else { return }
                before.append(model)
            case .runLong(let script):
                guard (try? after.run(script: script)) != nil else { return }
                before = []
            case .undo(let count):
                guard count <= before.count else { return }
                after = before[before.count - count]
                before.removeLast(count)
            case .save: before = []
            case .reopen: return
            }
            let isAcknowledged = (try? attempt(action)) != nil
            if isAcknowledged {
                (model, earlier) = (after, before)
            } else if disk.isDead || session?.workspace?.refusal != nil {
                orElse.append(after)
            }
            guard !disk.isDead, let session else { return }
            #expect(session.isLike(model), "in memory, step \(disk.steps), \(action)")
        }

        private mutating func attempt(_ action: Action) throws {
            switch action {
            case .run(let script), .runLong(let script):
                let isOpen = session?.isInTransaction
                do { try session?.run(script: script) } catch {
                    if session?.isInTransaction != isOpen { try session?.run(script: "rollback") }
                    throw error
                }
            case .undo(let count): _ = try session?.undo(count)
            case .save: try session?.run(script: "save")
            case .reopen: break
            }
        }
    }

    /// How many steps all actions take when nothing fails.
    private static let stepCount: Int = {
        let folder = TemporaryFolder()
        let disk = FaultyDisk()
        var trial = Trial(folder.path + "/w", disk)
        try? trial.run(actions)
        return disk.steps
    }()

    /// Every step takes minutes: ZHIKU_STEPS=1; otherwise one of so many, at random.
    private static var steps: some Sequence<Int> {
        var random = RandomSource(seed: testSeed())
        let distance = count("ZHIKU_STEPS", default: 7)
        return stride(from: random.number(1...distance), through: stepCount, by: distance)
    }

    private func check(_ path: String, _ trial: Trial, _ what: String) {
        do {
            let session = try Session.opening(workspace: path, for: .writing) { false }
            let allowed = [trial.model] + trial.orElse
            #expect(allowed.contains { $0.isLike(session) }, "\(what)\n\(session.names)\n\(trial.model.names)")
        } catch {
            Issue.record("\(what): \(error)")
        }
    }

    @Test func `nothing goes wrong on a sound disk`() throws {
        #expect(WorkspaceFaultTests.stepCount > 60)
        let folder = TemporaryFolder()
        var trial = Trial(folder.path + "/w", FaultyDisk())
        try trial.run(WorkspaceFaultTests.actions)
        #expect(trial.orElse.isEmpty)
        #expect(trial.model.names == ["b", "g", "h", "l", "m"])
        #expect(try trial.session?.log(100).contains { $0.record.isInSnapshot } == true)
        trial.session = nil
        check(folder.path + "/w", trial, "sound")
    }

    @Test(arguments: [FaultyDisk.Fault.fails, .failsAfterwards, .isShort], [EIO, ENOSPC])
    func `every step that fails leaves what was acknowledged`(_ fault: FaultyDisk.Fault, _ code: Int32) throws {
        for step in WorkspaceFaultTests.steps {
            let folder = TemporaryFolder()
            let path = folder.path + "/w"
            var trial = Trial(path, FaultyDisk(fault, at: step, errno: code))
            try trial.run(WorkspaceFaultTests.actions)
            trial.session = nil
            check(path, trial, "\(fault) at step \(step)")
            // The power goes as well, some time later.
            for loss in FaultyDisk.Loss.allCases where trial.disk.steps > 0 {
                trial.disk.writeRemains(of: path, after: loss, to: "\(folder.path)/\(loss)")
                check("\(folder.path)/\(loss)", trial, "\(fault) at step \(step), then \(loss)")
            }
        }
    }

    /// The proof that these tests can fail: where syncing does nothing, some step and some loss must show it.
    @Test(arguments: FaultyDisk.Lie.allCases)
    func `a layer that says it synced and didn't is found out`(_ lie: FaultyDisk.Lie) throws {
        var losses = 0
        for step in stride(from: 1, through: WorkspaceFaultTests.stepCount, by: 3) where losses == 0 {
            let folder = TemporaryFolder()
            let path = folder.path + "/w"
            var trial = Trial(path, FaultyDisk(.stops, at: step, lie: lie))
            try trial.run(WorkspaceFaultTests.actions)
            trial.session = nil
            for loss in FaultyDisk.Loss.allCases {
                let rest = "\(folder.path)/\(loss)"
                trial.disk.writeRemains(of: path, after: loss, to: rest)
                let session = try? Session.opening(workspace: rest, for: .writing) { false }
                let allowed = [trial.model] + trial.orElse
                if let session, allowed.contains(where: { $0.isLike(session) }) { continue }
                losses += 1
            }
        }
        #expect(losses > 0)
    }

    @Test(arguments: [FaultyDisk.Fault.stops, .stopsWithin])
    func `a machine that stops at any step has what was acknowledged`(_ fault: FaultyDisk.Fault) throws {
        for step in WorkspaceFaultTests.steps {
            let folder = TemporaryFolder()
            let path = folder.path + "/w"
            var trial = Trial(path, FaultyDisk(fault, at: step))
            try trial.run(WorkspaceFaultTests.actions)
            trial.session = nil
            check(path, trial, "\(fault) at step \(step)")
            for loss in FaultyDisk.Loss.allCases {
                trial.disk.writeRemains(of: path, after: loss, to: "\(folder.path)/\(loss)")
                check("\(folder.path)/\(loss)", trial, "\(fault) at step \(step), then \(loss)")
            }
        }
    }
}

// MARK: - Copies and recovery

/// `.backup` and `zhiku recover` go through the same layer: each of their steps fails in turn as well.
struct WorkspaceCopyFaultTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/w" }

    private func made(_ layer: FileLayer = .system) throws -> Session {
        var session = try Session.opening(workspace: path, for: .writing, layer: layer) { false }
        try session.run(script: "add topic a; save; add topic b; begin; add topic c; add topic d; commit")
        return session
    }

    private func names(_ path: String) -> [String]? {
        (try? Session.opening(workspace: path, for: .writing) { false })?.names
    }

    @Test(arguments: [FaultyDisk.Fault.fails, .failsAfterwards, .isShort, .stops, .stopsWithin])
    func `a copy that was acknowledged is whole, and one that fails opens as nothing else`(
        _ fault: FaultyDisk.Fault
    ) throws {
        let disk = FaultyDisk()
        var session = try made(disk.layer)
        let before = disk.steps
        try session.backUp(to: folder.path + "/copy")
        let count = disk.steps - before
        #expect(count > 8)
        session = Session()
        for step in 1...count {
            removeAll(path)
            let disk = FaultyDisk(fault, at: before + step, errno: ENOSPC)
            var session = try made(disk.layer)
            let copy = "\(folder.path)/\(step)"
            let isAcknowledged = (try? session.backUp(to: copy)) != nil
            #expect(!isAcknowledged || disk.steps < before + step || fault == .failsAfterwards, "step \(step)")
            if !disk.isDead { #expect(try session.lines("find topics show id") == ["a", "b", "c", "d"]) }
            session = Session()
            for loss in FaultyDisk.Loss.allCases {
                let rest = "\(copy)-\(loss)"
                disk.writeRemains(of: copy, after: isAcknowledged ? .nothing : loss, to: rest)
                let found = names(rest)
                let isNothing = found == nil || found == []
                #expect(found == ["a", "b", "c", "d"] || !isAcknowledged && isNothing, "step \(step), \(loss)")
            }
            #expect(names(path) == ["a", "b", "c", "d"], "the original")
        }
    }

    @Test(arguments: [FaultyDisk.Fault.fails, .failsAfterwards, .isShort, .stops, .stopsWithin])
    func `recovery that fails loses nothing that another one finds`(_ fault: FaultyDisk.Fault) throws {
        _ = try made()
        var journal = try readBytes(of: path + "/journal-1.zkj")
        journal[journal.count - 30] ^= 1
        let files = try ["snapshot-1.zkg", "journal-0.zkj"].map { ($0, try readBytes(of: path + "/" + $0)) }
        func damage() {
            removeAll(path)
            mkdir(path, 0o700)
            for (name, bytes) in files + [("journal-1.zkj", journal)] { writeFile(path + "/" + name, bytes) }
        }
        damage()
        let disk = FaultyDisk()
        _ = try WorkspaceRecovery(path, layer: disk.layer) { false }
        #expect(names(path) == ["a", "b"] && disk.steps > 5)
        for step in 1...disk.steps {
            damage()
            let faulty = FaultyDisk(fault, at: step, errno: EIO)
            _ = try? WorkspaceRecovery(path, layer: faulty.layer) { false }
            _ = try? WorkspaceRecovery(path) { false }
            #expect(names(path) == ["a", "b"], "step \(step)")
        }
    }
}

extension Session {
    /// The ids of its topics.
    fileprivate var names: [String] {
        graph.allNodes().map { graph.id(of: $0) }.sorted()
    }

    fileprivate func isLike(_ other: Session) -> Bool { settledDump == other.settledDump }

    private var settledDump: [String] {
        graph.allNodes().map { "\(graph.id(of: $0)) \(graph.name(of: $0))" }.sorted()
    }
}
