import CKernels
import Text

/// Which texts contain a pair of neighbouring characters: the inverted index behind `~`.
///
/// Every text gives its bigrams, and its last character with an end mark, so that a needle of one character is found by the
/// keys that begin with it. For the texts 0 `低空经济` and 1 `低碳`:
///
///     keys      低空   低碳   济∎   碳∎   空经   经济        (two code points of 21 bits in 64)
///     counts    1     1     1    1     1     1
///     postings  0     1     0    1     0     0         (first number, then differences, 7 bits a byte)
///
/// A needle of two characters needs one list and no second look; a longer one intersects its lists and verifies.
package struct BigramIndex: Sendable {
    let keys: Lane<UInt64>
    let counts: Lane<UInt32>
    /// Where each list begins in `postings`, and the end.
    let starts: Lane<UInt64>
    let postings: Lane<UInt8>
    /// How many texts there are; a list of a snapshot from elsewhere could name others.
    let textCount: Int

    /// Looks at keys and lists before they are read; nil where that was done.
    private let watch: Unmanaged<Inspection>?

    init?(_ image: Image, _ name: SectionName, from part: Int, textCount: Int, watch: Inspection? = nil) {
        guard let keys: Lane<UInt64> = image.lane(name.part(part)),
            let counts: Lane<UInt32> = image.lane(name.part(part + 1)),
            let starts: Lane<UInt64> = image.lane(name.part(part + 2)),
            let postings: Lane<UInt8> = image.lane(name.part(part + 3)),
            counts.count == keys.count, starts.count == keys.count + 1
        else { return nil }
        self.keys = keys
        self.counts = counts
        self.starts = starts
        self.postings = postings
        self.textCount = textCount
        self.watch = watch.map { Unmanaged.passUnretained($0) }
    }

    /// Whether keys and lists are looked at as they are read.
    var isWatched: Bool { watch != nil }

    /// A key, after its block was looked at; in a damaged one all keys are 0.
    @inline(__always)
    func key(_ place: Int) -> UInt64 {
        guard let watch else { return keys[place] }
        return watch._withUnsafeGuaranteedRef { $0.element(keys, place) ?? 0 }
    }

    /// How many texts are in the list of a key.
    @inline(__always)
    func count(_ place: Int) -> Int {
        guard let watch else { return Int(counts[place]) }
        return watch._withUnsafeGuaranteedRef { Int($0.element(counts, place) ?? 0) }
    }

    /// The bytes of a key's list.
    @inline(__always)
    private func bytes(of place: Int) -> Range<Int> {
        guard let watch else { return Int(starts[place])..<Int(starts[place + 1]) }
        return watch._withUnsafeGuaranteedRef { $0.slice(starts, place, of: postings) }
    }

    /// At most how many texts contain the folded needle: the length of its rarest list. 0 is exact.
    package func upperBound(of needle: [UInt8]) -> Int {
        let scalars = scalars(of: needle)
        guard scalars.count > 1 else {
            // Every text contains the empty one; the sum of several such bounds must not overflow.
            guard let only = scalars.first else { return Int(UInt32.max) }
            return keyRange(startingWith: only).reduce(0) { $0 + count($1) }
        }
        var least = Int.max
        for key in bigrams(of: scalars) {
            guard let place = place(of: key) else { return 0 }
            least = min(least, count(place))
        }
        return least
    }

    /// The texts that may contain the folded needle, ascending; exact for needles of one and two characters.
    ///
    /// - Requires: the needle isn't empty.
    package func candidates(for needle: [UInt8]) -> [UInt32] {
        let scalars = scalars(of: needle)
        guard scalars.count > 1 else {
            guard let only = scalars.first else { return [] }
            let lists = keyRange(startingWith: only).map(list)
            return Array(Set(lists.joined())).sorted()
        }
        var places: [Int] = []
        for key in bigrams(of: scalars) {
            guard let place = place(of: key) else { return [] }
            places.append(place)
        }
        places.sort { count($0) < count($1) }
        var result = list(places[0])
        for place in places.dropFirst() where !result.isEmpty && place != places[0] {
            // Looking at few texts costs less than reading a long list.
            if count(place) > BigramIndex.readsPerLook * result.count { break }
            result = intersection(result, list(place))
        }
        return result
    }

    /// The list of a needle of two characters as it is kept; nil if no text contains it.
    package func listBytes(of needle: [UInt8]) -> UnsafeBufferPointer<UInt8>? {
        guard case let keys = bigrams(of: scalars(of: needle)), keys.count == 1, let place = place(of: keys[0]) else {
            return nil
        }
        let range = bytes(of: place)
        return UnsafeBufferPointer(start: postings.pointer + range.lowerBound, count: range.count)
    }

    /// About how many entries of a list are read in the time that a look at a text takes.
    private static let readsPerLook = 16

    /// Whether `candidates` are exactly the texts that contain the needle.
    package func isExact(for needle: [UInt8]) -> Bool { scalars(of: needle).count <= 2 }

    private func place(of key: UInt64) -> Int? {
        let place = lowerBound(of: key)
        return place < keys.count && self.key(place) == key ? place : nil
    }

    func keyRange(startingWith scalar: UInt32) -> Range<Int> {
        lowerBound(of: UInt64(scalar) << 21)..<lowerBound(of: UInt64(scalar + 1) << 21)
    }

    func lowerBound(of key: UInt64) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if self.key(middle) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func list(_ place: Int) -> [UInt32] {
        let range = bytes(of: place)
        precondition(range.upperBound <= postings.count, "An index's list lies outside of its section")
        let bytes = UnsafeBufferPointer(start: postings.pointer + range.lowerBound, count: range.count)
        // Each number takes at least a byte.
        return [UInt32](unsafeUninitializedCapacity: min(count(place), bytes.count)) { result, count in
            var position = 0
            var current: UInt32 = 0
            while position < bytes.count, count < result.count {
                var byte = bytes[position]
                var difference = UInt32(byte & 0x7F)
                var shift: UInt32 = 0
                position += 1
                while byte >= 0x80, position < bytes.count {
                    byte = bytes[position]
                    position += 1
                    shift += 7
                    difference |= UInt32(byte & 0x7F) << shift
                }
                current &+= difference
                guard Int(current) < textCount else { break }
                result[count] = current
                count += 1
            }
        }
    }

    private func intersection(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var place = 0
        for number in left {
            while place < right.count && right[place] < number { place += 1 }
            if place == right.count { break }
            if right[place] == number { result.append(number) }
        }
        return result
    }
}

