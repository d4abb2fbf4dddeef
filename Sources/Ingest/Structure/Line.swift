/// A line of the file that has something on it.
struct Line {
    /// Its characters in the clean text.
    var range: Range<Int>
    /// From 1.
    var number: Int
    /// `###`: 3; 0 for a line without.
    var markdownLevel: UInt8 = 0
    /// `- `, `●`
    var isBullet = false
    /// `> `
    var isQuote = false
    /// The head or foot of a page.
    var isRunningHead = false
    /// `**开展良田改造：**…`
    var startsStrong = false
    /// `…转化新模式**`
    var endsStrong = false
    /// Its characters stood apart.
    var wasLetterSpaced = false
    /// Everything on it stood there twice.
    var wasDoubled = false
    /// Tabs, pipes or runs of blanks make cells of it; the places in the clean text where they end.
    var cells: [Range<Int>] = []
    /// How many cells of a terminal the line took, indent excluded.
    var width = 0
    var indent = 0
    /// Blank lines before it.
    var blanksBefore = 0
    /// The number of a page stood among those.
    var isAfterPage = false
}
