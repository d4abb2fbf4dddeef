/// What a person presses, whatever bytes her terminal sends for it.
enum Key: Equatable {
    case text(Unicode.Scalar)
    /// Text between the terminal's paste marks, as it came.
    case paste(String)
    case enter, tab, escape
    /// Alt-Enter: run the text, complete or not.
    case submit
    case cancel, endOfInput, suspend, clearScreen
    case left, right, up, down, home, end
    case wordLeft, wordRight
    case backspace, delete
    case deleteWordLeft, deleteWordRight, deleteToRowStart, deleteToRowEnd, yank, transpose
    case olderEntry, newerEntry
    case search, searchForward, leaveSearch
    case undo, redo
    /// Ctrl-X Ctrl-E: edit the text in another program.
    case editElsewhere
    /// Several characters at once, without the terminal's marks: typed ahead, or pasted where there are no marks.
    case typed([Unicode.Scalar])
    /// A text to go on with, from the shell itself.
    case offered(String)
    /// A key that has no meaning here; it must not leave half of its bytes in the line.
    case unknown
}

extension Key {
    /// Ctrl-A is 0x01, and so on.
    init(control byte: UInt8) {
        self =
            switch byte {
            case 0x01: .home
            case 0x02: .left
            case 0x03: .cancel
            case 0x04: .endOfInput
            case 0x05: .end
            case 0x06: .right
            case 0x07: .leaveSearch
            case 0x08, 0x7f: .backspace
            case 0x09: .tab
            case 0x0a, 0x0d: .enter
            case 0x0b: .deleteToRowEnd
            case 0x0c: .clearScreen
            case 0x0e: .down
            case 0x10: .up
            case 0x12: .search
            case 0x13: .searchForward
            case 0x14: .transpose
            case 0x15: .deleteToRowStart
            case 0x17: .deleteWordLeft
            case 0x19: .yank
            case 0x1a: .suspend
            case 0x1f: .undo
            default: .unknown
            }
    }

    /// Ctrl-X and a key.
    init(afterControlX byte: UInt8) {
        self =
            switch byte {
            case 0x03: .cancel
            case 0x05: .editElsewhere
            case 0x15: .undo
            default: .unknown
            }
    }

    /// Alt and a key: ESC and the key's byte.
    init(meta byte: UInt8) {
        self =
            switch byte {
            case UInt8(ascii: "b"), UInt8(ascii: "B"): .wordLeft
            case UInt8(ascii: "f"), UInt8(ascii: "F"): .wordRight
            case UInt8(ascii: "d"), UInt8(ascii: "D"): .deleteWordRight
            case UInt8(ascii: "p"), UInt8(ascii: "P"): .olderEntry
            case UInt8(ascii: "n"), UInt8(ascii: "N"): .newerEntry
            case 0x08, 0x7f: .deleteWordLeft
            case 0x0a, 0x0d: .submit
            case UInt8(ascii: "_"): .redo
            case 0x03, 0x07: Key(control: byte)
            default: .unknown
            }
    }

    /// `ESC O final`: arrows and Home in application mode, Enter of the keypad; rxvt's Ctrl-arrows are small letters.
    init(singleShift final: UInt8) {
        self =
            switch final {
            case UInt8(ascii: "M"): .enter
            case UInt8(ascii: "c"): .wordRight
            case UInt8(ascii: "d"): .wordLeft
            default: Key(arrow: final, withModifier: false)
            }
    }

    /// `ESC [ parameters final`. A paste is begun by `200~`, which the decoder handles before.
    init(sequence parameters: [Int], final: UInt8) {
        guard final == UInt8(ascii: "~") else {
            // `ESC[1;5D` of xterm, `ESC[5D` of older ones: 3 is Alt, 5 Ctrl; Shift alone (2) changes nothing.
            self = Key(arrow: final, withModifier: (parameters.last ?? 1) >= 3)
            return
        }
        let withModifier = parameters.count > 1 && parameters[1] >= 3
        self =
            switch parameters.first {
            case 1, 7: .home
            case 4, 8: .end
            case 3: withModifier ? .deleteWordRight : .delete
            case 5: .olderEntry
            case 6: .newerEntry
            default: .unknown
            }
    }

    private init(arrow final: UInt8, withModifier: Bool) {
        self =
            switch final {
            case UInt8(ascii: "A"): .up
            case UInt8(ascii: "B"): .down
            case UInt8(ascii: "C"): withModifier ? .wordRight : .right
            case UInt8(ascii: "D"): withModifier ? .wordLeft : .left
            case UInt8(ascii: "H"): .home
            case UInt8(ascii: "F"): .end
            default: .unknown
            }
    }
}
