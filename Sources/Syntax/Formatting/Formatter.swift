import Text

/// Writes trees as text of the language, so that reading the text gives the same tree again.
///
///     find  counties where(name=平遥)show name,code   =>   find counties where name = 平遥 show name, code
///
/// Keywords are written in one language, that of the word that the statement began with; names, constants and the
/// expressions of a `show` stay as they were, since those are headings of columns. What fits stands in one line, otherwise
/// each clause begins a line of its own.
package struct Formatter: Sendable {
    /// Keywords in Chinese.
    let isChinese: Bool
    /// A query that is wider has a line for each clause.
    static let widestLineInCells = 100
    /// Facts have long texts, and are broken between their values where they must be.
    static let widestDataLineInCells = 120

    package init(isChinese: Bool = false) { self.isChinese = isChinese }

    /// The keyword as it is shown.
    func word(_ keyword: Keyword) -> String {
        isChinese ? keyword.row.chinese.first ?? keyword.rawValue : keyword.rawValue
    }

    package func text(of statement: Statement) -> String {
        switch statement.kind {
        case .query(let query): text(of: query)
        case .explain(let explained, let pass):
            word(.explain) + (pass.map { " \(word(.through)) \(title($0))" } ?? "") + " " + text(of: explained)
        case .explainSQL(let explained): "\(word(.explain)) \(word(.sql)) " + text(of: explained)
        case .profile(let explained): word(.profile) + " " + text(of: explained)
        case .letBinding(let name, let query): "\(word(.let)) \(name.text) = " + text(of: query)
        case .define(let definition): text(of: definition)
        case .path(let search): text(of: search)
        case .why(let node): word(.why) + " " + text(of: node)
        case .kind(let declaration): text(of: declaration)
        case .relation(let declaration): text(of: declaration)
        case .add(let node, let values): text("\(word(.add)) \(text(of: node))", values)
        case .set(let node, let values): text("\(word(.set)) \(text(of: node))", values, mayBeEmpty: false)
        case .remove(let node): "\(word(.remove)) \(text(of: node))"
        case .link(let edge, let values): text("\(word(.link)) \(text(of: edge))", values)
        case .setLink(let edge, let values):
            text("\(word(.set)) \(word(.link)) \(text(of: edge))", values, mayBeEmpty: false)
        case .removeLink(let edge): "\(word(.remove)) \(word(.link)) \(text(of: edge))"
        case .merge(let old, let new): "\(word(.merge)) \(text(of: old)) \(word(.into)) \(text(of: new))"
        case .unmerge(let part, let whole): "\(word(.unmerge)) \(text(of: part)) \(word(.from)) \(text(of: whole))"
        case .importing(let table): text(of: table)
        case .ingest(let file): word(.ingest) + " " + quotedText(file.text)
        case .load(let file): word(.load) + " " + quotedText(file.text)
        case .save(let file): word(.save) + (file.map { " " + quotedText($0.text) } ?? "")
        case .dump(let file): word(.dump) + (file.map { " " + quotedText($0.text) } ?? "")
        case .export(let folder): "\(word(.export)) \(word(.sql)) " + quotedText(folder.text)
        case .begin: word(.begin)
        case .commit: word(.commit)
        case .rollback: word(.rollback)
        }
    }

    // MARK: Names

    /// A name that may be in quotes: it has them if it was written so, and where it could be read as something else.
    func title(_ name: Name) -> String {
        let wasQuoted = name.range.count >= name.text.utf8.count + 2
        return wasQuoted || !isOneWord(name.text) ? quotedText(name.text) : name.text
    }

    /// Whether the text is one word of the language, and no keyword.
    private func isOneWord(_ text: String) -> Bool {
        var lexer = Lexer(Array(text.utf8))
        guard case .word(text, nil) = lexer.next().kind else { return false }
        return lexer.next().isEnd
    }

    func literal(_ literal: Literal) -> String {
        switch literal.kind {
        case .text(let text): literal.isBare ? text : quotedText(text)
        case .number(let number): decimalText(number)
        case .quantity(let quantity): quantity.description
        case .date(let date): date.month == nil ? date.description + "年" : date.description
        case .node(let kind, let name): "\(kind.text) \(quotedText(name.text))"
        case .parameter(let name): "$" + name
        }
    }
}
