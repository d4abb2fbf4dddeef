import CKernels
import Text

/// Texts one after the other in a blob, with the offset at which each begins, in the form written and in the folded form
/// that `=` and `~` compare.
///
///     offsets  0 9 18        bytes  平遥县介休市           text 1 is bytes 9..<18
///
/// The folded lanes are the written ones where folding changes nothing, which is so for most Chinese names.
package struct TextStore: Sendable {
    package let offsets: Lane<UInt32>
    package let bytes: Lane<UInt8>
    package let foldedOffsets: Lane<UInt32>
    package let foldedBytes: Lane<UInt8>
    /// Looks at each text before it is read; nil where all have been looked at.
    fileprivate let watch: Unmanaged<Inspection>?

    package var count: Int { offsets.count - 1 }

    package func text(_ index: Int) -> String { String(decoding: slice(offsets, bytes, index), as: UTF8.self) }

    /// The UTF-8 of a text as it was written.
    func written(_ index: Int) -> UnsafeBufferPointer<UInt8> { slice(offsets, bytes, index) }

    /// The folded UTF-8 of a text.
    package func folded(_ index: Int) -> UnsafeBufferPointer<UInt8> { slice(foldedOffsets, foldedBytes, index) }

    /// Of the numbers of texts, those whose folded text contains the needle, in their order.
    ///
    /// The texts of an index's candidates lie far apart, so each is called for some time before it is read.
    func texts(of numbers: [UInt32], containing needle: [UInt8]) -> [UInt32] {
        let ahead = 8
        var kept: [UInt32] = []
        for (place, number) in numbers.enumerated() {
            if place + 2 * ahead < numbers.count {
                ck_prefetch(foldedOffsets.pointer + Int(numbers[place + 2 * ahead]))
            }
            if place + ahead < numbers.count {
                let next = Int(numbers[place + ahead])
                let start = UnsafeRawPointer(foldedBytes.pointer) + Int(foldedOffsets[next])
                for line in 0..<TextStore.linesCalled { ck_prefetch(start + 64 * line) }
            }
            if isFound(needle, in: folded(Int(number))) { kept.append(number) }
        }
        return kept
    }

    /// As many lines of the cache as most texts take.
    private static let linesCalled = 6

    private func slice(_ offsets: Lane<UInt32>, _ bytes: Lane<UInt8>, _ index: Int) -> UnsafeBufferPointer<UInt8> {
        if let watch {
            let range = watch._withUnsafeGuaranteedRef { $0.slice(offsets, index, of: bytes) }
            return UnsafeBufferPointer(start: bytes.pointer + range.lowerBound, count: range.count)
        }
        let start = Int(offsets[index])
        let end = Int(offsets[index + 1])
        precondition(start <= end && end <= bytes.count, "An image's text ends before it begins")
        return UnsafeBufferPointer(start: bytes.pointer + start, count: end - start)
    }
}

extension TextStore {
    /// - Parameter watch: looks at each text before it is read; nil: that isn't needed, or all are looked at beforehand.
    init?(_ image: Image, _ name: SectionName, parts: ColumnPart.Texts, watch: Inspection? = nil) {
        guard let offsets: Lane<UInt32> = image.lane(name.part(parts.offsets)), offsets.count > 0 else { return nil }
        self.offsets = offsets
        bytes = image.lane(name.part(parts.bytes)) ?? offsets.emptyBytes
        foldedOffsets = image.lane(name.part(parts.foldedOffsets)) ?? offsets
        foldedBytes = image.lane(name.part(parts.foldedBytes)) ?? bytes
        self.watch = watch.map { Unmanaged.passUnretained($0) }
    }

    /// Whether texts are looked at as they are read.
    var isWatched: Bool { watch != nil }
}

extension Lane<UInt32> {
    /// A lane of no bytes, for a blob of empty texts.
    fileprivate var emptyBytes: Lane<UInt8> {
        Lane<UInt8>(pointer: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: 0)
    }
}

/// Collects texts for a `TextStore`.
struct TextStoreBuilder {
    private var offsets: [UInt32] = [0]
    private var bytes: [UInt8] = []
    private(set) var foldedOffsets: [UInt32] = [0]
    private(set) var foldedBytes: [UInt8] = []

    var count: Int { offsets.count - 1 }

    init() {}

    /// Of texts that were collected, whose bytes aren't copied.
    ///
    /// - Parameter isToStop: asked for each text whether to give up; nil comes back then.
    init?(_ texts: TextBlob, isToStop: (Int) -> Bool) {
        bytes = texts.bytes
        offsets = texts.ends.map { UInt32($0) }
        foldedOffsets.reserveCapacity(offsets.count)
        foldedBytes.reserveCapacity(bytes.count)
        for number in 0..<texts.count {
            if isToStop(number) { return nil }
            texts.withText(number) { Text.folded($0, into: &foldedBytes) }
            foldedOffsets.append(UInt32(foldedBytes.count))
        }
    }

    /// Of texts that are folded already, which are there once.
    ///
    /// - Parameter isToStop: as in the other.
    init?(folded texts: some Sequence<UnsafeBufferPointer<UInt8>>, isToStop: (Int) -> Bool) {
        for text in texts {
            if isToStop(count) { return nil }
            bytes.append(contentsOf: text)
            offsets.append(UInt32(bytes.count))
        }
        (foldedBytes, foldedOffsets) = (bytes, offsets)
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: utf8)
        Text.folded(utf8, into: &foldedBytes)
        offsets.append(UInt32(bytes.count))
        foldedOffsets.append(UInt32(foldedBytes.count))
    }

    func write(to writer: inout ImageWriter, _ name: SectionName, parts: ColumnPart.Texts) {
        writer.add(name.part(parts.offsets), offsets)
        writer.add(name.part(parts.bytes), bytes)
        guard foldedBytes != bytes else { return }
        writer.add(name.part(parts.foldedOffsets), foldedOffsets)
        writer.add(name.part(parts.foldedBytes), foldedBytes)
    }

    /// The folded form of a text that was appended.
    func folded(at index: Int) -> ArraySlice<UInt8> {
        foldedBytes[Int(foldedOffsets[index])..<Int(foldedOffsets[index + 1])]
    }
}
