import Diagnostics
import Render

/// An option: what the parser, `--help`, the man page, completion files and the nearest name know of it.
///
/// Options are parsed here and not by a library because usage errors must come in both languages with exit status 2, and
/// because a library for this costs more at each start than all the rest of it (measured: 1.4 to 2 ms of about 2).
struct OptionRow: Sendable {
    let long: String
    let short: String?
    /// What its value is called; nil if it takes none.
    let value: Message?
    /// The values that it takes, where they are few; one that takes none otherwise may be followed by `=` and one of these.
    let words: [String]
    /// Whether its value is a file or a folder.
    let takes: Path?
    /// Several lines where it has several sentences.
    let purpose: Message

    enum Path: Sendable { case file, folder }

    var takesValue: Bool { value != nil }

    private init(
        _ long: String, _ short: String?, _ value: Message?, words: [String] = [], takes: Path? = nil,
        _ purpose: Message
    ) {
        self.long = long
        self.short = short
        self.value = value
        self.words = words
        self.takes = takes
        self.purpose = purpose
    }

    static let table: [OptionRow] = [
        OptionRow(
            "--command", "-c", Message("STATEMENT", "语句"), Message("run it; standard input is not read", "执行语句，不读标准输入")),
        OptionRow(
            "--graph", "-g", Message("PATH", "路径"), takes: .file,
            Message(
                "a graph: a .zk script, a .zkg snapshot, or a folder, where every change is kept\n(a workspace; a new or empty folder is an empty one),\nor postgres://… on a server",
                "图：.zk 脚本、.zkg 快照，或工作区文件夹，其中每次修改都存盘\n（新的或空的文件夹即空的工作区），\n或服务器上的 postgres://…")),
        OptionRow(
            "--read-only",
            Message("no changes; a workspace may be open beside its writer", "只读；可与正在写的 zhiku 同时打开工作区")),
        OptionRow(
            "--format", "-o", Message("FORMAT", "格式"), words: Format.allCases.map(\.rawValue),
            Message(
                "\(formats)\n(box on a terminal, tsv with a header otherwise)", "\(formats)\n（终端上为 box，否则为带表头的 tsv）")),
        OptionRow("--param", "-p", Message("NAME=VALUE", "名=值"), Message("a value for $NAME", "给 $名 赋值")),
        OptionRow(
            "--limit", nil, Message("NAME=N", "名=数"),
            words: ["columns=", "groups=", "records=", "steps=", "rows=", "time=", "memory=", "fetched="],
            Message(
                "how much a query may take: columns groups records steps rows\ntime (ms) memory (MB) fetched",
                "查询的上限：columns groups records steps rows\ntime（毫秒）memory（MB）fetched")),
        OptionRow(
            "--corpus", nil, Message("FOLDER", "文件夹"), takes: .folder,
            Message("where the original documents are, for .source", "原文所在，供 .source 使用")),
        OptionRow(
            "--lang", nil, Message("zh|en", "zh|en"), words: ["zh", "en"],
            Message("the language of messages", "提示信息的语言")),
        OptionRow(
            "--no-rc",
            Message(
                "don't read ~/.config/zhiku/rc.zk, what is done at every start of the shell",
                "不读 ~/.config/zhiku/rc.zk（每次启动时执行的语句和命令）")),
        OptionRow("--no-history", Message("don't keep what is typed", "不记录输入")),
        OptionRow("--keep-going", Message("go on after a statement that failed", "语句出错后继续")),
        OptionRow("--fail-empty", Message("exit with 4 if nothing was found", "没有结果时以 4 退出")),
        OptionRow(
            "--safe",
            Message("no files, no programs and no changes, for scripts from others", "不读写文件、不运行程序、不作修改，用于他人的脚本")),
        OptionRow(
            "--bom",
            Message("begin csv, tsv and html with a byte order mark, for Excel", "csv、tsv、html 以字节顺序标记开头，供 Excel 使用")),
        OptionRow(
            "--guard",
            Message(
                "a ' before cells of csv, tsv and html that Excel would take for formulas",
                "csv、tsv、html 中可能被 Excel 当作公式的单元格前加 '")),
        OptionRow("--ascii", Message("borders of ASCII characters", "用 ASCII 字符画表格")),
        OptionRow(
            "--write",
            Message(
                "of fmt: lay scripts out in place; of `save`: may replace a graph\non a server",
                "用于 fmt：写回原文件；用于“保存”：可替换服务器上的图")),
        OptionRow(
            "--report", nil, nil, words: ["text", "json"],
            Message(
                "of ingest: say what was found, by kind and rule; --report=json for programs",
                "用于 ingest：按种类和规则说明读出了什么；--report=json 供程序读取")),
        OptionRow(
            "--largest", nil, Message("MB", "MB"),
            Message("of ingest: how large one document may be, 64 MB otherwise", "用于 ingest：单份文件的上限，默认 64 MB")),
        OptionRow("--sources", Message("of check: prove facts from the documents", "用于 check：到原文里查对事实")),
        OptionRow(
            "--completion", nil, Message("SHELL", "外壳"), words: ["bash", "zsh", "fish"],
            Message("print a completion file for bash, zsh or fish", "输出 bash、zsh 或 fish 的补全文件")),
        OptionRow(
            "--manual", nil, Message("zh|en", "zh|en"), words: ["zh", "en"],
            Message("print the man page: zhiku --manual zh | man -l -", "输出手册页：zhiku --manual zh | man -l -")),
        OptionRow("--help", Message("what stands here", "显示此说明"), short: "-h"),
        OptionRow("--version", Message("the version", "显示版本")),
    ]

    private static let formats = Format.allCases.map(\.rawValue).joined(separator: " ")

    private init(_ long: String, _ purpose: Message, short: String? = nil) {
        self.init(long, short, nil, purpose)
    }
}
