/// A place that a text names.
package struct PlaceMention: Sendable {
    /// The bytes of the name in the text, with white space and line breaks that stand in it.
    package let range: Range<Int>
    /// What it may mean: one division, or several that nothing in the text tells apart.
    package let candidates: [Division]

    /// What it means; of a former name what became of it. nil if that is open.
    package var division: Division? {
        candidates.count == 1 ? candidates[0].successor ?? candidates[0] : nil
    }
}

/// Finds provinces, prefectures and counties in a text of a known scope.
///
/// A full name (平遥县) is a place wherever it stands, if only one division has it or one in the scope. A short name (平遥) is one
/// if it lies in the scope's prefecture or province, and a province's or a prefecture's (太原) everywhere. What is a word as well
/// (和顺, 平定) must be shown once in the document to mean the place: by its full name, by a list of places (太谷、和顺), or by the
/// county's block (和顺：…); a very common one (资源) each time. After a region that is named just before (南京市鼓楼区, 成都的青羊、
/// 武侯) names are looked for in it first. Where names overlap (创建平遥), the likelier stays.
///
/// Time is linear in the length of the text.
package struct PlaceFinder: Sendable {
    let scope: PlaceScope

    package init(_ scope: PlaceScope) { self.scope = scope }

    /// The places that a text in UTF-8 names, in their order.
    package func mentions(in text: UnsafeBufferPointer<UInt8>) -> [PlaceMention] {
        let compact = CompactText(text)
        return compact.bytes.withUnsafeBufferPointer { bytes in
            mentions(compact, bytes, PlaceReading.spots(in: bytes))
        }
    }

    /// The same of a text whose scope nobody knows, which is looked through once for both.
    package static func reading(_ text: UnsafeBufferPointer<UInt8>) -> (scope: PlaceScope, mentions: [PlaceMention]) {
        let compact = CompactText(text)
        return compact.bytes.withUnsafeBufferPointer { bytes in
            let spots = PlaceReading.spots(in: bytes)
            let scope = PlaceScope(naming: unmistakable(compact, bytes, spots))
            return (scope, PlaceFinder(scope).mentions(compact, bytes, spots))
        }
    }

    private func mentions(
        _ compact: CompactText, _ bytes: UnsafeBufferPointer<UInt8>, _ spots: [PlaceReading.Spot]
    ) -> [PlaceMention] {
        var reading = PlaceReading(compact, bytes, scope)
        reading.collect(spots)
        reading.dropOverlapped()
        reading.followChains()
        reading.followLists()
        reading.followAnchors()
        reading.rememberShown()
        return reading.candidates.lazy.filter { $0.state == .accepted }.map { candidate in
            PlaceMention(range: compact.original(candidate.range), candidates: candidate.owners)
        }
    }

    /// The divisions that a text names whatever its scope, since no other is called so, in full or for short, and no word is.
    static func unmistakable(in text: UnsafeBufferPointer<UInt8>) -> [Division] {
        let compact = CompactText(text)
        return compact.bytes.withUnsafeBufferPointer { unmistakable(compact, $0, PlaceReading.spots(in: $0)) }
    }

    private static func unmistakable(
        _ compact: CompactText, _ bytes: UnsafeBufferPointer<UInt8>, _ spots: [PlaceReading.Spot]
    ) -> [Division] {
        var reading = PlaceReading(compact, bytes, PlaceScope([]))
        reading.collect(spots)
        reading.dropOverlapped()
        return reading.candidates.compactMap { candidate in
            let isOpen =
                candidate.state == .dropped || candidate.owners.count > 1 || candidate.owners[0].isNamedByWord
            return isOpen || !candidate.isFull && candidate.ambiguity != .none ? nil : candidate.owners[0]
        }
    }

    /// The places that a text names.
    package func mentions(in text: String) -> [PlaceMention] { withBytes(of: text, mentions) }
}

/// A name in a text that may be that of a place.
struct PlaceCandidate {
    enum State: Sendable {
        /// It is a place.
        case accepted
        /// It is one if something in the document shows it.
        case pending
        case dropped
    }

    /// In the compact text.
    let range: Range<Int>
    /// All divisions with this name.
    let all: [Division]
    /// Those that it most likely means.
    var owners: [Division]
    let isFull: Bool
    let nearness: Int
    let ambiguity: Division.Ambiguity
    var state: State
    /// Decides between names that overlap; 0 is no more than possible.
    let rank: Int
    /// Whether this place in the text shows that the name means the division.
    var isShown = false

    var level: Division.Level { owners.first?.level ?? .county }
}