/// Follows the last character of a text in its last bigram.
private let endMark: UInt32 = 0

private func bigrams(of scalars: [UInt32]) -> [UInt64] {
    zip(scalars, scalars.dropFirst()).map { UInt64($0) << 21 | UInt64($1) }
}

private func scalars(of bytes: some Collection<UInt8>) -> [UInt32] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
}

/// Builds the index of a text store.
struct BigramIndexBuilder {
    private var keys: [UInt64] = []
    private var counts: [UInt32] = []
    private var starts: [UInt64] = [0]
    private var postings: [UInt8] = []

    private static let textsBetweenChecks = 1 << 12

    /// - Parameter isToStop: asked now and then whether to leave the rest out, as nobody wants the index any more.
    init(_ store: TextStoreBuilder, isToStop: (Int) -> Bool = { _ in false }) {
        guard let building = ck_bigrams_new() else { preconditionFailure("No memory for an index") }
        defer { ck_bigrams_free(building) }
        for first in stride(from: 0, to: store.count, by: BigramIndexBuilder.textsBetweenChecks) {
            if isToStop(first) { return }
            let end = min(first + BigramIndexBuilder.textsBetweenChecks, store.count)
            let isAdded = store.foldedBytes.withUnsafeBufferPointer { bytes in
                store.foldedOffsets.withUnsafeBufferPointer { offsets in
                    // A store of empty texts has no bytes, and they aren't read.
                    ck_bigrams_add(
                        building, bytes.baseAddress, offsets.baseAddress, UInt32(first), UInt32(end))
                }
            }
            precondition(isAdded != 0, "No memory for an index")
        }
        let keyCount = ck_bigrams_key_count(building)
        keys = [UInt64](repeating: 0, count: keyCount)
        counts = [UInt32](repeating: 0, count: keyCount)
        starts = [UInt64](repeating: 0, count: keyCount + 1)
        postings = [UInt8](repeating: 0, count: ck_bigrams_byte_count(building))
        ck_bigrams_write(building, &keys, &counts, &starts, &postings)
    }

    func write(to writer: inout ImageWriter, _ name: SectionName, from part: Int) {
        writer.add(name.part(part), keys)
        writer.add(name.part(part + 1), counts)
        writer.add(name.part(part + 2), starts)
        writer.add(name.part(part + 3), postings)
    }
}
