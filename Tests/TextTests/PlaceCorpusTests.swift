import Glibc
import Testing

@testable import Text

/// How well counties are found in the five documents, against every place of them that a person has marked
/// (Tests/Evaluation/counties.tsv: document, line, code). The documents are not in the project: `ZHIKU_CORPUS` names their folder.
@Suite struct `Places of the documents` {
    private struct Place: Hashable {
        let document: String
        let line: Int
        let code: Int
    }

    private static let files = [
        "plan": "county-plan.md", "cppcc": "cppcc-speeches.txt", "prov": "culture-tourism-plan.md",
        "insp": "inspection-feedback.txt", "news": "taiyuan-page.txt",
    ]

    @Test func `counties are found with precision 0.99 and recall 0.98`() {
        guard let folder = getenv("ZHIKU_CORPUS").map({ String(cString: $0) }) else {
            print("NOT CHECKED: places of the documents; ZHIKU_CORPUS=FOLDER checks them")
            return
        }
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let marked = counted(Self.marked(root + "/Tests/Evaluation/counties.tsv"))
        var found: [Place: Int] = [:]
        for (document, file) in Self.files.sorted(by: { $0.key < $1.key }) {
            let text = fileBytes(folder + "/" + file)
            let places = counties(of: text, document)
            for place in places { found[place, default: 0] += 1 }
            let ours = places.count, gold = marked.reduce(0) { $0 + ($1.key.document == document ? $1.value : 0) }
            let right = agreement(counted(places), marked.filter { $0.key.document == document })
            print("\(document): \(ours) found, \(gold) marked, \(right) agree")
        }
        let right = Double(agreement(found, marked))
        let precision = right / Double(found.values.reduce(0, +)), recall = right / Double(marked.values.reduce(0, +))
        print("counties: precision \(precision), recall \(recall)")
        for (place, count) in found.sorted(by: { "\($0.key)" < "\($1.key)" }) where count > marked[place] ?? 0 {
            print("  false: \(place.document):\(place.line) \(place.code)")
        }
        for (place, count) in marked.sorted(by: { "\($0.key)" < "\($1.key)" }) where count > found[place] ?? 0 {
            print("  missed: \(place.document):\(place.line) \(place.code)")
        }
        #expect(precision >= 0.99 && recall >= 0.98)
    }

    private func counties(of text: [UInt8], _ document: String) -> [Place] {
        text.withUnsafeBufferPointer { text in
            let scope = PlaceScope(of: text)
            print("\(document): scope \(scope.regions.map(\.name))")
            var line = 1, position = 0
            return PlaceFinder(scope).mentions(in: text).compactMap { mention -> Place? in
                while position < mention.range.lowerBound {
                    if text[position] == 0x0A { line += 1 }
                    position += 1
                }
                guard let division = mention.division, division.level == .county else { return nil }
                if getenv("ZHIKU_PRINT") != nil {
                    let around = text[
                        max(mention.range.lowerBound - 24, 0)..<min(mention.range.upperBound + 24, text.count)]
                    let context = String(decoding: around, as: UTF8.self).replacing("\n", with: "/")
                    print("@\(document)\t\(line)\t\(division.code)\t\(division.name)\t\(context)")
                }
                return Place(document: document, line: line, code: division.code)
            }
        }
    }

    private func counted(_ places: [Place]) -> [Place: Int] {
        Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private func agreement(_ left: [Place: Int], _ right: [Place: Int]) -> Int {
        left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
    }

    private static func marked(_ path: String) -> [Place] {
        String(decoding: fileBytes(path), as: UTF8.self).split(separator: "\n").compactMap { row in
            let fields = row.split(separator: "\t")
            guard fields.count >= 3, let line = Int(fields[1]), let code = Int(fields[2]) else { return nil }
            return Place(document: String(fields[0]), line: line, code: code)
        }
    }
}

func fileBytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
