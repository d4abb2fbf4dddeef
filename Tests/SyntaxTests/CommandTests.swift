import Diagnostics
import Syntax
import Testing

/// The statements and commands of a script, in order, each as written.
private func parts(_ text: String) -> [String] {
    let source = SourceText(name: "test", text: text)
    var parser = Parser(source)
    parser.stopsAtCommands = true
    var parts: [String] = []
    while true {
        do {
            if let statement = try parser.next() {
                parts.append(String(decoding: source.bytes[statement.range], as: UTF8.self))
            } else if let command = parser.command {
                parts.append(String(decoding: source.bytes[command], as: UTF8.self))
                parser.skipCommand()
            } else {
                return parts
            }
        } catch {
            parts.append("error at \(error.range)")
            parser.skipStatement()
        }
    }
}

@Suite struct `Commands in a script` {
    @Test func `a dot in the first column ends a statement`() {
        #expect(
            parts("find counties\n.assert rows = 3\ncount plans") == [
                "find counties", ".assert rows = 3", "count plans",
            ])
        #expect(parts(".format csv\r\nfind counties\r\n.quit\r\n") == [".format csv", "find counties", ".quit"])
        #expect(parts("\u{FEFF}.format csv\nfind counties") == [".format csv", "find counties"])
        #expect(parts(".a\n.b\n\n.c # not a comment\n") == [".a", ".b", ".c # not a comment"])
    }

    @Test func `an indented dot goes on with a path, and one in quotes is text`() {
        #expect(
            parts("find counties show located_in\n  .name\n.quit") == [
                "find counties show located_in\n  .name", ".quit",
            ])
        #expect(parts("find counties where name = \"\n.quit\"") == ["find counties where name = \"\n.quit\""])
        #expect(parts("# a\n# .b\nfind counties") == ["find counties"])
    }

    @Test func `what a command cuts short is an error, and the command stands`() {
        #expect(parts("find counties where\n.quit\ncount plans") == ["error at 20..<20", ".quit", "count plans"])
    }

    @Test func `without being told so, a parser knows no commands`() {
        #expect(throws: SyntaxError.self) { try parse(SourceText(name: "test", text: ".quit")) }
    }

    @Test func `laying out keeps commands as they are`() throws {
        let text = "#!/usr/bin/env zhiku\n.echo  a \n\n\nfind   counties;\n.assert rows = 3\ncount plans\n"
        let once = try ScriptFormatter.formatted(SourceText(name: "test", text: text))
        #expect(once == "#!/usr/bin/env zhiku\n.echo  a\n\nfind counties;\n.assert rows = 3\ncount plans\n")
        #expect(try ScriptFormatter.formatted(SourceText(name: "test", text: once)) == once)
    }
}
