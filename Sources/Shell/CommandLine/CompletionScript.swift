import Diagnostics

/// The file that teaches bash, zsh or fish the options of zhiku.
struct CompletionScript {
    enum Shell: String, CaseIterable, Sendable {
        case bash, zsh, fish
    }

    private let shell: Shell

    init(_ shell: Shell) { self.shell = shell }

    var text: String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// Words that stand where a script could, and what they do.
    private static let commands = [
        (word: "fmt", purpose: "lay scripts out"), (word: "check", purpose: "say what is wrong with scripts"),
        (word: "ingest", purpose: "turn documents into a graph"),
        (word: "recover", purpose: "save what can be saved of a damaged workspace"),
    ]

    private var commandWords: String { CompletionScript.commands.map(\.word).joined(separator: " ") }
    private var rows: [OptionRow] { OptionRow.table }
    private func names(_ row: OptionRow) -> [String] { (row.short.map { [$0] } ?? []) + [row.long] }
    private func purpose(_ row: OptionRow) -> String {
        String(row.purpose.english.split(separator: "\n", maxSplits: 1).first ?? "")
    }

    private var bash: String {
        let cases = rows.filter(\.takesValue).map { row in
            let words =
                switch row.takes {
                case .file: "_zhiku_files"
                case .folder: "COMPREPLY=($(compgen -d -- \"$word\"))"
                case nil where row.words.isEmpty: ":"
                case nil: "COMPREPLY=($(compgen -W '\(row.words.joined(separator: " "))' -- \"$word\"))"
                }
            return "        \(names(row).joined(separator: "|"))) \(words); return ;;"
        }
        let all = rows.flatMap(names).joined(separator: " ")
        return """
            # bash completion for zhiku, made by: zhiku --completion bash
            _zhiku_files() {
                local IFS=$'\\n'
                compopt -o filenames 2>/dev/null
                COMPREPLY=($(compgen -f -X '!*.zk' -- "$word") $(compgen -f -X '!*.zkg' -- "$word") $(compgen -d -- "$word"))
            }
            _zhiku() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
                COMPREPLY=()
                case $before in
            \(cases.joined(separator: "\n"))
                esac
                case $word in
                    -*) COMPREPLY=($(compgen -W '\(all)' -- "$word")) ;;
                    *)
                        case " ${COMP_WORDS[*]} " in
                            *" ingest "*) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$word")) ;;
                            *) _zhiku_files ;;
                        esac
                        [ "$COMP_CWORD" -eq 1 ] && COMPREPLY+=($(compgen -W '\(commandWords)' -- "$word")) ;;
                esac
            }
            complete -F _zhiku zhiku

            """
    }

    private var zsh: String {
        func escaped(_ text: String) -> String {
            text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]")
                .replacing(":", with: "\\:")
        }
        let repeatable: Set<String> = ["--command", "--param", "--limit"]
        let specs = rows.flatMap { row -> [String] in
            let action =
                switch row.takes {
                case .file: ":file:_files -g \"*.(zk|zkg)\""
                case .folder: ":folder:_files -/"
                case nil where !row.takesValue: ""
                case nil where row.words.isEmpty: ":value:"
                case nil: ":value:(\(row.words.joined(separator: " ")))"
                }
            let star = repeatable.contains(row.long) ? "*" : ""
            return names(row).map { "    '\(star)\($0)[\(escaped(purpose(row)))]\(action)' \\" }
        }
        return """
            #compdef zhiku
            # zsh completion for zhiku, made by: zhiku --completion zsh
            _arguments -s \\
            \(specs.joined(separator: "\n"))
                '1:command or script:_alternative "commands:command:(\(commandWords))" "files:script:_files -g \\"*.zk\\""' \\
                '*:file:_files'

            """
    }

    private var fish: String {
        func quoted(_ text: String) -> String {
            "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
        }
        let lines = rows.map { row -> String in
            var line = "complete -c zhiku -l \(row.long.dropFirst(2))"
            if let short = row.short { line += " -s \(short.dropFirst())" }
            switch row.takes {
            case .file: line += " -r -F"
            case .folder: line += " -x -a '(__fish_complete_directories)'"
            case nil where row.takesValue:
                line += row.words.isEmpty ? " -x" : " -x -a '\(row.words.joined(separator: " "))'"
            case nil: break
            }
            return line + " -d \(quoted(purpose(row)))"
        }
        let commands = CompletionScript.commands.map {
            "complete -c zhiku -n __fish_use_subcommand -a \($0.word) -d \(quoted($0.purpose))"
        }
        return """
            # fish completion for zhiku, made by: zhiku --completion fish
            \(commands.joined(separator: "\n"))
            \(lines.joined(separator: "\n"))

            """
    }
}
