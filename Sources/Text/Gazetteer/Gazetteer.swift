/// All administrative divisions of China from provinces to counties, and the names they have had since 1980 and have no more.
///
/// The tables are read-only data that `generate-gazetteer.py` wrote. Looking a code or a name up is a binary search; the longest
/// name at a place of a text takes one for each of its characters but the first, which a table tells the names of.
package enum Gazetteer {
    static var divisionRecords: StaticRecords { StaticRecords(GazetteerTable.divisions, size: 16) }
    private static var spellings: StaticRecords { StaticRecords(GazetteerTable.spellings, size: 8) }
    private static var owners: StaticRecords { StaticRecords(GazetteerTable.owners, size: 3) }
    private static var firsts: StaticRecords { StaticRecords(GazetteerTable.firsts, size: 3) }

    /// How many divisions there are, former ones among them.
    package static var count: Int { divisionRecords.count }

    /// All divisions by ascending code.
    package static var all: [Division] { (0..<count).map(Division.init) }

    /// - Parameter code: six digits, `140728`.
    package static func division(code: Int) -> Division? {
        guard code > 0, code < 1_000_000, let last = divisionRecords.last(notAbove: UInt32(code), digits: 4) else {
            return nil
        }
        let division = Division(number: last)
        return division.code == code ? division : nil
    }

    /// The divisions that may be called so, in full or for short: none, one, or several (鼓楼区); those of today first.
    package static func divisions(named name: String, within region: Division? = nil) -> [Division] {
        withBytes(of: name) { bytes in
            guard let name = longestName(in: bytes, at: 0), name.length == bytes.count else { return [] }
            let owners = name.owners.filter { division in region.map(division.lies) ?? true }
            return owners.filter { !$0.isFormer } + owners.filter(\.isFormer)
        }
    }

    /// The divisions of today that lie directly in another: the counties of a prefecture.
    package static func divisions(in parent: Division) -> [Division] {
        all.filter { !$0.isFormer && $0.parent == parent }
    }
}

/// A name that stands in a text, and what it may mean.
package struct GazetteerName: Sendable {
    /// In bytes.
    package let length: Int
    /// The number of the name among all.
    let spelling: Int

    /// The divisions with this name or short name, by ascending code.
    package var owners: [Division] { Gazetteer.owners(of: spelling) }
}

extension Gazetteer {
    /// The longest name of a division that begins at a byte of a text; nil if there is none. Linear in the length of the name.
    ///
    /// - Requires: `position` lies inside of `bytes`.
    package static func longestName(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> GazetteerName? {
        names(in: bytes, at: position).last
    }

    /// All names of divisions that begin at a byte of a text, the shortest first: 平遥, 平遥县.
    package static func names(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> [GazetteerName] {
        guard let first = han(in: bytes, at: position), let second = han(in: bytes, at: position + 3),
            beginnings.mayHave(first, second)
        else { return [] }
        let place = Int(first) - 0x4E00
        var candidates = Int(firsts.number(place, digits: 3))..<Int(firsts.number(place + 1, digits: 3))
        if candidates.isEmpty { return [] }
        var found: [GazetteerName] = []
        // No name is a single character.
        var characters = 1
        while let character = han(in: bytes, at: position + 3 * characters) {
            candidates = narrowed(candidates, character, at: characters)
            if candidates.isEmpty { break }
            characters += 1
            // The spelling that has no further character stands first.
            if length(candidates.lowerBound) == characters {
                found.append(GazetteerName(length: 3 * characters, spelling: candidates.lowerBound))
            }
        }
        return found
    }

    /// The first two characters of every name.
    static let beginnings: CharacterPairs = {
        var pairs = CharacterPairs()
        let text = GazetteerTable.names
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for first in 0x4E00...0x9FFF {
            let place = first - 0x4E00
            for spelling in Int(firsts.number(place, digits: 3))..<Int(firsts.number(place + 1, digits: 3)) {
                let start = 3 * (Int(spellings.number(spelling, digits: 3)) + 1)
                pairs.insert(UInt32(first), scalar(in: bytes, at: start).value)
            }
        }
        return pairs
    }()

    /// The unified Han character at a position, all that the names consist of.
    private static func han(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32? {
        guard position < bytes.count, case let lead = bytes[position], lead >= 0xE4, lead <= 0xE9,
            isUnifiedHan(in: bytes, at: position, lead: lead)
        else { return nil }
        let tail = UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
        let value = UInt32(lead & 0xF) << 12 | tail
        return value <= 0x9FFF ? value : nil
    }

    /// Of spellings that begin alike, those with a certain character at a place.
    private static func narrowed(_ range: Range<Int>, _ character: UInt32, at place: Int) -> Range<Int> {
        let first = firstSpelling(in: range, at: place) { $0 >= character }
        return first..<firstSpelling(in: first..<range.upperBound, at: place) { $0 > character }
    }

    private static func firstSpelling(in range: Range<Int>, at place: Int, where isThere: (UInt32) -> Bool) -> Int {
        firstPlace(in: range) { isThere(character(of: $0, at: place)) }
    }

    /// 0 behind the end, so that the shorter of two that begin alike is the lower.
    private static func character(of spelling: Int, at place: Int) -> UInt32 {
        guard place < length(spelling) else { return 0 }
        let start = 3 * (Int(spellings.number(spelling, digits: 3)) + place)
        let text = GazetteerTable.names
        return scalar(in: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), at: start).value
    }

    private static func length(_ spelling: Int) -> Int { Int(spellings.number(spelling, at: 3, digits: 1)) }

    fileprivate static func owners(of spelling: Int) -> [Division] {
        let first = Int(spellings.number(spelling, at: 4, digits: 3))
        let count = Int(spellings.number(spelling, at: 7, digits: 1))
        return (first..<first + count).map { Division(number: Int(owners.number($0, digits: 3))) }
    }

    /// Part of the names, by the place of its first character.
    static func text(at place: Int, characters: Int) -> String {
        let names = GazetteerTable.names
        let bytes = UnsafeBufferPointer(start: names.utf8Start + 3 * place, count: 3 * characters)
        return String(decoding: bytes, as: UTF8.self)
    }
}
