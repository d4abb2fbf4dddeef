import Diagnostics
import Execution
import Glibc
import Query
import Text

/// `.examples`, `.tutorial`, and what the first start says.
extension Prompt {
    /// `.examples` lists queries for the graph at hand, `.examples 3` runs one.
    mutating func examples(_ argument: String, _ reader: inout some (PromptReader & ~Copyable)) {
        let examples = GraphExamples(runner.session, language).all
        if argument.isEmpty {
            for (number, example) in examples.enumerated() { say(line(number + 1, example)) }
            return say(Message(".examples 2 runs the second", ".examples 2 执行第 2 条"))
        }
        guard let number = Int(folded(argument)), examples.indices.contains(number - 1) else {
            return complain(
                Message(".examples takes a number from 1 to \(examples.count)", ".examples 可带 1 到 \(examples.count)"))
        }
        let example = examples[number - 1]
        say(example)
        runScript(SourceText(name: "example", text: example), &reader)
    }

    /// ` 3  find counties`
    private func line(_ number: Int, _ text: String) -> String {
        wrappedParagraph(
            "\(padded("\(number)", to: 2, alignment: .trailing))  \(text)", to: max(1, runner.printer.width ?? 1000),
            indent: 4
        ).joined(separator: "\n")
    }

    /// The first start says three things to try. That it was the first, the history file tells, which is made here.
    mutating func welcome() {
        guard options.keepsHistory, let path = HistoryPlace.path else { return }
        makeFolders(of: path)
        let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        close(file)
        say(
            Message(
                "Three things to try (.examples has more, .tutorial teaches in ten steps):",
                "可以先试这三句（.examples 有更多，.tutorial 十步入门）："))
        for (number, example) in GraphExamples(runner.session, language).all.prefix(3).enumerated() {
            say(line(number + 1, example))
        }
    }

    // MARK: The tutorial

    /// `.tutorial` begins, or goes on where it was left; `.tutorial 4`, `.tutorial hint`, `.tutorial off`.
    mutating func tutorial(_ argument: String) {
        let word = folded(argument)
        if ["off", "quit", "退出", "停"].contains(word) { return leaveTutorial() }
        if ["hint", "提示"].contains(word) {
            guard let step = tutorialStep else {
                return complain(
                    Message("the tutorial is not going on", "教程没有在进行"), hint: Message(".tutorial", ".tutorial"))
            }
            return say(Tutorial.steps[step].query.text(in: language))
        }
        let number = word.isEmpty ? tutorialBookmark + 1 : Int(word) ?? 0
        guard Tutorial.steps.indices.contains(number - 1) else {
            return complain(
                Message(
                    ".tutorial takes a number from 1 to \(Tutorial.steps.count), hint or off",
                    ".tutorial 可带 1 到 \(Tutorial.steps.count)、提示、退出"))
        }
        guard Tutorial.fits(runner.session) else {
            return complain(
                Message("the tutorial is about the sample graph", "教程使用样例图"),
                hint: Message("zhiku without -g opens it; .examples are for this graph", "不带 -g 启动即可；.examples 适合当前图"))
        }
        if word.isEmpty, tutorialBookmark == 0 { say(wrapped(Tutorial.introduction)) }
        begin(number - 1)
    }

    private mutating func begin(_ step: Int) {
        tutorialStep = step
        tutorialBookmark = step
        let task = Tutorial.steps[step].task
        say(
            wrapped(
                Message(
                    "Step \(step + 1) of \(Tutorial.steps.count): \(task.english)",
                    "第 \(step + 1) 步（共 \(Tutorial.steps.count) 步）：\(task.chinese)")))
    }

    private func wrapped(_ message: Message) -> Message {
        func lines(_ text: String) -> String {
            text.split(separator: "\n").flatMap { wrappedParagraph(String($0), to: helpWidth, indent: 2) }
                .joined(separator: "\n")
        }
        return Message(lines(message.english), lines(message.chinese))
    }

    private mutating func leaveTutorial() {
        guard let step = tutorialStep else { return }
        tutorialStep = nil
        say(Message("Left. .tutorial \(step + 1) goes on here", "已退出教程。.tutorial \(step + 1) 接着来"))
    }

    /// Whether what was asked is what the step wanted: by its answer, however it was written.
    mutating func lookAtAnswer(to statement: String) {
        guard let step = tutorialStep, runner.status == .success || runner.status == .nothingFound else { return }
        let isRight = runner.lastAnswer.map { Tutorial.steps[step].accepts($0, in: runner.session) } ?? false
        guard isRight else {
            return say(
                Message(
                    "Not yet. .tutorial hint shows a way, .tutorial off leaves", "还不对。.tutorial 提示 给出写法，.tutorial 退出 离开"
                ))
        }
        say(Message("Right.", "对了。"))
        if step + 1 < Tutorial.steps.count { return begin(step + 1) }
        tutorialStep = nil
        tutorialBookmark = 0
        say(wrapped(Tutorial.end))
    }
}

/// Makes the folders that a file is to be in, for the person alone.
func makeFolders(of path: String) {
    var folder = ""
    for part in parentFolder(of: path).split(separator: "/") {
        folder += "/" + part
        mkdir(folder, 0o700)
    }
}
