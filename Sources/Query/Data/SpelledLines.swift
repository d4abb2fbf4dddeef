import Graph
import Ingest
import Text

/// Which of two names for one node the lines say that a fact stands on.
///
/// Lines come from the documents' files, if they are still those that were read, else from the passages that the graph keeps.
struct SpelledLines {
    private enum Finding {
        case ours, theirs, both, neither
    }

    private let graph: Graph
    private let ours: [[UInt8]]
    private let theirs: [[UInt8]]
    private let mayReadFiles: Bool
    /// The lines of each document that could be read, from 1.
    private var files: [String: [String]?] = [:]
    private var passages: Passages

    init(_ ours: [String], _ theirs: [String], _ graph: Graph, mayReadFiles: Bool) {
        self.graph = graph
        passages = Passages(graph)
        self.ours = ours.map(evidence).filter { !$0.isEmpty }
        self.theirs = theirs.map(evidence).filter { !$0.isEmpty }
        self.mayReadFiles = mayReadFiles
    }

    /// Those of some sources whose lines name ours and not theirs.
    mutating func ours(_ sources: [Value]) -> [Value] {
        var found: [Value] = []
        for case .source(let source) in sources where finding(source) == .ours { found.append(.source(source)) }
        return found
    }

    private mutating func finding(_ source: SourceReference) -> Finding {
        guard !ours.isEmpty, let lines = source.lines, let text = text(lines, of: source.document) else {
            return .neither
        }
        let bytes = evidence(text)
        var (says, saysOther) = (false, false)
        var place = 0
        while place < bytes.count {
            // 平遥县 isn't 平遥 once more: the longest name that begins here counts.
            let own = longest(ours, in: bytes, at: place)
            let other = longest(theirs, in: bytes, at: place)
            if own > other { says = true } else if other > 0 { saysOther = true }
            place += max(own, other, 1)
        }
        return says ? saysOther ? .both : .ours : saysOther ? .theirs : .neither
    }

    /// The length of the longest name that stands there; 0 if none does.
    private func longest(_ names: [[UInt8]], in bytes: [UInt8], at place: Int) -> Int {
        var length = 0
        for name in names where name.count > length && bytes[place...].starts(with: name) { length = name.count }
        return length
    }

    // MARK: Lines

    private mutating func text(_ lines: ClosedRange<Int>, of document: String) -> String? {
        if let file = file(of: document) {
            guard lines.lowerBound <= file.count else { return nil }
            return file[(lines.lowerBound - 1)..<min(lines.upperBound, file.count)].joined()
        }
        return passages.text(of: document, at: lines)
    }

    private mutating func file(of document: String) -> [String]? {
        if let known = files[document] { return known }
        var found: [String]?
        if mayReadFiles, let node = graph.nodes(named: document, by: .id).first,
            let path = graph.text("path", of: node), let sha256 = graph.text("sha256", of: node)
        {
            found = Document.lines(1...Int.max - 1, ofFileAt: path, sha256: sha256)?.map(\.text)
        }
        files[document] = .some(found)
        return found
    }
}
