import Diagnostics
import Execution
import Render

/// What the command line asks for.
package struct Options: Sendable {
    enum Action: Sendable, Equatable {
        case run
        case help
        case version
        /// `zhiku fmt FILE…`
        case format
        /// `zhiku check FILE…`
        case check
        /// `--completion bash`
        case completion(CompletionScript.Shell)
        /// `--manual zh`
        case manual(Language)
        /// `zhiku recover FOLDER`
        case recover
        /// `zhiku ingest FILE… -g GRAPH`
        case ingest
    }

    var action = Action.run
    /// `-c`, in order; standard input is not read then.
    var commands: [String] = []
    /// Scripts to run, in order; `-` is standard input.
    var scripts: [String] = []
    /// `-g`; nil: the sample graph.
    var graph: String?
    /// `-o`; nil: box on a terminal, tsv otherwise.
    var format: Format?
    /// `-p name=value`
    var parameters: [(name: String, value: String)] = []
    /// `--limit columns=1000`
    var limits: [(name: Limits.Name, value: Int)] = []
    /// `--corpus`: where the original lines of sources are.
    var corpus: String?
    /// `--lang`; nil: that of the locale.
    var language: Language?
    var readsConfiguration = true
    var keepsHistory = true
    var keepsGoing = false
    var failsWhenEmpty = false
    var isSafe = false
    /// `--read-only`: no changes, so that a workspace may be open beside its writer.
    var isForReading = false
    var writesByteOrderMark = false
    /// `--guard`: what a spreadsheet would take for a formula gets an apostrophe.
    var guardsFormulas = false
    var isASCII = false
    /// `--write`: laid out scripts replace their files, and `save` a graph on a server.
    var writesInPlace = false
    /// `--report`: what was found in documents, and what not.
    var reports = false
    /// `--report=json`
    var reportsAsJSON = false
    /// `--largest 100`: bytes that one document may have.
    var largestDocument: Int?
    /// `--sources`: facts are looked for in the documents that they cite.
    var checksSources = false
}

/// Why a command line can't be understood.
enum UsageError: Error, Equatable {
    case unknownOption(String, nearest: String?)
    case valueMissing(option: String)
    case valueUnexpected(option: String)
    case unknownFormat(String, nearest: String?)
    case unknownLanguage(String)
    case unknownShell(String)
    /// `-p topic` without `=`
    case parameterWithoutValue(String)
    /// `--sources` without `check`
    case onlyWithCheck(String)
    /// `--report` without `ingest`
    case onlyWithIngest(String)
    /// `check --sources` without `--corpus`
    case corpusMissing
    /// `ingest` without files
    case documentsMissing
    /// `ingest FILE` without `-g` and without `--report`
    case graphMissing
    /// `--limit colums=3`, `--limit columns`
    case unknownLimit(String, nearest: String?)
    case limitWithoutNumber(String)
    /// `zhiku recover` without a folder, or with several
    case oneFolderNeeded
}
