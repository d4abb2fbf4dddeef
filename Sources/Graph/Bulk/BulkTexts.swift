import Glibc
import Text

/// Texts for a `TextStore`, as many as a file holds.
final class BulkTexts {
    let offsets: Region
    let bytes: Region
    /// Both nil as long as every text is its own folding.
    private(set) var foldedOffsets: Region?
    private(set) var foldedBytes: Region?
    private let most: (texts: Int, bytes: Int)
    private let scratch: ScratchFile?
    private var folding: [UInt8] = []

    /// - Parameters:
    ///   - most: how many texts there may be, and bytes in them.
    ///   - scratch: takes texts as they come; nil: they stay in memory.
    init?(most: (texts: Int, bytes: Int), scratch: ScratchFile?) {
        guard let offsets = Region(capacity: (most.texts + 1) * 4, scratch: scratch),
            let bytes = Region(capacity: most.bytes, scratch: scratch)
        else { return nil }
        self.most = most
        self.scratch = scratch
        self.offsets = offsets
        self.bytes = bytes
        offsets.append(UInt32(0))
    }

    var count: Int { offsets.count / 4 - 1 }

    /// false if there is no room for it: a store holds 4 GiB.
    func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count + text.count <= Int(UInt32.max) else { return false }
        if foldedBytes == nil, !isOwnFolding(text), !separateFolding() { return false }
        bytes.append(UnsafeRawBufferPointer(text))
        offsets.append(UInt32(bytes.count))
        guard let foldedBytes, let foldedOffsets else { return true }
        if !appendPlain(text, to: foldedBytes) {
            folding.removeAll(keepingCapacity: true)
            folded(text, into: &folding)
            guard folding.count <= foldedBytes.free.count, foldedBytes.count + folding.count <= Int(UInt32.max) else {
                return false
            }
            folding.withUnsafeBytes { foldedBytes.append($0) }
        }
        foldedOffsets.append(UInt32(foldedBytes.count))
        return true
    }

    func append(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { append($0) }
    }

    private func isOwnFolding(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if folding.count < text.count { folding = [UInt8](repeating: 0, count: text.count) }
        return folding.withUnsafeMutableBufferPointer { target in
            guard let start = target.baseAddress, let source = text.baseAddress else { return true }
            return foldedPlainly(text, into: start) == text.count && memcmp(start, source, text.count) == 0
        }
    }

    /// From now on the folded texts stand for themselves.
    private func separateFolding() -> Bool {
        // A ligature may fold to three times its bytes.
        guard let texts = Region(capacity: 3 * most.bytes + 64, scratch: scratch),
            let starts = Region(capacity: (most.texts + 1) * 4, scratch: scratch)
        else { return false }
        texts.append(bytes.bytes)
        starts.append(offsets.bytes)
        (foldedBytes, foldedOffsets) = (texts, starts)
        return true
    }

    private func appendPlain(_ text: UnsafeBufferPointer<UInt8>, to region: Region) -> Bool {
        guard text.count <= region.free.count, let start = region.free.baseAddress else { return false }
        let written = foldedPlainly(text, into: start.assumingMemoryBound(to: UInt8.self))
        guard written >= 0 else { return false }
        region.grow(by: written)
        return true
    }

    /// The folded text, which stands there until the texts are given up.
    func foldedText(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let starts = (foldedOffsets ?? offsets).lane(of: UInt32.self)
        let start = Int(starts[index])
        return UnsafeBufferPointer(
            start: (foldedBytes ?? bytes).lane(of: UInt8.self).pointer + start, count: Int(starts[index + 1]) - start)
    }

    func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let starts = offsets.lane(of: UInt32.self)
        let start = Int(starts[index])
        return UnsafeBufferPointer(
            start: bytes.lane(of: UInt8.self).pointer + start, count: Int(starts[index + 1]) - start)
    }

    func write(to image: inout ComposedImage, _ name: SectionName, parts: ColumnPart.Texts) {
        image.add(name.part(parts.offsets), offsets)
        image.add(name.part(parts.bytes), bytes)
        guard let foldedBytes, let foldedOffsets else { return }
        image.add(name.part(parts.foldedOffsets), foldedOffsets)
        image.add(name.part(parts.foldedBytes), foldedBytes)
    }

    /// Writes an index of the bigrams; false if there was no memory or nobody wants it any more.
    func writeIndex(
        to image: inout ComposedImage, _ name: SectionName, from part: Int, isCancelled: () -> Bool
    ) -> Bool {
        let starts = (foldedOffsets ?? offsets).lane(of: UInt32.self)
        let region = foldedBytes ?? bytes
        var forgotten = 0
        // The texts that have been gone through needn't be in memory.
        func forget(_ texts: Int) {
            let end = Int(starts[texts])
            if end > forgotten { region.forget(forgotten..<end) }
            forgotten = end
        }
        let index = BulkBigrams(
            region.lane(of: UInt8.self), starts, count: count, scratch: scratch, passed: forget,
            isCancelled: isCancelled)
        guard let index else { return false }
        index.write(to: &image, name, from: part)
        return true
    }
}
