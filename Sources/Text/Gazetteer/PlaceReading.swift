/// One text in which places are looked for, pass by pass; `PlaceFinder` says by which rules.
struct PlaceReading {
    private let compact: CompactText
    private let bytes: UnsafeBufferPointer<UInt8>
    private let scope: PlaceScope
    /// By the number of the name.
    private var meanings: [Int: Meaning] = [:]
    /// By their places in the text.
    var candidates: [PlaceCandidate] = []

    init(_ compact: CompactText, _ bytes: UnsafeBufferPointer<UInt8>, _ scope: PlaceScope) {
        (self.compact, self.bytes, self.scope) = (compact, bytes, scope)
    }

    // MARK: What stands in the text

    /// Where names of divisions begin, and these names, the shortest first.
    typealias Spot = (position: Int, names: [GazetteerName])

    /// All such places in a compact text, whatever the names mean there.
    static func spots(in bytes: UnsafeBufferPointer<UInt8>) -> [Spot] {
        var spots: [Spot] = []
        let beginnings = Gazetteer.beginnings
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            if lead >= 0xE4, lead <= 0xE9 {
                if position + 5 < bytes.count,
                    beginnings.mayHave(threeBytes(bytes, position), threeBytes(bytes, position + 3))
                {
                    let names = Gazetteer.names(in: bytes, at: position)
                    if !names.isEmpty { spots.append((position, names)) }
                }
                position += 3
            } else {
                position += lead < 0x80 ? 1 : scalar(in: bytes, at: position).length
            }
        }
        return spots
    }

    /// The character that three bytes are, if they are one.
    @inline(__always)
    private static func threeBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32 {
        UInt32(bytes[position] & 0xF) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6
            | UInt32(bytes[position + 2] & 0x3F)
    }

    /// Every name in the text, of those that begin at one place the longest that is probable.
    mutating func collect(_ spots: [Spot]) {
        for spot in spots {
            var best: PlaceCandidate?
            for name in spot.names.reversed() {
                let candidate = candidate(name, at: spot.position)
                if candidate.rank > 0 || best == nil { best = candidate }
                if candidate.rank > 0 { break }
            }
            guard let best else { continue }
            if let last = candidates.last, liesInOtherName(best, behind: last) { continue }
            candidates.append(best)
        }
    }

    /// What a name means, wherever it stands in the text.
    private struct Meaning {
        var all: [Division]
        var owners: [Division]
        var nearness: Int
        var isFull: Bool
        var ambiguity: Division.Ambiguity
        // Of the first owner.
        var level: Division.Level
        var isFormer: Bool
        var isNamedByWord: Bool
    }

    private mutating func meaning(of name: GazetteerName) -> Meaning {
        if let known = meanings[name.spelling] { return known }
        let all = name.owners
        let (owners, nearness) = likeliest(all)
        let first = owners[0]
        let meaning = Meaning(
            all: all, owners: owners, nearness: nearness,
            // What isn't the short name is the whole one, or as good as that: 恩施州, 喀左.
            isFull: 3 * first.shortLength != name.length,
            ambiguity: owners.map(\.ambiguity).min { $0.rawValue < $1.rawValue } ?? .none, level: first.level,
            isFormer: first.isFormer, isNamedByWord: first.isNamedByWord)
        meanings[name.spelling] = meaning
        return meaning
    }

    private mutating func candidate(_ name: GazetteerName, at position: Int) -> PlaceCandidate {
        let range = position..<position + name.length
        let meaning = meaning(of: name)
        let isSpoilt =
            isCutFromWord(range, meaning.isFull, meaning.level)
            || !meaning.isFull && makesOtherName(range, meaning.level)
        let rank = isSpoilt ? -1 : self.rank(meaning, range)
        return PlaceCandidate(
            range: range, all: meaning.all, owners: meaning.owners, isFull: meaning.isFull, nearness: meaning.nearness,
            ambiguity: meaning.ambiguity, state: rank > 0 ? .accepted : rank == 0 ? .pending : .dropped, rank: rank,
            isShown: meaning.isFull && rank > 2)
    }

    /// The nearest owners; of these those of today, and of these the highest (大同 is the prefecture).
    private func likeliest(_ all: [Division]) -> (owners: [Division], nearness: Int) {
        let nearness = all.map(scope.nearness).max() ?? 1
        var owners = all.filter { scope.nearness(of: $0) == nearness }
        if owners.contains(where: { !$0.isFormer }) { owners.removeAll(where: \.isFormer) }
        let level = owners.map(\.level).min() ?? .county
        return (owners.filter { $0.level == level }, nearness)
    }

    /// Whether a name is the end of one word and the beginning of another: 顺[应县]城.
    private func isCutFromWord(_ range: Range<Int>, _ isFull: Bool, _ level: Division.Level) -> Bool {
        if level == .province || isFull && range.count > 6 { return false }
        let start = range.lowerBound, end = range.upperBound
        if PlaceWords.isCrossing(PlaceWords.pair(scalarBefore(start), scalarAt(start))) { return true }
        return !isFull && isSplit(end)
    }

    /// Whether a name's last character and the next one are a word: 太[阳高]速.
    private func isSplit(_ end: Int) -> Bool {
        PlaceWords.isCrossing(PlaceWords.pair(scalarBefore(end), scalarAt(end)))
    }

    /// Whether what follows a short name makes something else of it: 五台山, 迎泽大街.
    private func makesOtherName(_ range: Range<Int>, _ level: Division.Level) -> Bool {
        guard level != .province, range.upperBound < bytes.count else { return false }
        let (first, length) = scalar(in: bytes, at: range.upperBound)
        return PlaceWords.makesOtherName(first, scalarAt(range.upperBound + length))
    }

    /// Whether a short name stands within such another name: 屏山 of 玉屏山, where 玉屏 is one as well.
    private func liesInOtherName(_ candidate: PlaceCandidate, behind last: PlaceCandidate) -> Bool {
        !candidate.isFull && last.state == .dropped && !last.isFull && last.range.contains(candidate.range.lowerBound)
            && last.range.lowerBound < candidate.range.lowerBound && makesOtherName(last.range, last.level)
            && candidate.range.upperBound <= last.range.upperBound + 3
    }

    private func rank(_ meaning: Meaning, _ range: Range<Int>) -> Int {
        let length = range.count
        let nearness = meaning.nearness
        if meaning.isFull, meaning.isNamedByWord { return length > 6 && nearness == 3 ? 4 : 0 }
        // 新兴县城 is a new county seat, 南部县 a county in the south, and the counties of these names lie far away.
        if meaning.isFull, meaning.ambiguity == .commonWord,
            nearness == 1 || nearness == 2 && isSplit(range.upperBound)
        {
            return 0
        }
        if meaning.isFull, length > 6 { return nearness > 1 ? 4 : meaning.owners.count == 1 ? 3 : 0 }
        // 祁县 is a name where it is near.
        if meaning.isFull { return nearness == 1 ? 0 : nearness == 3 ? 4 : 2 }
        guard meaning.ambiguity == .none else { return 0 }
        if meaning.level < .county { return 2 }
        return nearness > 1 && !meaning.isFormer || length > 6 && meaning.owners.count == 1 ? 2 : 0
    }

    // MARK: Passes

    /// 创建平遥 holds 建平 and 平遥: the likelier stays, and of equals the one that begins first.
    mutating func dropOverlapped() {
        var kept: [PlaceCandidate] = []
        kept.reserveCapacity(candidates.count)
        for place in candidates.indices {
            let (start, rank) = (candidates[place].range.lowerBound, candidates[place].rank)
            func overlapsLast() -> Bool { !kept.isEmpty && kept[kept.count - 1].range.upperBound > start }
            while overlapsLast(), max(kept[kept.count - 1].rank, 0) < rank { kept.removeLast() }
            if !overlapsLast() { kept.append(candidates[place]) }
        }
        candidates = kept
    }

    /// 南京市鼓楼区 is the one in 南京; 寿阳方山 isn't 方山县, which lies elsewhere.
    mutating func followChains() {
        for place in candidates.indices.dropFirst()
        where candidates[place - 1].range.upperBound == candidates[place].range.lowerBound
            && candidates[place - 1].state != .dropped
        {
            let (before, candidate) = (candidates[place - 1], candidates[place])
            let within = candidate.all.filter { inner in before.owners.contains { inner != $0 && inner.lies(in: $0) } }
            if !within.isEmpty, before.state == .accepted || before.nearness > 1 {
                // 杭州西湖 and 大同云冈 are sights.
                guard candidate.state != .dropped, candidate.isFull || candidate.ambiguity != .commonWord else {
                    continue
                }
                accept(place, as: current(within))
                accept(place - 1, as: before.owners)
            } else if candidate.level == .county, before.state == .accepted,
                !candidate.isFull || candidate.range.count < 9,
                candidate.nearness < 3 || candidate.ambiguity != .none
            {
                candidates[place].state = .dropped
            }
        }
    }

    private func current(_ divisions: [Division]) -> [Division] {
        divisions.contains { !$0.isFormer } ? divisions.filter { !$0.isFormer } : divisions
    }

    private mutating func accept(_ place: Int, as owners: [Division]) {
        candidates[place].owners = owners
        candidates[place].state = .accepted
        candidates[place].isShown = true
    }

    /// In 太谷、和顺 the one shows what the other is, in 平定砂器、阳城陶瓷 as well; in 和顺： the colon does.
    mutating func followLists() {
        // What is shown on the right shows what stands on its left, and the other way round.
        for place in candidates.indices.dropFirst() { show(place, beside: place - 1) }
        for place in candidates.indices.dropLast().reversed() { show(place, beside: place + 1) }
        for place in candidates.indices where candidates[place].state == .pending {
            let candidate = candidates[place]
            guard candidate.nearness == 3 || candidate.nearness == 2 && candidate.ambiguity == .word else { continue }
            let following = text(from: candidate.range.upperBound, characters: 2)
            let heads = compact.startsLine(candidate.range.lowerBound) || isMark(before: candidate.range.lowerBound)
            if PlaceWords.governing.contains(where: following.hasPrefix), heads { accept(place, as: candidate.owners) }
        }
    }

    private mutating func show(_ place: Int, beside neighbour: Int) {
        guard candidates[place].state == .pending, candidates[neighbour].state != .dropped else { return }
        let (candidate, other) = (candidates[place], candidates[neighbour])
        let (first, second) = place < neighbour ? (candidate, other) : (other, candidate)
        let between = first.range.upperBound..<second.range.lowerBound
        let isList = PlaceWords.isSeparator(UnsafeBufferPointer(rebasing: bytes[between]))
        guard isList || candidate.ambiguity != .commonWord && candidate.nearness > 1 && isItem(between) else { return }
        let strongest = other.state == .accepted
        if candidate.nearness > 1 {
            // Two words are no list of places, unless one is nearly always a name, or both lie in the scope: 工农、南山两区.
            let areNear = candidate.nearness == 3 && other.nearness == 3 && bytes[between.lowerBound] == 0xE3
            let areNames = other.nearness > 1 && candidate.ambiguity == .word && other.ambiguity == .word
            if strongest || isList && (areNear || areNames) { accept(place, as: candidate.owners) }
        } else if isList, strongest, candidate.ambiguity != .commonWord, other.level == candidate.level {
            let beside = candidate.all.filter { one in other.owners.contains { $0.parent == one.parent } }
            let owners = beside.isEmpty && candidate.ambiguity == .none ? candidate.owners : beside
            if owners.count == 1 { accept(place, as: owners) }
        }
    }

    /// Whether an enumeration has a few characters and one 、 between the places: 平定砂器、阳城.
    private func isItem(_ range: Range<Int>) -> Bool {
        let mark: [UInt8] = [0xE3, 0x80, 0x81]
        guard range.count > 3, range.count <= 36, bytes[range.upperBound - 3..<range.upperBound].elementsEqual(mark)
        else {
            return false
        }
        return !containsMark(range.lowerBound..<range.upperBound - 3)
    }

    /// Whether a range has punctuation of CJK (、。《》“”) or of full width.
    private func containsMark(_ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let (value, length) = scalar(in: bytes, at: position)
            if value == 0x0A || (0x3001...0x3011).contains(value) || (0xFF01...0xFF1F).contains(value) { return true }
            position += length
        }
        return false
    }

    /// After 成都的青羊、武侯 names are looked for in the region that its sentence has named.
    mutating func followAnchors() {
        for place in candidates.indices.dropFirst() where candidates[place].state == .pending {
            let candidate = candidates[place]
            guard candidate.nearness == 1, candidate.ambiguity != .commonWord else { continue }
            guard let anchor = anchor(before: place) else { continue }
            let within = current(candidate.all.filter { $0.lies(in: anchor) && $0.level == .county })
            if within.count == 1, candidate.ambiguity == .none { accept(place, as: within) }
        }
        for place in candidates.indices where candidates[place].state == .pending {
            // 鼓楼区 by itself is a place, though nothing says which.
            let candidate = candidates[place]
            if candidate.isFull, candidate.owners.count > 1, candidate.range.count > 6,
                !candidate.owners[0].isNamedByWord
            {
                candidates[place].state = .accepted
            }
        }
    }

    /// The last prefecture or province outside of the scope that the sentence has named.
    private func anchor(before place: Int) -> Division? {
        for earlier in candidates[..<place].indices.reversed().prefix(12) {
            let candidate = candidates[earlier]
            if hasSentenceEnd(candidate.range.upperBound..<candidates[place].range.lowerBound) { return nil }
            if candidate.state == .accepted, candidate.level < .county { return candidate.owners.first }
        }
        return nil
    }

    /// What the document has shown once to be a place is one everywhere, if it isn't too common a word.
    mutating func rememberShown() {
        var shown: Set<Division> = []
        for place in candidates.indices where candidates[place].state == .accepted && candidates[place].isShown {
            for owner in candidates[place].owners { shown.insert(owner.successor ?? owner) }
        }
        for place in candidates.indices where candidates[place].state == .pending {
            let candidate = candidates[place]
            guard candidate.nearness > 1, candidate.ambiguity == .word else { continue }
            if candidate.owners.contains(where: { shown.contains($0.successor ?? $0) }) {
                candidates[place].state = .accepted
            }
        }
    }

    // MARK: The text around

    private func text(from start: Int, characters: Int) -> String {
        var end = start
        for _ in 0..<characters where end < bytes.count { end += scalar(in: bytes, at: end).length }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// 0 at the end.
    private func scalarAt(_ position: Int) -> UInt32 {
        position < bytes.count ? scalar(in: bytes, at: position).value : 0
    }

    /// The character of three bytes before a place; 0 if there is another.
    private func scalarBefore(_ end: Int) -> UInt32 {
        end >= 3 && bytes[end - 3] >= 0xE0 ? scalar(in: bytes, at: end - 3).value : 0
    }

    /// Whether a name begins behind a sign: `#`, “, （.
    private func isMark(before position: Int) -> Bool {
        guard position > 0 else { return true }
        if bytes[position - 1] < 0x80 { return true }
        return position >= 3 && containsMark(position - 3..<position)
    }

    private func hasSentenceEnd(_ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound {
            let (value, length) = scalar(in: bytes, at: position)
            if value == 0x0A || value == 0x3002 || value == 0xFF01 || value == 0xFF1F { return true }
            position += length
        }
        return false
    }
}
