import CKernels
import Text

/// Lists of the numbers of texts by a key, ascending both: where they stand in an image, and how they are read.
///
///     keys      低空   低碳   济∎         (code points of 21 bits each)
///     counts    1     1     1
///     starts    0     1     2     3
///     postings  0     1     0         (first number, then differences, 7 bits a byte)
package struct PostingLists: Sendable {
    let keys: Lane<UInt64>
    let counts: Lane<UInt32>
    /// Where each list begins in `postings`, and the end.
    let starts: Lane<UInt64>
    let postings: Lane<UInt8>
    /// How many texts there are; a list of a snapshot from elsewhere could name others.
    let textCount: Int

    /// Looks at keys and lists before they are read; nil where that was done.
    private let watch: Unmanaged<Inspection>?

    /// How many sections the lists take.
    static let partCount = 4

    init?(_ image: Image, _ name: SectionName, from part: Int, textCount: Int, watch: Inspection?) {
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

    /// The list of a key as it is kept.
    @inline(__always)
    func bytes(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        let range: Range<Int>
        if let watch {
            range = watch._withUnsafeGuaranteedRef { $0.slice(starts, place, of: postings) }
        } else {
            range = Int(starts[place])..<Int(starts[place + 1])
        }
        precondition(range.upperBound <= postings.count, "An index's list lies outside of its section")
        return UnsafeBufferPointer(start: postings.pointer + range.lowerBound, count: range.count)
    }

    func place(of key: UInt64) -> Int? {
        let place = lowerBound(of: key)
        return place < keys.count && self.key(place) == key ? place : nil
    }

    func lowerBound(of key: UInt64) -> Int {
        firstPlace(in: 0..<keys.count) { self.key($0) >= key }
    }

    /// The texts in the list of a key.
    func list(_ place: Int) -> [UInt32] {
        let bytes = bytes(place)
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

    /// Leaves of ascending numbers those that are in the list of a key.
    func narrow(_ numbers: inout [UInt32], by place: Int) {
        let bytes = bytes(place)
        let kept = numbers.withUnsafeMutableBufferPointer {
            ck_list_narrow(bytes.baseAddress, bytes.count, $0.baseAddress, $0.count)
        }
        numbers.removeLast(numbers.count - kept)
    }

    /// Inserts the texts in the list of a key into a set, each `first` further on.
    func mark(_ place: Int, from first: Int = 0, in marks: inout Bitmap) {
        marks.insert(list: bytes(place), below: textCount, from: first)
    }

    var hasRightLengths: Bool { isWatched || starts[starts.count - 1] == UInt64(postings.count) }

    /// The lists themselves are looked at when they are read: most never are.
    var isSound: Bool { isWatched || starts.areOffsets(upTo: postings.count) }
}
