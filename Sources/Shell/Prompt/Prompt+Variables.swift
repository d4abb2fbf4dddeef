import Diagnostics
import Query
import Text

/// Values of `$name` that hold until they are changed: `.set $county 平遥`, `.params`.
///
/// They are what `-p` gives: a value, never a piece of a statement, and of the type of what it is compared with.
extension Prompt {
    /// `.set $county 平遥`, `.set $county = "平遥"`; without a value, tells it. nil: the text names no variable.
    mutating func setVariable(_ argument: String) -> Bool {
        guard let sign = argument.first, "$＄".contains(sign) else { return false }
        let body = argument.dropFirst()
        let name = String(body.prefix { !$0.isWhitespace && !"=＝:：".contains($0) })
        var value = body.dropFirst(name.count).drop(while: \.isWhitespace)
        if let first = value.first, "=＝".contains(first) { value = value.dropFirst().drop(while: \.isWhitespace) }
        if name.isEmpty {
            complain(Message("a variable needs a name: .set $county 平遥", "变量要有名字：.set $county 平遥"))
        } else if value.isEmpty {
            tell(name)
        } else {
            runner.session.setParameter(name, String(value).withoutQuotes)
        }
        return true
    }

    /// `.params` lists the values, `.params clear [NAME]` forgets them.
    mutating func parameters(_ argument: String) {
        let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let word = words.first else {
            let names = runner.session.parameters.keys.sorted()
            if names.isEmpty {
                return say(Message("no variable has a value; .set $NAME VALUE gives one", "还没有变量；.set $名 值 来设置"))
            }
            for name in names { tell(name) }
            return
        }
        guard ["clear", "清除"].contains(folded(word)) else {
            let name = word.hasPrefix("$") ? String(word.dropFirst()) : word
            return tell(name)
        }
        if words.count == 1 {
            runner.session.parameters = [:]
            return
        }
        for word in words.dropFirst() {
            let name = word.hasPrefix("$") ? String(word.dropFirst()) : word
            if runner.session.parameters.removeValue(forKey: name) == nil { unknownVariable(name) }
        }
    }

    private mutating func tell(_ name: String) {
        guard let value = runner.session.parameters[name] else { return unknownVariable(name) }
        say(visible("$\(name) = \(value)"))
    }

    private mutating func unknownVariable(_ name: String) {
        let near = nearest(to: name, among: Array(runner.session.parameters.keys)).first
        complain(
            Message("$\(visible(name)) has no value", "$\(visible(name)) 没有值"),
            hint: near.map { Message("did you mean $\($0)?", "是不是 $\($0)？") }
                ?? Message(".set $\(visible(name)) VALUE gives it one", "用 .set $\(visible(name)) 值 来设置"))
    }
}
