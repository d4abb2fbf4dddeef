import Glibc
import Testing

@testable import Text

/// The counties of the invented documents of Tests/Documents, against those that their graphs say they name. Rules were added
/// after the first look at them, so they are no measure of what is still unseen.
@Suite struct `Places of invented documents` {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        + "/Documents/"

    private static let documents = [
        "huzhou-inspection.txt", "sanming-inspection.txt", "nanjing-speeches.txt", "kaifeng-speeches.txt",
        "fuyang-page.txt",
        "chaoyang-page.md", "baoshan-plan.md", "guilin-plan.txt", "hegang-notice.txt", "ningguo-inspection.txt",
        "yulin-inspection.txt", "anqing-inspection.md", "mianyang-proposals.txt", "qujing-proposals.txt",
        "changde-speeches.txt", "suqian-plan.md", "wuwei-plan.txt", "luzhou-page.txt", "quzhou-page.md",
    ]

    @Test(arguments: documents) func `their counties are found, and no others`(_ document: String) {
        let text = fileBytes(Self.folder + document)
        let found = text.withUnsafeBufferPointer { text in
            PlaceFinder(PlaceScope(of: text)).mentions(in: text).compactMap(\.division)
                .filter { $0.level == .county }
        }
        #expect(Set(found.map(\.codeText)).sorted() == named(document).sorted(), "\(document)")
    }

    /// The codes of the counties that the graph of a document links it to.
    private func named(_ document: String) -> Set<String> {
        let codes = Dictionary(
            lines("places.zk").compactMap { line -> (String, String)? in
                let words = line.split(separator: " ")
                guard words.first == "add", let code = line.firstRange(of: "code: \"") else { return nil }
                return (String(words[2]), String(line[code.upperBound...].prefix(6)))
            }, uniquingKeysWith: { first, _ in first })
        return Set(
            lines(document.split(separator: ".")[0] + ".zk").compactMap { line in
                let words = line.split(separator: " ")
                guard words.first == "link", let place = words.firstIndex(of: "county") else { return nil }
                return codes[String(words[place + 1])]
            })
    }

    private func lines(_ file: String) -> [Substring] {
        String(decoding: fileBytes(Self.folder + file), as: UTF8.self).split(separator: "\n")
    }
}
