import Synchronization

/// Which parts of an image were looked at before they are used.
///
/// Checksums tell what a disk or a wire did to a snapshot, not what somebody wrote into it on purpose. So every number that
/// points somewhere (offsets, entries, targets, counts) is looked at once before it is followed. In an image that is small
/// enough to be read whole this happens when it is opened; in a larger one opening would take as long as reading it, so each
/// part is looked at when a query first touches it: columns and edges as wholes, texts, the table of names and the lists of an
/// index one by one as they are read, each after its block's checksum (`BlockChecks`). An image that this process made is not
/// looked at.
///
/// It is a class because all copies of a graph share what was found. It does not keep the image alive, and is not kept alive by
/// the lanes that ask it, which belong to a base that holds all three.
final class Inspection: @unchecked Sendable {
    /// When the parts of an image are looked at.
    enum Moment {
        /// This process made it.
        case never
        case atOpening
        case atFirstUse
    }

    private enum State {
        static let unknown: UInt8 = 0
        static let sound: UInt8 = 1
        static let damaged: UInt8 = 2
    }

    private let states: UnsafeMutablePointer<Atomic<UInt8>>
    private let count: Int
    let moment: Moment
    private unowned let image: Image
    /// Of the image; asked so often that counting references to it would show.
    private let blocks: Unmanaged<BlockChecks>?
    private let isAnyDamaged = Atomic(false)
    private let firstDamaged = Mutex(String?.none)

    /// For parts that are numbered from 0.
    init(_ image: Image, parts count: Int, _ moment: Moment) {
        self.moment = moment
        self.count = count
        self.image = image
        blocks = image.blocks.map { Unmanaged.passUnretained($0) }
        states = .allocate(capacity: max(count, 1))
        for part in 0..<count { (states + part).initialize(to: Atomic(State.unknown)) }
    }

    deinit {
        states.deinitialize(count: count)
        states.deallocate()
    }

    /// Whether bytes of the image are as they were written. If not, that is noted.
    @inline(__always)
    func areIntact(_ start: UnsafeRawPointer, _ count: Int) -> Bool {
        guard let blocks else { return true }
        if blocks._withUnsafeGuaranteedRef({ $0.areIntact(start, count) }) { return true }
        note(at: start)
        return false
    }

    /// An element of a lane; nil, which is noted, if its block isn't as it was written.
    @inline(__always)
    func element<Element: BitwiseCopyable>(_ lane: Lane<Element>, _ index: Int) -> Element? {
        let element = lane[index]
        return areIntact(lane.pointer + index, MemoryLayout<Element>.stride) ? element : nil
    }

    /// How many elements of a lane, from one on, lie wholly within the block in which it begins; at least 1.
    func countWithinBlock<Element: BitwiseCopyable>(_ lane: Lane<Element>, _ index: Int) -> Int {
        let rest = lane.count - index
        guard let blocks else { return rest }
        let bytes = blocks._withUnsafeGuaranteedRef { $0.countToEndOfBlock(lane.pointer + index) }
        return max(1, min(rest, bytes / MemoryLayout<Element>.stride))
    }

    /// What stands in `elements` between two neighbouring offsets; nothing, which is noted, if they don't lead there.
    @inline(__always)
    func slice<Offset: FixedWidthInteger & BitwiseCopyable, Element: BitwiseCopyable>(
        _ offsets: Lane<Offset>, _ index: Int, of elements: Lane<Element>
    ) -> Range<Int> {
        let start = offsets[index]
        let end = offsets[index + 1]
        guard areIntact(offsets.pointer + index, 2 * MemoryLayout<Offset>.stride) else { return 0..<0 }
        guard start <= end, end <= elements.count else {
            note(at: offsets.pointer)
            return 0..<0
        }
        let range = Int(start)..<Int(end)
        let size = range.count * MemoryLayout<Element>.stride
        return areIntact(elements.pointer + range.lowerBound, size) ? range : 0..<0
    }

    /// Notes that the section which an address lies in is damaged.
    @inline(never)
    func note(at address: UnsafeRawPointer) {
        note((image.sectionName(at: address)?.part(0)).map(\.description) ?? "table")
    }

    /// Whether a part can be used; `isSound` is asked at the first use. Two threads may both ask it, and get one answer.
    func allows(_ part: Int, _ name: @autoclosure () -> SectionName, _ isSound: () -> Bool) -> Bool {
        switch states[part].load(ordering: .relaxed) {
        case State.sound: return true
        case State.damaged: return false
        default: break
        }
        let found = isSound()
        states[part].store(found ? State.sound : State.damaged, ordering: .relaxed)
        if !found { note(name().description) }
        return found
    }

    private func note(_ part: String) {
        firstDamaged.withLock { if $0 == nil { $0 = part } }
        isAnyDamaged.store(true, ordering: .relaxed)
    }

    /// The first part that was found damaged.
    var damage: String? {
        isAnyDamaged.load(ordering: .relaxed) ? firstDamaged.withLock { $0 } : nil
    }
}

extension Lane<UInt32> {
    /// Whether the numbers never fall, begin at 0 and end at `end`, as offsets do.
    func areOffsets(upTo end: Int) -> Bool {
        guard count > 0, self[0] == 0, Int(self[count - 1]) == end else { return false }
        var fallen: UInt32 = 0
        for index in 1..<Swift.max(count, 1) { fallen |= pointer[index] < pointer[index - 1] ? 1 : 0 }
        return fallen == 0
    }

    /// Whether every number is below the limit.
    func areBelow(_ limit: Int) -> Bool {
        guard count > 0 else { return true }
        var largest: UInt32 = 0
        for index in 0..<count { largest = Swift.max(largest, pointer[index]) }
        return Int(largest) < limit
    }
}

extension Lane<UInt64> {
    func areOffsets(upTo end: Int) -> Bool {
        guard count > 0, self[0] == 0, self[count - 1] == UInt64(end) else { return false }
        var fallen: UInt64 = 0
        for index in 1..<Swift.max(count, 1) { fallen |= pointer[index] < pointer[index - 1] ? 1 : 0 }
        return fallen == 0
    }
}

extension Lane<Double> {
    /// Statements have only finite numbers, and arithmetic relies on that.
    var areFinite: Bool {
        var sum = 0.0
        // 0 × a finite number is 0, and × any other is no number, which stays.
        for index in 0..<count { sum += pointer[index] * 0 }
        return sum == 0
    }
}
