import Render
import Text

private final class Memory: ByteSink {
    var bytes: [UInt8] = []
    func write(_ bytes: [UInt8]) { self.bytes += bytes }
}

/// The first byte says how wide the screen is; the rest are texts between unit separators, three to a row.
///
/// For people nothing is left that could steer a terminal, pages have no tag but their own, and csv has the very texts.
func checkFormats(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let texts = bytes.dropFirst().split(separator: 0x1F, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
    }
    var rows: [[Value]] = []
    for start in stride(from: 0, to: texts.count, by: 3) {
        let part = texts[start..<min(start + 3, texts.count)].map { Value.text($0) }
        rows.append(part + [Value](repeating: .missing, count: 3 - part.count))
    }
    let columns = ["a", texts[0], "c"].map { Column(name: $0) }
    for format in Format.allCases {
        for width in [nil, Int(first)] {
            var options = RenderOptions(widthInCells: width)
            options.guardsFormulas = first % 2 == 1
            let memory = Memory()
            var renderer = format.renderer(options, to: memory)
            guard (try? renderer.render(columns: columns, rows: rows)) != nil else { finding("\(format) fails") }
            check(memory.bytes, format, isOnTerminal: width != nil)
            if format == .csv, width == nil, !options.guardsFormulas { checkCSV(memory.bytes, texts) }
        }
    }
}

private func check(_ bytes: [UInt8], _ format: Format, isOnTerminal: Bool) {
    guard let text = String(validating: bytes, as: UTF8.self) else { finding("\(format) is not UTF-8") }
    if isOnTerminal || format.isForPeople {
        for scalar in text.unicodeScalars
        where scalar != "\n" && !(scalar == "\t" && (format == .tsv || format == .csv)) {
            let isHarmless = !isConcealed(scalar.value) || scalar.value == 0x200D || isVariationSelector(scalar.value)
            if !isHarmless { finding("\(format) shows U+\(String(scalar.value, radix: 16))") }
        }
    }
    if format == .html { checkTags(text) }
}

private func isVariationSelector(_ value: UInt32) -> Bool { value &- 0xFE00 < 16 || value &- 0xE0100 < 240 }

private func checkTags(_ text: String) {
    let own = [
        "<table>", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>", "<th>", "</th>", "<td>",
        "</td>", "<br>",
    ]
    for part in text.utf8.split(separator: UInt8(ascii: "<")).dropFirst(text.utf8.first == 0x3C ? 0 : 1) {
        // A sign behind a tag may join its last character.
        if !own.contains(where: { part.starts(with: $0.utf8.dropFirst()) }) {
            finding("a page with <\(String(decoding: part, as: UTF8.self))")
        }
    }
}

/// Reads the table back: heading and cells must be the texts themselves.
private func checkCSV(_ bytes: [UInt8], _ texts: [String]) {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var place = 0
    while place < bytes.count {
        let byte = bytes[place]
        if isQuoted, byte == 0x22, place + 1 < bytes.count, bytes[place + 1] == 0x22 {
            field.append(byte)
            place += 1
        } else if byte == 0x22 {
            isQuoted.toggle()
        } else if !isQuoted, byte == 0x2C || byte == 0x0A {
            fields.append(String(decoding: field, as: UTF8.self))
            field = []
        } else {
            field.append(byte)
        }
        place += 1
    }
    let wanted = ["a", texts[0], "c"] + texts + [String](repeating: "", count: (3 - texts.count % 3) % 3)
    if fields.map({ Array($0.utf8) }) != wanted.map({ Array($0.utf8) }) { finding("csv has \(fields) for \(wanted)") }
}
