import Diagnostics
import Graph
import Text

/// What a check of sources found: offences, and how much was looked at.
package struct SourceReport: Sendable {
    package var offences: [Offence] = []
    /// Facts and those that offend, by the kind or relation that they are of, in the order of the schema.
    package var tallies: [Tally] = []
    /// Facts that nothing could be looked for of, by reason.
    package var exceptions: [(reason: ExceptionReason, count: Int)] {
        ExceptionReason.allCases.compactMap { reason in counts[reason].map { (reason, $0) } }
    }
    var counts: [ExceptionReason: Int] = [:]
    /// Documents whose text was read, and their lines.
    package var documents: [(id: String, lines: Int)] = []
    package var wasCancelled = false

    package struct Tally: Sendable {
        package var name: Message
        package var isRelation: Bool
        package var checked = 0
        package var offending = 0
    }

    mutating func except(_ reason: ExceptionReason) { counts[reason, default: 0] += 1 }
}

/// Why a fact's lines need not hold it.
package enum ExceptionReason: CaseIterable, Sendable {
    /// `summary`, `category`, `type`, …: said in the curator's words.
    case ownWords
    /// A topic, or a relation with one: a classification.
    case topic
    /// `concerns` an industry that the lines don't name: a classification too.
    case classification
    /// `20亿元` of `20亿`, `10个` of `十大`: the number stands there, and its unit is understood.
    case impliedUnit
    /// `source: "GB/T 2260"`
    case standard
    /// The end of a relation that is the cited passage itself, such as a section or a finding.
    case passage
    /// The place that the document is about: 全市 in a plan of 晋中市.
    case coveredPlace
    /// A source that is a row of an imported table.
    case imported
    /// The document's file is not in the corpus, which is an offence of its own.
    case textMissing

    package var message: Message {
        switch self {
        case .ownWords: Message("in the curator's words", "整理者自己的话")
        case .topic: Message("topics and links to them", "主题及其关系")
        case .classification: Message("industries that a passage concerns", "涉及的产业，归类所定")
        case .impliedUnit: Message("units that are understood", "原文省略的单位")
        case .standard: Message("from a standard", "出自标准")
        case .passage: Message("an end that is the cited passage itself", "一端就是所引的段落")
        case .coveredPlace: Message("the place that the document is about", "文件所管的地区")
        case .imported: Message("from an imported table", "出自导入的表")
        case .textMissing: Message("the document's file is not there", "原文文件不在")
        }
    }
}

/// A fact that its source doesn't bear out.
package struct Offence: Sendable {
    package enum Reason: Sendable {
        /// Nothing says where the fact stands.
        case noSource
        /// `"plan" 2000`, where the plan has 1056 lines
        case outside(SourceReference, lineCount: Int)
        /// `"plam" 3`
        case unknownDocument(String, nearest: [String])
        /// Lines of a document that has no `file`
        case documentWithoutFile(SourceReference)
        /// The name, the figure … that the lines don't hold; `what` is the property, or nil for a name
        case notThere(String, what: Message?, lines: String)
        /// The number stands there and its unit doesn't
        case unitNotThere(String, lines: String)
        /// A relation of a passage cites lines that are none of that passage's.
        case outsideOfPassage(String, lines: String)
        /// A value has a run of a document's text.
        case copied(count: Int, beginning: String, lines: String)
        /// The file of a document is not in the corpus.
        case fileMissing(String)
        /// The file is another one than the graph was made from.
        case otherFile(String)
    }

    package var fact: String
    package var reason: Reason
    /// The statement, and its script; nil for a graph that came from a snapshot.
    package var range: Range<Int>?
    package var source: SourceText
    /// Where among the scripts and in its script the statement stands.
    var order: [Int]

    /// The offence for people, in both languages.
    package var diagnostic: Diagnostic {
        let words = reason.words
        return Diagnostic(
            Message("\(fact): \(words.english)", "\(fact)：\(words.chinese)"), at: range)
    }
}

extension Offence.Reason {
    fileprivate var words: Message {
        switch self {
        case .noSource: Message("no source", "没有出处")
        case .outside(let source, let count):
            Message("\(source) is outside of its \(count) lines", "\(source) 超出了全文 \(count) 行")
        case .unknownDocument(let name, let nearest):
            Message(
                "no document “\(name)”" + (nearest.first.map { "; did you mean \($0)?" } ?? ""),
                "没有文件“\(name)”" + (nearest.first.map { "；是不是“\($0)”？" } ?? ""))
        case .documentWithoutFile(let source):
            Message("\(source) are lines of a document that has no file", "\(source)：此文件没有 file，行号无从查对")
        case .notThere(let text, let what, let lines):
            Message(
                "\(lines) has no \(what.map { "\($0.english) " } ?? "")“\(text)”",
                "\(lines) 里没有\(what?.chinese ?? "")“\(text)”")
        case .unitNotThere(let text, let lines):
            Message("\(lines) has the number of “\(text)” and not its unit", "\(lines) 里有“\(text)”的数，没有其单位")
        case .outsideOfPassage(let passage, let lines):
            Message("\(lines) is no part of \(passage)", "\(lines) 不在 \(passage) 之内")
        case .copied(let count, let beginning, let lines):
            Message(
                "\(count) characters are the text of \(lines): “\(beginning)…”",
                "有 \(count) 个字照抄 \(lines)：“\(beginning)…”")
        case .fileMissing(let file): Message("the corpus has no file \(file)", "原文文件夹里没有 \(file)")
        case .otherFile(let file):
            Message("\(file) is not the file that the graph was made from", "\(file) 不是生成此图所用的文件")
        }
    }
}
