import Text

/// Which texts contain a pair of neighbouring characters: the inverted index behind `~`.
///
/// Every text gives its bigrams, and its last character with an end mark, so that a needle of one character is found by the
/// keys that begin with it. For the texts 0 `低空经济` and 1 `低碳`:
///
///     pairs     低空 0   低碳 1   济∎ 0   碳∎ 1   空经 0   经济 0
///     triples   低空经 0   空经济 0        (if 低空, 空经 and 经济 were frequent, and these were rarer by far)
///
/// A needle of two characters needs one list and no second look, and so does one of three that has a list of its own; a longer one
/// intersects its lists and verifies. Which triples have lists, `TripleRule` says; that one has none tells nothing.
package struct BigramIndex: Sendable {
    package let pairs: PostingLists
    /// nil if no triple has a list, and in snapshots of versions that made none.
    let triples: PostingLists?

    init?(_ image: Image, _ name: SectionName, from part: Int, textCount: Int, watch: Inspection? = nil) {
        guard let pairs = PostingLists(image, name, from: part, textCount: textCount, watch: watch) else { return nil }
        self.pairs = pairs
        triples = PostingLists(
            image, name, from: part + PostingLists.partCount, textCount: textCount, watch: watch)
    }

    /// How many texts there are.
    var textCount: Int { pairs.textCount }

    /// The list of a pair, or of a triple.
    private struct Place {
        let isOfTriple: Bool
        let place: Int
        let count: Int
    }

    private func lists(_ place: Place) -> PostingLists { place.isOfTriple ? triples ?? pairs : pairs }

    /// The lists that all texts with a needle of two or more characters are in, the shortest first; empty if no text has it.
    private func places(of scalars: [UInt32]) -> [Place] {
        var wanted: [Place] = []
        // The list of a triple is part of those of its two pairs.
        var isInTriple = false
        for number in 1..<scalars.count {
            var isInNext = false
            if let triples, number + 1 < scalars.count, let place = triples.place(of: trigram(scalars, number - 1)) {
                wanted.append(Place(isOfTriple: true, place: place, count: triples.count(place)))
                isInNext = true
            }
            guard let place = pairs.place(of: bigram(scalars, number - 1)) else { return [] }
            if !isInTriple, !isInNext {
                wanted.append(Place(isOfTriple: false, place: place, count: pairs.count(place)))
            }
            isInTriple = isInNext
        }
        return wanted.count > 1 ? wanted.sorted { $0.count < $1.count } : wanted
    }

    /// At most how many texts contain the folded needle: the length of its rarest list. 0 is exact.
    package func upperBound(of needle: [UInt8]) -> Int {
        let scalars = scalars(of: needle)
        guard scalars.count > 1 else {
            // Every text contains the empty one; the sum of several such bounds must not overflow.
            guard let only = scalars.first else { return Int(UInt32.max) }
            return keyRange(startingWith: only).reduce(0) { $0 + pairs.count($1) }
        }
        return places(of: scalars).first?.count ?? 0
    }

    /// The texts that may contain the folded needle, ascending; of a needle that `isExact` says so of, all of them do.
    ///
    /// - Requires: the needle isn't empty.
    package func candidates(for needle: [UInt8]) -> [UInt32] {
        let scalars = scalars(of: needle)
        guard scalars.count > 1 else {
            var marks = Bitmap(limit: textCount)
            mark(needle, in: &marks)
            return marks.members
        }
        let places = places(of: scalars)
        guard let first = places.first else { return [] }
        var result = lists(first).list(first.place)
        for place in places.dropFirst() where !result.isEmpty {
            // Looking at few texts costs less than reading a long list.
            if place.count > BigramIndex.readsPerLook * result.count { break }
            lists(place).narrow(&result, by: place.place)
        }
        return result
    }

    /// Inserts the texts that contain the folded needle into a set, each `first` further on, without making an array of them.
    ///
    /// - Requires: the needle isn't empty, and `isExact` says so of it.
    package func mark(_ needle: [UInt8], from first: Int = 0, in marks: inout Bitmap) {
        let scalars = scalars(of: needle)
        if scalars.count == 1 {
            for place in keyRange(startingWith: scalars[0]) { pairs.mark(place, from: first, in: &marks) }
        } else if let place = places(of: scalars).first {
            lists(place).mark(place.place, from: first, in: &marks)
        }
    }

    /// The list of a needle of two characters as it is kept; nil if no text contains it.
    package func listBytes(of needle: [UInt8]) -> UnsafeBufferPointer<UInt8>? {
        let scalars = scalars(of: needle)
        guard scalars.count == 2, let place = pairs.place(of: bigram(scalars, 0)) else { return nil }
        return pairs.bytes(place)
    }

    /// About how many entries of a list are read in the time that a look at a text takes.
    private static let readsPerLook = 16

    /// Whether one list says which texts contain the needle, so that `candidates` are exactly these.
    package func isExact(for needle: [UInt8]) -> Bool {
        let scalars = scalars(of: needle)
        return scalars.count <= 2
            || scalars.count == 3 && triples?.place(of: trigram(scalars, 0)) != nil
    }

    /// The pairs that begin with a character.
    func keyRange(startingWith scalar: UInt32) -> Range<Int> {
        pairs.lowerBound(of: UInt64(scalar) << 21)..<pairs.lowerBound(of: UInt64(scalar + 1) << 21)
    }

    var hasRightLengths: Bool { pairs.hasRightLengths && triples?.hasRightLengths != false }

    var isSound: Bool { pairs.isSound && triples?.isSound != false }
}

/// The key of the pair that begins at a place.
private func bigram(_ scalars: [UInt32], _ place: Int) -> UInt64 {
    UInt64(scalars[place]) << 21 | UInt64(scalars[place + 1])
}

/// The key of the triple that begins at a place.
private func trigram(_ scalars: [UInt32], _ place: Int) -> UInt64 {
    bigram(scalars, place) << 21 | UInt64(scalars[place + 2])
}

private func scalars(of text: [UInt8]) -> [UInt32] {
    text.withUnsafeBufferPointer { bytes in
        var scalars: [UInt32] = []
        var position = 0
        while position < bytes.count {
            let (value, length) = scalar(in: bytes, at: position)
            scalars.append(value)
            position += length
        }
        return scalars
    }
}
