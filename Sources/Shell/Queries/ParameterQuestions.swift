import Diagnostics
import Glibc
import Query
import Text

extension ScriptHeader.Parameter {
    /// `$level (number), 规划的级别 [市]: `
    func question(in language: Language) -> String {
        var text = "$" + name
        if let type, type != .text { text += Message(" (\(type.word))", "（\(type.word)）").text(in: language) }
        if !meaning.isEmpty { text += Message(", \(meaning)", "，\(meaning)").text(in: language) }
        if let standard { text += " [\(standard)]" }
        // The head of a script is whoever's.
        return visible(text + Message(": ", "：").text(in: language))
    }

    /// The value that an answer means: an empty one is the default. nil if there is none, or it is not of the type.
    func value(of answer: String) -> String? {
        guard let value = answer.isEmpty ? standard : answer, accepts(value) else { return nil }
        return value
    }
}

extension ScriptHeader {
    /// The given values, and the head's own for what nobody has said.
    func withDefaults(_ given: [String: String]) -> [String: String] {
        parameters.reduce(into: given) { values, parameter in
            if values[parameter.name] == nil, let standard = parameter.standard { values[parameter.name] = standard }
        }
    }

    /// Asks at the terminal that standard input is for what nobody has said. The questions go to standard error, since output
    /// may go elsewhere.
    ///
    /// - Returns: nil if the person doesn't answer: the end of input, or Ctrl-C.
    func askedAtTerminal(_ given: [String: String], _ printer: Printer) -> [String: String]? {
        var values = given
        for parameter in parameters where values[parameter.name] == nil {
            var value: String?
            while value == nil {
                printer.remark(parameter.question(in: printer.language))
                guard let line = lineFromTerminal() else {
                    printer.remark("\n")
                    return nil
                }
                value = parameter.value(of: line)
            }
            values[parameter.name] = value
        }
        return values
    }
}

/// A line without its line feed; nil at the end of input and after Ctrl-C.
private func lineFromTerminal() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
        let count = read(0, &byte, 1)
        if count < 0, errno == EINTR, !Interrupt.isRaised { continue }
        guard count == 1, !Interrupt.isRaised else { return nil }
        if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
        bytes.append(byte)
    }
}
