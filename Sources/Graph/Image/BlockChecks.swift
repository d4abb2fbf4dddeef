import Synchronization

/// Checksums of the blocks of a large snapshot, so that each block is verified when a query first touches it: opening reads the
/// table and no more, and a flipped bit is found before it is believed.
///
/// The last section of a large snapshot has the XXH64 of every 64 KiB of the file, from the first section to its own beginning:
///
///     file     header table | sections …                                     | this section
///     block    0 (from the table's end)  1  2  3 …                        n (up to here)
///
/// It does not keep the snapshot's memory alive.
final class BlockChecks: @unchecked Sendable {
    static let sizeBits = 16
    static let size = 1 << sizeBits

    private enum State {
        static let unknown: UInt8 = 0
        static let intact: UInt8 = 1
        static let damaged: UInt8 = 2
    }

    private let base: UnsafeRawPointer
    private let covered: Range<Int>
    private let sums: Lane<UInt64>
    private let states: UnsafeMutablePointer<Atomic<UInt8>>

    /// nil if there aren't as many checksums as blocks.
    ///
    /// - Parameter covered: the bytes of the snapshot that are in blocks.
    init?(_ snapshot: UnsafeRawBufferPointer, covering covered: Range<Int>, sums: Lane<UInt64>) {
        guard let base = snapshot.baseAddress, covered.upperBound <= snapshot.count,
            sums.count == BlockChecks.blocks(of: covered).upperBound
        else { return nil }
        self.base = base
        self.covered = covered
        self.sums = sums
        states = .allocate(capacity: max(sums.count, 1))
        for block in 0..<sums.count { (states + block).initialize(to: Atomic(State.unknown)) }
    }

    deinit {
        states.deinitialize(count: sums.count)
        states.deallocate()
    }

    /// The numbers of the blocks that bytes of a snapshot lie in, from 0; those before the first section have no bytes.
    static func blocks(of bytes: Range<Int>) -> Range<Int> { 0..<(bytes.upperBound + size - 1) >> sizeBits }

    /// The bytes of a block.
    static func bytes(of block: Int, within covered: Range<Int>) -> Range<Int> {
        (block << sizeBits..<(block + 1) << sizeBits).clamped(to: covered)
    }

    /// Whether the blocks that these bytes lie in are what was written.
    @inline(__always)
    func areIntact(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
        if count == 0 { return true }
        let offset = start - base
        var block = offset >> BlockChecks.sizeBits
        let last = (offset + count - 1) >> BlockChecks.sizeBits
        guard block >= 0, last < sums.count else { return false }
        if block == last, states[block].load(ordering: .relaxed) == State.intact { return true }
        return areIntact(from: &block, through: last)
    }

    /// How many bytes there are from one to the end of its block.
    func countToEndOfBlock(_ start: UnsafeRawPointer) -> Int {
        BlockChecks.size - (start - base) & (BlockChecks.size - 1)
    }

    private func areIntact(from block: inout Int, through last: Int) -> Bool {
        while block <= last {
            if states[block].load(ordering: .relaxed) != State.intact, !verify(block) { return false }
            block += 1
        }
        return true
    }

    /// Two threads may both do this, and find the same.
    @inline(never)
    private func verify(_ block: Int) -> Bool {
        if states[block].load(ordering: .relaxed) == State.damaged { return false }
        let range = BlockChecks.bytes(of: block, within: covered)
        let bytes = UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
        let isIntact = checksum(bytes) == sums[block]
        states[block].store(isIntact ? State.intact : State.damaged, ordering: .relaxed)
        return isIntact
    }
}
