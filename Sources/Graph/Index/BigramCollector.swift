import CKernels

/// Which triples of characters get lists of their own in a `BigramIndex`: those of two frequent pairs that are much rarer than both,
/// since only there a list of pairs is long and says little. 数字经 gets none, as nearly all texts with 字经 have it; 低空经 gets
/// one, as 低空 stands in much else and 空经 in 航空经济.
///
/// Whether a pair is frequent is told by a sample, so that a triple without a list may be in any texts.
struct TripleRule: Sendable {
    /// The least number of texts with each of the two pairs: this one, or one of `share` texts if that is more.
    var least = 512
    var share = 1024
    /// How many times rarer a triple is than the rarer of its pairs, at least.
    var ratio: UInt32 = 8
    /// About how many texts are in the sample, at most twice as many.
    var sampleSize = 1 << 15

    static let standard = TripleRule()

    /// How many texts with a pair make it frequent.
    func threshold(_ textCount: Int) -> Int { max(least, textCount / share) }

    /// Every how many texts one is in the sample; a power of 2.
    func stride(_ textCount: Int) -> Int {
        var stride = 1
        while textCount / stride >= 2 * sampleSize { stride *= 2 }
        return stride
    }
}

/// Collects the lists of an index from texts that stand one after the other.
final class BigramCollector {
    private let building: OpaquePointer
    private let rule: TripleRule

    /// nil without memory.
    init?(_ rule: TripleRule) {
        guard let building = ck_bigrams_new() else { return nil }
        self.building = building
        self.rule = rule
    }

    deinit { ck_bigrams_free(building) }

    enum Result {
        case collected, stopped, noMemory
    }

    /// At least so many texts are gone through between two questions whether to stop, and no stride is longer than the most.
    private static let textsBetweenChecks = 1 << 10
    private static let longestStride = 1 << 13

    /// Collects all texts; to be called once.
    ///
    /// - Parameter isToStop: asked now and then, with a number that 1024 divides.
    func collect(
        _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<UInt32>?, count: Int, isToStop: (Int) -> Bool
    ) -> Result {
        let distance = min(rule.stride(count), BigramCollector.longestStride)
        let step = max(distance, BigramCollector.textsBetweenChecks)
        func run(_ body: (UInt32, UInt32) -> Int32) -> Result {
            for first in stride(from: 0, to: count, by: step) {
                if isToStop(first) { return .stopped }
                let end = min(first + step, count)
                if body(UInt32(first), UInt32(end)) == 0 { return .noMemory }
            }
            return .collected
        }
        let threshold = rule.threshold(count)
        let hasTriples = threshold <= count
        if hasTriples {
            let least = UInt32(max(threshold / distance, 1))
            let pairs = run { ck_bigrams_count_pairs(building, bytes, offsets, $0, $1, UInt32(distance)) }
            guard pairs == .collected else { return pairs }
            let triples = run { ck_bigrams_count_triples(building, bytes, offsets, $0, $1, UInt32(distance), least) }
            guard triples == .collected else { return triples }
            ck_bigrams_choose(building, least, rule.ratio)
        }
        let all = run { ck_bigrams_add(building, bytes, offsets, $0, $1) }
        if hasTriples, all == .collected { ck_bigrams_leave_out(building, rule.ratio) }
        ck_bigrams_finish(building)
        return all
    }

    /// The lists of pairs and, where there are any, of triples, each in the parts of an image from a number on.
    var parts: [(lists: Lists, offset: Int)] {
        let triples = Lists(building, ofTriples: true)
        return [(Lists(building, ofTriples: false), 0)]
            + (triples.keyCount > 0 ? [(triples, PostingLists.partCount)] : [])
    }

    /// The finished lists in the order of their keys, as long as their collector is there.
    struct Lists {
        let keyCount: Int
        private let building: OpaquePointer
        private let ofTriples: Int32

        fileprivate init(_ building: OpaquePointer, ofTriples: Bool) {
            self.building = building
            self.ofTriples = ofTriples ? 1 : 0
            keyCount = ck_bigrams_key_count(building, self.ofTriples)
        }

        /// All bytes of all lists.
        var byteCount: Int { (0..<keyCount).reduce(0) { $0 + Int(self[$1].length) } }

        subscript(place: Int) -> ck_list { ck_bigrams_list(building, ofTriples, place) }

        /// Writes the bytes of a list.
        func copy(_ place: Int, to target: UnsafeMutablePointer<UInt8>) {
            ck_bigrams_copy(building, ofTriples, place, target)
        }
    }
}

extension BigramCollector {
    /// Adds the index of a text store to an image that is being written.
    static func write(_ store: TextStoreBuilder, to writer: inout ImageWriter, _ name: SectionName, from part: Int) {
        guard let collector = BigramCollector(writer.tripleRule) else { preconditionFailure("No memory for an index") }
        let result = store.foldedBytes.withUnsafeBufferPointer { bytes in
            store.foldedOffsets.withUnsafeBufferPointer { offsets in
                // A store of empty texts has no bytes, and they aren't read.
                collector.collect(
                    bytes.baseAddress, offsets.baseAddress, count: store.count, isToStop: { writer.isToStop(at: $0) })
            }
        }
        if result == .stopped { return }
        precondition(result == .collected, "No memory for an index")
        for (lists, offset) in collector.parts {
            var keys: [UInt64] = []
            var counts: [UInt32] = []
            var starts: [UInt64] = [0]
            var end = 0
            var postings = [UInt8](repeating: 0, count: lists.byteCount)
            postings.withUnsafeMutableBufferPointer { postings in
                for place in 0..<lists.keyCount {
                    if writer.isToStop(at: place) { return }
                    let list = lists[place]
                    if let target = postings.baseAddress { lists.copy(place, to: target + end) }
                    end += Int(list.length)
                    keys.append(list.key)
                    counts.append(list.count)
                    starts.append(UInt64(end))
                }
            }
            writer.add(name.part(part + offset), keys)
            writer.add(name.part(part + offset + 1), counts)
            writer.add(name.part(part + offset + 2), starts)
            writer.add(name.part(part + offset + 3), postings)
        }
    }
}
