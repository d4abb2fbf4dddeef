import Diagnostics
import Execution
import Render

extension UsageError {
    /// The error for people, in both languages.
    var diagnostic: Diagnostic { Diagnostic(message, at: nil, hints: hints) }

    private var message: Message {
        switch self {
        case .unknownOption(let name, _): Message("there is no option \(name)", "没有选项 \(name)")
        case .valueMissing(let option): Message("\(option) needs a value", "\(option) 要带一个值")
        case .valueUnexpected(let option): Message("\(option) takes no value", "\(option) 不带值")
        case .unknownFormat(let name, _): Message("there is no format “\(name)”", "没有“\(name)”这种格式")
        case .unknownLanguage(let name): Message("“\(name)” is not a language: zh or en", "“\(name)”不是语言：zh 或 en")
        case .unknownShell(let name):
            Message("there are no completions for “\(name)”", "没有“\(name)”的补全")
        case .parameterWithoutValue(let text):
            Message("a parameter is given as name=value, not “\(text)”", "参数写作 名=值，不是“\(text)”")
        case .onlyWithCheck(let option):
            Message("\(option) belongs to `zhiku check`", "\(option) 只用于 zhiku check")
        case .corpusMissing:
            Message("check --sources needs the folder of the documents", "check --sources 要知道原文所在的文件夹")
        case .onlyWithIngest(let option):
            Message("\(option) belongs to `zhiku ingest`", "\(option) 只用于 zhiku ingest")
        case .documentsMissing: Message("ingest needs documents or folders", "ingest 要带文件或文件夹")
        case .graphMissing: Message("ingest needs the graph that documents go to", "ingest 要知道读入哪个图")
        case .unknownLimit(let name, _): Message("there is no limit “\(name)”", "没有“\(name)”这个限制")
        case .limitWithoutNumber(let name):
            Message("a limit is a whole number above 0: \(name) 1000", "限制是大于 0 的整数：\(name) 1000")
        case .oneFolderNeeded: Message("recover takes one workspace folder", "recover 要带一个工作区文件夹")
        }
    }

    private var formats: String { Format.allCases.map(\.rawValue).joined(separator: " ") }

    private var limits: String { Limits.Name.allCases.map(\.rawValue).joined(separator: " ") }

    private var hints: [Message] {
        switch self {
        case .unknownOption(_, let near):
            near.map { [Message("did you mean \($0)?", "是不是 \($0)？")] } ?? [
                Message("zhiku --help lists them", "zhiku --help 列出全部")
            ]
        case .unknownFormat(_, let near):
            near.map { [Message("did you mean \($0)?", "是不是 \($0)？")] } ?? [
                Message("formats are \(formats)", "可用的格式：\(formats)")
            ]
        case .unknownLimit(_, let near):
            near.map { [Message("did you mean \($0)?", "是不是 \($0)？")] } ?? [
                Message("limits are \(limits)", "可用的限制：\(limits)")
            ]
        case .valueMissing(option: "--format"): [Message("formats are \(formats)", "可用的格式：\(formats)")]
        case .onlyWithCheck: [Message("zhiku check --sources --corpus FOLDER", "zhiku check --sources --corpus 文件夹")]
        case .corpusMissing: [Message("name it with --corpus FOLDER", "用 --corpus 文件夹 指明")]
        case .unknownLanguage(let name):
            [Message("--lang \(Language.nearest(to: name))", "--lang \(Language.nearest(to: name))")]
        case .parameterWithoutValue(let text): [Message("-p \(text)=…", "-p \(text)=…")]
        case .unknownShell: [Message("for bash, zsh and fish", "可用 bash、zsh、fish")]
        case .onlyWithIngest, .documentsMissing:
            [Message("zhiku ingest FILE… -g my.zkg --report", "zhiku ingest 文件… -g 我的.zkg --report")]
        case .graphMissing:
            [
                Message(
                    "name it with -g my.zkg; with --report alone nothing is kept", "用 -g 我的.zkg 指明；只要 --report 则不保存")
            ]
        case .valueMissing, .valueUnexpected, .limitWithoutNumber, .oneFolderNeeded: []
        }
    }
}

extension Language {
    /// The language's name as the option takes it: `zh` for cn, zh_CN, chinese and 中文.
    fileprivate static func nearest(to name: String) -> String {
        let name = name.lowercased()
        let isChinese =
            ["cn", "zh", "chi", "中", "汉", "漢", "hans"].contains { name.hasPrefix($0) } || name.contains("中文")
        return (isChinese ? Language.chinese : .english).rawValue
    }
}
