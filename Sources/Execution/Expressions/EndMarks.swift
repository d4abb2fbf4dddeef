import Graph

/// Which ends of a step were met in a round of counting: bits that are wiped at the beginning of a round where that costs less
/// than marking, else the number of the round at each end, so that nothing needs to be wiped.
///
///     a round that comes to 10 of a million ends          ⇒    round numbers, four megabytes of which ten are touched
///     a round with 100,000 edges to a million ends        ⇒    bits, all 125 KB of which stay in the cache
struct EndMarks {
    /// All ends have numbers in this range; a place more takes what doesn't.
    private let range: Range<Int>
    private var bits: [UInt64] = []
    private var rounds: [UInt32] = []
    private var round: UInt32 = 0

    private let thresholds: Thresholds

    init(_ readers: [StepReader], _ thresholds: Thresholds = Thresholds()) {
        self.init(readers.reduce(0..<0) { $0.union($1.endRange) }, thresholds)
    }

    init(_ range: Range<Int>, _ thresholds: Thresholds = Thresholds()) {
        self.range = range
        self.thresholds = thresholds
    }

    /// Runs a round that looks at so many edges or more.
    ///
    /// - Parameters:
    ///   - withBits: is given a set of bits without members.
    ///   - withRounds: is given the numbers of rounds.
    mutating func inRound(
        ofEdges edgeCount: Int, _ withBits: (EndBits) -> Void, _ withRounds: (EndRounds) -> Void
    ) {
        let words = range.count / 64 + 1
        let slack = range.count
        if words <= thresholds.wipedWords || edgeCount >= (words + 63) / 64 * thresholds.edgesForWords {
            if bits.isEmpty { bits = [UInt64](repeating: 0, count: words) }
            let first = range.lowerBound
            bits.withUnsafeMutableBufferPointer { bits in
                guard let start = bits.baseAddress else { return }
                start.update(repeating: 0, count: words)
                withBits(EndBits(words: start, first: first, slack: slack))
            }
            return
        }
        if rounds.isEmpty { rounds = [UInt32](repeating: 0, count: slack + 1) }
        round &+= 1
        if round == 0 {
            for place in rounds.indices { rounds[place] = 0 }
            round = 1
        }
        let (first, round) = (range.lowerBound, round)
        rounds.withUnsafeMutableBufferPointer { rounds in
            guard let start = rounds.baseAddress else { return }
            withRounds(EndRounds(rounds: start, first: first, slack: slack, round: round))
        }
    }
}

/// A set of ends as bits. A number outside of the range, which only a damaged graph could have, is taken for the one behind it.
struct EndBits {
    fileprivate let words: UnsafeMutablePointer<UInt64>
    fileprivate let first: Int
    fileprivate let slack: Int

    /// Inserts all ends of some nodes, and says how many are new.
    func insertEnds(of nodes: UnsafeBufferPointer<NodeID>, _ reader: inout StepReader) -> Int {
        reader.markEnds(of: nodes, in: words, from: first, limit: slack)
    }

    /// 1 if the end is new, else 0; without a branch, as both come as they like.
    @inline(__always)
    func insert(_ end: NodeID) -> Int {
        let place = Int(min(UInt(bitPattern: Int(end) &- first), UInt(bitPattern: slack)))
        let shift = UInt64(truncatingIfNeeded: place & 63)
        let word = words[place >> 6]
        words[place >> 6] = word | 1 << shift
        return Int(~word >> shift & 1)
    }
}

/// A set of ends by the number of the round that each was last met in.
struct EndRounds {
    fileprivate let rounds: UnsafeMutablePointer<UInt32>
    fileprivate let first: Int
    fileprivate let slack: Int
    fileprivate let round: UInt32

    /// 1 if the end is new, else 0.
    @inline(__always)
    func insert(_ end: NodeID) -> Int {
        let place = Int(min(UInt(bitPattern: Int(end) &- first), UInt(bitPattern: slack)))
        let isNew = rounds[place] != round
        rounds[place] = round
        return isNew ? 1 : 0
    }
}
