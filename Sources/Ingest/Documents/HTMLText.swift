/// The text of a web page, line for line: what is no text becomes nothing, and the lines stay where they are in the file.
///
///     <p>一、总体要求</p><p>到2025年…</p>       one line of the file
///     一、总体要求␤到2025年…                    two lines of text, both of line 1
///
/// A line break that the page shows but the file doesn't have is a vertical tab, which the line reader takes as the end of a
/// paragraph without counting a line.
enum HTMLText {
    /// Ends a paragraph within a line of the file.
    static let paragraphBreak: UInt8 = 0x0B
    /// A line of the file ends, and a row of a table goes on.
    static let rowGoesOn: UInt8 = 0x0E

    /// Whether a text begins as a web page does.
    static func isHTML(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(512).drop { $0 <= 0x20 }.prefix(64).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        return [("<!doctype html"), ("<html"), ("<head"), ("<body")].contains { head.starts(with: Array($0.utf8)) }
    }

    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
        "header", "footer", "blockquote",
        "dd", "dt", "dl", "hr", "title", "tbody", "thead", "caption", "form", "main", "aside", "nav", "body",
    ]
    private static let hidden: Set<String> = [
        "script", "style", "head", "noscript", "nav", "template", "svg", "iframe", "select", "button",
    ]

    static func text(of bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 2)
        var place = 0
        var rowStart: Int?
        var cells = HTMLCells()
        // A heading whose text hasn't begun yet: its mark must stand on the line that the text stands on.
        var headingLevel: Int?
        while place < bytes.count {
            if let level = headingLevel, bytes[place] > 0x20, bytes[place] != UInt8(ascii: "<") {
                output += [UInt8](repeating: UInt8(ascii: "#"), count: level) + [UInt8(ascii: " ")]
                headingLevel = nil
            }
            switch bytes[place] {
            case UInt8(ascii: "<"):
                let start = output.count
                let tag = place
                place = takeTag(bytes, place, &output)
                // A cell may have a heading, which heads nothing.
                headingLevel = rowStart == nil ? self.headingLevel(after: tag, bytes, headingLevel) : nil
                if isTag("table", bytes, tag) { cells.beginTable() }
                if isTag("tr", bytes, tag) {
                    rowStart = start
                    cells.beginRow()
                }
                takeCell(bytes[tag..<place], bytes, tag, &cells, &output)
                if isTag("/tr", bytes, tag), let row = rowStart {
                    joinRow(&output, from: row, to: start)
                    rowStart = nil
                }
            case UInt8(ascii: "&"): place = takeEntity(bytes, place, &output)
            default:
                output.append(bytes[place])
                place += 1
            }
        }
        return output
    }

    /// The level of a heading that this tag begins; one that it ends is none, one that goes on stays.
    private static func headingLevel(after tag: Int, _ bytes: [UInt8], _ current: Int?) -> Int? {
        if isTag("/h", bytes, tag, digits: true) { return nil }
        guard isTag("h", bytes, tag, digits: true) else { return current }
        return Int(bytes[tag + 2] - UInt8(ascii: "0"))
    }

    /// - Parameter digits: whether a digit from 1 to 6 stands behind the name.
    private static func isTag(_ name: StaticString, _ bytes: [UInt8], _ start: Int, digits: Bool = false) -> Bool {
        var end = start + 1 + name.utf8CodeUnitCount
        if digits {
            guard end < bytes.count, bytes[end] &- UInt8(ascii: "1") < 6 else { return false }
            end += 1
        }
        guard end < bytes.count, !isNameByte(bytes[end]) else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { bytes[start + 1 + $0] | 0x20 == name.utf8Start[$0] | 0x20 }
    }

    /// Empty cells for what a cell of a row above, or one further left, covers.
    private static func takeCell(
        _ tag: ArraySlice<UInt8>, _ bytes: [UInt8], _ start: Int, _ cells: inout HTMLCells, _ output: inout [UInt8]
    ) {
        var covered = 0
        if isTag("td", bytes, start) || isTag("th", bytes, start) {
            covered = cells.beginCell(tag)
        } else if isTag("/td", bytes, start) || isTag("/th", bytes, start) {
            covered = cells.endCell()
        }
        for _ in 0..<covered { output.append(0x09) }
    }

    /// A row is one line of text though its cells stand on lines of their own, or have paragraphs.
    private static func joinRow(_ output: inout [UInt8], from start: Int, to end: Int) {
        guard let first = output[start..<end].firstIndex(where: { $0 > 0x20 }) else { return }
        for place in first..<end {
            if output[place] == 0x0A { output[place] = rowGoesOn }
            if output[place] == paragraphBreak { output[place] = 0x20 }
        }
        // Blanks at the head of a line say nothing, and so would the tabs of empty cells.
        guard let empty = output[start..<first].firstIndex(of: 0x09) else { return }
        for place in start..<output.count where output[place] == 0x09 { output[place] = UInt8(ascii: "|") }
        output.insert(UInt8(ascii: "|"), at: empty)
    }

    // MARK: Tags

    private static func takeTag(_ bytes: [UInt8], _ start: Int, _ output: inout [UInt8]) -> Int {
        if bytes[start...].starts(with: Array("<!--".utf8)) { return skip(to: "-->", bytes, start, &output) }
        guard start + 1 < bytes.count,
            isNameByte(bytes[start + 1]) || bytes[start + 1] == UInt8(ascii: "/")
                || bytes[start + 1] == UInt8(ascii: "!")
        else {
            output.append(bytes[start])
            return start + 1
        }
        let isClosing = bytes[start + 1] == UInt8(ascii: "/")
        var end = start + (isClosing ? 2 : 1)
        let nameStart = end
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[nameStart..<end], as: UTF8.self).lowercased()
        let close = endOfTag(bytes, end)
        keepLines(bytes[start..<close], &output)
        if hidden.contains(name), !isClosing, bytes[max(start, close - 2)] != UInt8(ascii: "/") {
            return skip(to: "</" + name, bytes, close, &output)
        }
        if name == "td" || name == "th" {
            if isClosing { output.append(0x09) }
        } else if blocks.contains(name) {
            output.append(paragraphBreak)
        }
        return close
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }

    /// Behind the `>` that no quote hides.
    private static func endOfTag(_ bytes: [UInt8], _ start: Int) -> Int {
        var quote: UInt8?
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return place + 1
            }
            place += 1
        }
        return bytes.count
    }

    private static func skip(to ending: String, _ bytes: [UInt8], _ start: Int, _ output: inout [UInt8]) -> Int {
        let ending = Array(ending.utf8)
        var place = start
        while place + ending.count <= bytes.count {
            if bytes[place] == ending[0],
                (1..<ending.count).allSatisfy({ bytes[place + $0] | 0x20 == ending[$0] | 0x20 })
            {
                keepLines(bytes[start..<place], &output)
                return ending[0] == UInt8(ascii: "-") ? place + ending.count : place
            }
            place += 1
        }
        keepLines(bytes[start...], &output)
        return bytes.count
    }

    /// The line breaks of what is left out, so that lines keep their numbers.
    private static func keepLines(_ bytes: ArraySlice<UInt8>, _ output: inout [UInt8]) {
        for byte in bytes where byte == 0x0A { output.append(byte) }
    }

    // MARK: Entities

    private static let entities: [String: UInt32] = [
        "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0x20, "ensp": 0x20, "emsp": 0x3000,
        "ldquo": 0x201C, "rdquo": 0x201D,
        "lsquo": 0x2018, "rsquo": 0x2019, "mdash": 0x2014, "ndash": 0x2013, "hellip": 0x2026, "middot": 0xB7,
        "bull": 0x2022, "le": 0x2264, "ge": 0x2265,
        "times": 0xD7, "deg": 0xB0, "permil": 0x2030,
    ]

    private static func takeEntity(_ bytes: [UInt8], _ start: Int, _ output: inout [UInt8]) -> Int {
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            output.append(bytes[start])
            return start + 1
        }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        var value = entities[name]
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            value = UInt32(name.dropFirst(2), radix: 16)
        } else if name.hasPrefix("#") {
            value = UInt32(name.dropFirst())
        }
        guard let value, let scalar = Unicode.Scalar(value) else {
            output.append(bytes[start])
            return start + 1
        }
        output += Array(String(Character(scalar)).utf8)
        return end + 1
    }
}
