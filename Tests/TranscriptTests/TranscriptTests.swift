import Glibc
import Testing

/// Whether what zhiku says becomes what is expected.
let accepts = getenv("ZHIKU_ACCEPT").map { String(cString: $0) } == "1"

@Suite struct TranscriptTests {
    @Test(arguments: Transcript.all) func `zhiku says what the transcript says`(_ transcript: Transcript) {
        let observed = transcript.observed()
        let path = transcript.name + ".observed"
        if observed == transcript.expected {
            removeProjectFile(path)
        } else if accepts {
            writeProjectFile(transcript.name + ".out", observed)
        } else {
            writeProjectFile(path, observed)
            Issue.record("\(transcript.name):\n\(lineDifference(transcript.expected, observed))")
        }
    }

    @Test(arguments: twins) func `a Chinese twin gives the same values`(_ name: String) {
        let english = Transcript(path: name + ".zk").observed(adding: ["-o", "json"])
        let chinese = Transcript(path: name + ".中文.zk").observed(adding: ["-o", "json"])
        #expect(values(of: english) == values(of: chinese), "\(name):\n\(lineDifference(english, chinese))")
        #expect(!english.contains("[exit"), "\(name) fails")
    }

    @Test func `every Chinese twin has its original`() {
        for transcript in Transcript.all where transcript.name.hasSuffix(".中文") {
            #expect(projectFile(transcript.name.dropLast(3) + ".zk") != nil, "\(transcript.name)")
        }
    }

    @Test func `every out file belongs to a transcript`() {
        for path in projectFiles(below: "Tests/Transcripts", ending: ".out") {
            #expect(projectFile(path.dropLast(4) + ".zk") != nil, "\(path)")
        }
    }

    /// The names of the transcripts that have a twin.
    static let twins = Transcript.all.map(\.name).filter { projectFile($0 + ".中文.zk") != nil }

    /// The answers without their headings; lines that are no JSON stay texts.
    private func values(of output: String) -> [JSON] {
        output.split(separator: "\n").map { JSON($0)?.withoutKeys ?? .text(String($0)) }
    }
}

@Suite struct DumpTests {
    @Test(arguments: ["Tests/Transcripts/small.zk", "samples/zhiku.zk"])
    func `a dump is a script that makes the same graph`(_ graph: String) {
        let first = run(["-g", graph, "-c", "dump"])
        #expect(first.status == 0 && first.text.contains("\nadd "), "\(first.text.prefix(500))")
        let path = "Tests/Transcripts/dump-of-\(graph.split(separator: "/").last ?? "").observed"
        writeProjectFile(path, first.text)
        let second = run(["-g", path, "-c", "dump"])
        let changes = lineDifference(first.text, second.text).split(separator: "\n").filter { !$0.hasPrefix("  ") }
        #expect(second.text == first.text, "\(changes.prefix(20).joined(separator: "\n"))")
        removeProjectFile(path)
    }
}
