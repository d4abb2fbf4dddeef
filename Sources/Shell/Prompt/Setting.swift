import Diagnostics
import Render

/// What `.set` lists and sets. Some have a command of their own, `.pager off`, which means the same.
enum Setting: String, CaseIterable {
    case format, lang, maxrows, maxwidth, pager, numbers, timer, color, palette, ascii, ambiguous, bom, `guard`, corpus

    /// The values that it takes, for help.
    var values: Message {
        switch self {
        case .format: Message("FORMAT", "格式")
        case .maxrows, .maxwidth: Message("NUMBER", "数")
        case .corpus: Message("FOLDER", "文件夹")
        case .lang, .pager, .numbers, .timer, .color, .palette, .ascii, .ambiguous, .bom, .guard:
            Message(words.joined(separator: "|"), words.joined(separator: "|"))
        }
    }

    /// The words that it takes; empty where anything may stand.
    var words: [String] {
        switch self {
        case .format: Format.allCases.map(\.rawValue)
        case .lang: Language.allCases.map(\.rawValue)
        case .pager: Display.Paging.allCases.map(\.rawValue)
        case .numbers, .color, .ascii, .bom, .guard: ["on", "off"]
        case .timer: ["on", "auto", "off"]
        case .palette: ["dark", "light"]
        case .ambiguous: ["1", "2"]
        case .maxrows, .maxwidth, .corpus: []
        }
    }

    /// `pager`, and behind it its values.
    func completions(of typed: String) -> [String] {
        typed.hasPrefix(rawValue + " ") ? words.map { "\(rawValue) \($0)" } : [rawValue]
    }

    var purpose: Message {
        switch self {
        case .format: Message("how answers are shown", "结果的格式")
        case .lang: Message("the language of messages", "提示信息的语言")
        case .maxrows: Message("rows before the middle of an answer is left out; 0: all", "超过此行数则省略中间；0 为不省略")
        case .maxwidth: Message("cells of a line at most; 0: as wide as the screen", "每行最多的列宽；0 为屏幕宽度")
        case .pager: Message("a pager for what is longer than the screen", "超出屏幕时分页显示")
        case .numbers: Message("numbers before the rows, for .show and .source", "行前显示行号，供 .show、.source 使用")
        case .timer:
            Message("how long it took: after all, below answers, never", "显示用时：总是、仅在结果之后、从不")
        case .color: Message("colours", "颜色")
        case .palette: Message("colours for a dark or a light background", "适合深色或浅色背景的颜色")
        case .ascii: Message("borders and charts of ASCII characters", "用 ASCII 字符画表格和图表")
        case .ambiguous: Message("cells of “ ” … — ① on this terminal", "“ ” … — ① 在此终端所占列宽")
        case .bom:
            Message("begin csv, tsv and html with a byte order mark, for Excel", "csv、tsv、html 以字节顺序标记开头，供 Excel 使用")
        case .guard:
            Message(
                "a ' before cells of csv, tsv and html that Excel would take for formulas",
                "csv、tsv、html 中可能被 Excel 当作公式的单元格前加 '")
        case .corpus: Message("where the original documents are", "原文所在的文件夹")
        }
    }
}

extension DotCommand {
    /// What a command of the same name sets.
    var setting: Setting? { Setting(rawValue: rawValue) }

    /// Whether `.help` leaves it to `.set`, so that its list fits a screen.
    var isListedBySet: Bool { [.pager, .maxrows, .maxwidth, .bom].contains(self) }
}
