import Diagnostics
import Execution
import Ingest
import Render

extension Options {
    /// The options that the words after the program's name give.
    init(arguments: [String]) throws(UsageError) {
        var words = arguments[...]
        while let word = words.popFirst() {
            if word == "--" {
                scripts += words
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                if action == .run, scripts.isEmpty, let wanted = Options.action(word) {
                    action = wanted
                    continue
                }
                scripts.append(word)
                continue
            }
            let (name, attached) = Options.split(word)
            guard let option = OptionRow.table.first(where: { $0.long == name || $0.short == name }) else {
                throw .unknownOption(name, nearest: Options.nearestOption(to: name))
            }
            if !option.takesValue, let attached, !option.words.contains(attached) {
                throw .valueUnexpected(option: option.long)
            }
            var value = attached
            if option.takesValue, value == nil { value = words.popFirst() }
            if option.takesValue, value == nil { throw .valueMissing(option: option.long) }
            try apply(option.long, value ?? "")
        }
        if action == .recover, scripts.count != 1 { throw .oneFolderNeeded }
        if largestDocument != nil, ![.ingest, .run, .help, .version].contains(action) {
            throw .onlyWithIngest("--largest")
        }
        if reports, ![.ingest, .help, .version].contains(action) { throw .onlyWithIngest("--report") }
        if action == .ingest, scripts.isEmpty { throw .documentsMissing }
        if action == .ingest, graph == nil, !reports { throw .graphMissing }
        if checksSources, action != .check, action != .help, action != .version { throw .onlyWithCheck("--sources") }
    }

    /// The sub-command of that name, which may stand behind options: `--lang zh check x.zk`. nil: the word is a script.
    private static func action(_ word: String) -> Action? {
        switch word {
        case "fmt": return .format
        case "check": return .check
        case "recover": return .recover
        case "ingest": return .ingest
        default: return nil
        }
    }

    /// What other programs call the options, and what they are in Chinese.
    private static let foreignNames = [
        "--output": "--format", "--out": "--format", "--mode": "--format", "--type": "--format", "--格式": "--format",
        "--database": "--graph", "--db": "--graph", "--file": "--graph", "--图": "--graph", "--execute": "--command",
        "--query": "--command", "-e": "--command", "-q": "--command", "--命令": "--command", "--variable": "--param",
        "--set": "--param", "-v": "--version", "--参数": "--param", "--locale": "--lang", "--语言": "--lang",
        "--continue": "--keep-going", "--force": "--keep-going", "--readonly": "--read-only", "--只读": "--read-only",
        "--帮助": "--help", "--版本": "--version", "-?": "--help", "-f": "--format",
    ]

    private static func nearestOption(to name: String) -> String? {
        // sqlite3 and DuckDB have an option for each format.
        let bare = String(name.lowercased().drop { $0 == "-" })
        if name.hasPrefix("-"), bare.count > 1, Format(rawValue: bare) != nil { return "--format \(bare)" }
        if let option = foreignNames[name.lowercased()] { return option }
        let names = OptionRow.table.flatMap { [$0.long] + ($0.short.map { [$0] } ?? []) }
        if let near = nearest(to: name, among: names).first { return near }
        // Dashes sound like nothing.
        let words = Dictionary(foreignNames.map { (String($0.dropFirst(2)), $1) }) { first, _ in first }
        return nearest(to: String(name.drop { $0 == "-" }), among: words.keys).first.flatMap { words[$0] }
    }

    /// `--format=csv`, `-ocsv`
    private static func split(_ word: String) -> (name: String, value: String?) {
        if word.hasPrefix("--") {
            guard let sign = word.firstIndex(of: "=") else { return (word, nil) }
            return (String(word[..<sign]), String(word[word.index(after: sign)...]))
        }
        return word.count > 2 ? (String(word.prefix(2)), String(word.dropFirst(2))) : (word, nil)
    }

    /// `columns=1000`
    private static func limit(_ text: String) throws(UsageError) -> (name: Limits.Name, value: Int) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return try Limits.Name.setting(parts[0], parts.count > 1 ? parts[1] : "")
    }

    private mutating func apply(_ option: String, _ value: String) throws(UsageError) {
        switch option {
        case "--command": commands.append(value)
        case "--graph": graph = value
        case "--format": format = try Format(spelled: value)
        case "--param":
            guard let sign = value.firstIndex(of: "="), sign != value.startIndex else {
                throw .parameterWithoutValue(value)
            }
            parameters.append((String(value[..<sign]), String(value[value.index(after: sign)...])))
        case "--limit": limits.append(try Options.limit(value))
        case "--corpus": corpus = value
        case "--lang":
            guard let language = Language(rawValue: value) else { throw .unknownLanguage(value) }
            self.language = language
        case "--no-rc": readsConfiguration = false
        case "--no-history": keepsHistory = false
        case "--keep-going": keepsGoing = true
        case "--fail-empty": failsWhenEmpty = true
        case "--safe": isSafe = true
        case "--read-only": isForReading = true
        case "--bom": writesByteOrderMark = true
        case "--guard": guardsFormulas = true
        case "--ascii": isASCII = true
        case "--write": writesInPlace = true
        case "--sources": checksSources = true
        case "--report":
            reports = true
            reportsAsJSON = value == "json"
        case "--largest":
            guard let most = Int(value), (1...(DocumentLimits.most >> 20)).contains(most) else {
                throw .limitWithoutNumber(option)
            }
            largestDocument = most << 20
        case "--help": action = .help
        case "--version": action = .version
        case "--completion":
            guard let shell = CompletionScript.Shell(rawValue: value) else { throw .unknownShell(value) }
            action = .completion(shell)
        case "--manual":
            guard let language = Language(rawValue: value) else { throw .unknownLanguage(value) }
            action = .manual(language)
        default: preconditionFailure("an option of the table has no meaning")
        }
    }
}

extension Format {
    /// A format by its name; `md` is markdown.
    init(spelled word: String) throws(UsageError) {
        let name = word.lowercased() == "md" ? "markdown" : word.lowercased()
        guard let format = Format(rawValue: name) else {
            throw .unknownFormat(word, nearest: nearest(to: name, among: Format.allCases.map(\.rawValue)).first)
        }
        self = format
    }
}

extension Limits.Name {
    /// A limit by its name, and the number that it is set to.
    static func setting(_ name: String, _ number: String) throws(UsageError) -> (name: Limits.Name, value: Int) {
        guard let limit = Limits.Name(rawValue: name.lowercased()) else {
            throw .unknownLimit(name, nearest: nearest(to: name, among: allCases.map(\.rawValue)).first)
        }
        guard let value = Int(number), value > 0 else { throw .limitWithoutNumber(limit.rawValue) }
        return (limit, value)
    }
}
