import Glibc
import Query

/// Writes what the fuzzer begins with: every script of the transcripts and samples as it is and in pieces, a snapshot, and small
/// tables. Nothing of it is kept in the project, since it is made of what is there.
func writeSeeds(to folder: String) {
    let root = environment("ZHIKU_FUZZ_PROJECT") ?? "."
    for target in FuzzTarget.allCases { mkdir("\(folder)/\(target.rawValue)", 0o755) }
    var number = 0
    func seed(_ target: FuzzTarget, _ bytes: [UInt8]) {
        number += 1
        let path = "\(folder)/\(target.rawValue)/seed-\(number)"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0, write(file, bytes, bytes.count) == bytes.count, close(file) == 0 else {
            complain("\(path) cannot be written")
            _exit(2)
        }
    }
    for path in scripts(below: root + "/Tests/Transcripts") + scripts(below: root + "/samples") {
        guard let bytes = try? readBytes(of: path) else { continue }
        for script in pieces(of: bytes) {
            for target in [FuzzTarget.parser, .formatter] { seed(target, script) }
            for target in [FuzzTarget.tokens, .query] { seed(target, Pieces.shared.bytes(of: script)) }
        }
    }
    for pattern in patterns { seed(.pattern, Array(pattern.utf8)) }
    for text in texts { seed(.text, Array(text.utf8)) }
    for literal in literals { for kind in 0..<4 as Range<UInt8> { seed(.literal, [kind] + Array(literal.utf8)) } }
    seed(.snapshot, snapshotSeed())
    seed(.snapshot, [1] + [UInt8](repeating: 0xFF, count: 22))
    for journal in journalSeeds() { seed(.journal, journal) }
    for text in texts + literals { seed(.formats, Array(("x" + text + "\u{1F}=1+1\u{1F}<b>&\"'").utf8)) }
    seedDocuments(root, seed)
    for table in tables { seed(.csv, Array(table.utf8)) }
    for table in lines { seed(.jsonl, Array(table.utf8)) }
}

/// The invented documents in pieces: as they are, as a page, and in the other encodings.
private func seedDocuments(_ root: String, _ seed: (FuzzTarget, [UInt8]) -> Void) {
    for path in files(below: root + "/Tests/Documents", [".txt", ".md"]) {
        guard let bytes = try? readBytes(of: path) else { continue }
        for piece in pieces(of: bytes, atMost: 1200) {
            let text = String(decoding: piece, as: UTF8.self)
            seed(.txt, piece)
            seed(.markdown, piece)
            seed(.html, Array("<html><body><p>\(text.replacing("\n", with: "</p>\n<p>"))</p><td>&lt;</td></body>".utf8))
            seed(.utf16, text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
            if let converted = gb18030(piece) { seed(.gb18030, converted) }
        }
    }
}

/// A text as GB18030; nil if the system can't.
private func gb18030(_ text: [UInt8]) -> [UInt8]? {
    guard let converter = iconv_open("GB18030", "UTF-8"), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var input = text
    var output = [UInt8](repeating: 0, count: text.count * 2 + 16)
    let left = input.withUnsafeMutableBytes { input in
        output.withUnsafeMutableBytes { output -> Int? in
            var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
            var (count, room) = (input.count, output.count)
            return iconv(converter, &source, &count, &target, &room) == Int(bitPattern: UInt.max) ? nil : room
        }
    }
    return left.map { Array(output.dropLast($0)) }
}

/// The lines of a script in pieces that the fuzzer runs quickly, and no more of them than say something new.
private func pieces(of script: [UInt8], atMost size: Int = 400) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    for line in script.split(separator: 0x0A) {
        if pieces[pieces.count - 1].count + line.count > size { pieces.append([]) }
        pieces[pieces.count - 1] += line + [0x0A]
    }
    return Array(pieces.prefix(12))
}

private func scripts(below folder: String) -> [String] { files(below: folder, [".zk"]) }

/// The files of a folder and those in it with such endings.
private func files(below folder: String, _ endings: [String]) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        let path = folder + "/" + name
        if endings.contains(where: name.hasSuffix) {
            found.append(path)
        } else if isFolder(path) {
            found += files(below: path, endings)
        }
    }
    return found.sorted()
}

private let patterns = [
    "低空.{0,6}(经济|产业)\n低空飞行经济", "^[甲-丙]+$\n甲乙丙", "(a|b)*c{2,3}\\d\\w\\s\\p{Han}\nabacc1", "(?:a*)*b\naaaaaaaa",
    "pingyao\n平遥县",
    "yinhang\n商业银行", "平谣\n平遥县", "[^a-z]{3}|x?\n，。；", "xi'an\n西安",
]
private let texts = [
    "四 轮 驱 动 ＡＢ①㎡", "發展低空經濟", "e\u{301}\u{327} ﬁ ½ ´a", "\u{200B}\u{FEFF}\u{202E}abc\u{0}", "𠮷野家🇨🇳👨‍👩‍👧", "“a”‘b’—～",
]
private let literals = [
    "1.5万人", "-0.5", "1,260 平方公里", "90%", "2025-11-03", "2025年11月3日", "2025/2/30", "plan:344-346", "GB/T 2260", "十四五",
    "1..3", "1e308",
    "99999999999999999999999", "万亩", "0.1个百分点", "甲; 乙；丙",
]
private let tables = ["n,v,d,s\n甲,120亿元,2025-11,plan:3\n\"乙,\"\"县\",,,\n", "\u{FEFF}n,v,d,s\r\n\"a\nb\",1,0.5,\r\r\n"]
private let lines = [
    #"{"n": "甲", "v": {"value": 1.5, "unit": "万人"}, "d": "2025", "s": {"document": "plan", "lines": [3, 7]}}"# + "\n",
    #"{"n": ["一", "二"], "v": -1e5, "d": 0.5, "s": null}"# + "\n\n"
        + #"{"n": "\u53bf\ud842\udfb7"}"#,
]
