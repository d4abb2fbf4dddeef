/// Spellings of other languages that zhiku has its own for.
package enum Habit: String, Sendable, CaseIterable {
    /// `select * from counties`
    case select
    /// `match (c:County) return c`
    case match
    /// `from counties | where …`
    case from
    /// `insert into`, `create (n:County)`
    case create
    /// `update counties set …`
    case update
    /// `delete from`, `drop table`
    case delete
    /// `create table`
    case declare
    /// `exit`, `quit`
    case leave
    /// `help`
    case help
    /// `clear`, `cls`
    case clear
    /// `use db`, `connect to`
    case use
    /// `\d`, `\q` in a script
    case backslash
    /// `a == 1`
    case doubleEqual
    /// `a <> 1`
    case lessGreater
    /// `a && b`
    case doubleAmpersand
    /// `a || b`
    case doubleBar
    /// `!a`
    case exclamation
    /// `a =~ "x"`
    case regexEqual
    /// `name like '%x%'`
    case like
    /// `topic contains "x"`
    case containsWord
    /// `a 等于 b`
    case comparatorWord
    /// `is null`
    case null
    /// `group by a having …`
    case having
    /// `show distinct name`
    case distinct
    /// `join units on …`
    case join
    /// `find counties from …`
    case clauseFrom
    /// `sort name`
    case sort
    /// `return name`
    case returning
    /// `a | b`
    case pipe
    /// `between 1 and 2`
    case between
    /// `a 》 b`
    case bookTitleMark
    /// `year in 2023-2025`
    case dashRange
    /// `find *`
    case star
    /// `show tables`, `describe counties`
    case describe

    /// Where a statement should begin.
    static func atStatement(_ word: String) -> Habit? {
        switch word.lowercased() {
        case "select", "选择": .select
        case "match": .match
        case "from": .from
        case "insert", "create": .create
        case "update", "alter": .update
        case "delete", "drop", "truncate": .delete
        case "describe", "tables": .describe
        case "exit", "quit", "bye", "logout", "退出", "离开": .leave
        case "help", "man", "帮助", "求助": .help
        case "clear", "cls", "清屏": .clear
        case "use", "connect", "attach": .use
        default: nil
        }
    }

    /// After `is`.
    static func atPresence(_ word: String) -> Habit? {
        ["null", "nil", "none", "empty", "空", "空值"].contains(word.lowercased()) ? .null : nil
    }

    /// Where a clause should begin.
    static func atClause(_ word: String) -> Habit? {
        switch word.lowercased() {
        case "having": .having
        case "distinct": .distinct
        case "join", "inner", "left", "right", "outer", "on": .join
        case "from": .clauseFrom
        case "sort", "sorted": .sort
        case "return", "select", "with", "project", "fields": .returning
        case "like", "ilike": .like
        case "contains", "包含", "matches": .containsWord
        case "等于", "大于", "小于", "不等于", "不小于", "不大于": .comparatorWord
        case "between": .between
        default: nil
        }
    }

    /// Where a comparator should stand.
    static func atComparator(_ word: String) -> Habit? {
        switch word.lowercased() {
        case "like", "ilike": .like
        case "contains", "matches", "包含", "含有", "不包含": .containsWord
        case "等于", "大于", "小于", "不等于", "不小于", "不大于", "equals", "eq": .comparatorWord
        case "between": .between
        case "》", "《", "》=", "《=": .bookTitleMark
        default: nil
        }
    }

    /// A sign that stands where nothing of zhiku's fits.
    static func sign(_ symbol: Symbol) -> Habit? {
        switch symbol {
        case .doubleEqual: .doubleEqual
        case .lessGreater: .lessGreater
        case .doubleAmpersand, .ampersand: .doubleAmpersand
        case .doubleBar: .doubleBar
        case .bar: .pipe
        case .exclamation: .exclamation
        case .regexEqual: .regexEqual
        default: nil
        }
    }
}
