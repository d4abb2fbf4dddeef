import CKernels

/// The sections of a `BigramIndex`, built in one run over the texts.
struct BulkBigrams {
    private let keys: Region
    private let counts: Region
    private let starts: Region
    private let postings: Region

    private static let textsBetweenChecks = 1 << 14

    /// nil if there was no memory or nobody wants it any more.
    init?(_ bytes: Lane<UInt8>, _ offsets: Lane<UInt32>, count: Int, isCancelled: () -> Bool) {
        guard let building = ck_bigrams_new() else { return nil }
        defer { ck_bigrams_free(building) }
        for first in stride(from: 0, to: count, by: BulkBigrams.textsBetweenChecks) {
            let end = min(first + BulkBigrams.textsBetweenChecks, count)
            if isCancelled() { return nil }
            let isAdded = ck_bigrams_add(building, bytes.pointer, offsets.pointer, UInt32(first), UInt32(end))
            if isAdded == 0 { return nil }
        }
        let keyCount = ck_bigrams_key_count(building)
        guard let keys = Region(zeros: keyCount * 8), let counts = Region(zeros: keyCount * 4),
            let starts = Region(zeros: (keyCount + 1) * 8),
            let postings = Region(zeros: ck_bigrams_byte_count(building))
        else { return nil }
        ck_bigrams_write(
            building, keys.start.assumingMemoryBound(to: UInt64.self),
            counts.start.assumingMemoryBound(to: UInt32.self), starts.start.assumingMemoryBound(to: UInt64.self),
            postings.start.assumingMemoryBound(to: UInt8.self))
        (self.keys, self.counts, self.starts, self.postings) = (keys, counts, starts, postings)
    }

    func write(to image: inout ComposedImage, _ name: SectionName, from part: Int) {
        image.add(name.part(part), keys)
        image.add(name.part(part + 1), counts)
        image.add(name.part(part + 2), starts)
        image.add(name.part(part + 3), postings)
    }
}
