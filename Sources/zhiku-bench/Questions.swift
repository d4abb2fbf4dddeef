import Diagnostics
import Query

/// The values of `$names`, from `params.json`.
struct Parameters {
    /// What the session is given: texts, of lists none.
    private(set) var texts: [String: String] = [:]
    /// The texts of a list, as literals between commas.
    private(set) var lists: [String: String] = [:]

    init(json: [UInt8]) throws(RunnerError) {
        var parser = JSONParser(json)
        guard case .object(let members)? = parser.document() else { throw RunnerError("params.json is no object") }
        for (key, value) in members {
            if case .array = value {
                lists[key] = value.texts.map { "\"\($0)\"" }.joined(separator: ", ")
            } else {
                texts[key] = value.texts.first
            }
        }
    }
}

/// The statements of `queries.zk` by the number over each.
struct Questions {
    let parameters: Parameters
    private var texts: [String: String] = [:]

    init(text: String, parameters: Parameters) {
        self.parameters = parameters
        var name: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# Q") {
                name = String(line.dropFirst(2).prefix { !$0.isWhitespace })
            } else if let name, !line.hasPrefix("#") {
                texts[name, default: ""] += line + "\n"
            }
        }
        for (name, text) in texts {
            // A parameter holds one value; a list is written out, as it is for every other system.
            // The ends of a path are names, where no parameter can stand.
            var literals = parameters.lists
            if text.hasPrefix("path ") { literals.merge(parameters.texts.mapValues { "\"\($0)\"" }) { $1 } }
            var written = text
            for (key, literal) in literals.sorted(by: { $0.key > $1.key }) {
                if let mark = written.firstRange(of: "$" + key) { written.replaceSubrange(mark, with: literal) }
            }
            texts[name] = written
        }
    }

    /// In the order of their numbers.
    var names: [String] {
        texts.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    func has(_ name: String) -> Bool { texts[name] != nil }

    func source(_ name: String) -> SourceText { SourceText(name: name, text: texts[name] ?? "") }
}
