/// The sections of a `BigramIndex`, built in one run over the texts.
struct BulkBigrams {
    private var sections: [(part: Int, region: Region)] = []

    /// nil if there was no memory or nobody wants it any more.
    init?(
        _ bytes: Lane<UInt8>, _ offsets: Lane<UInt32>, count: Int, rule: TripleRule = .standard,
        isCancelled: () -> Bool
    ) {
        guard let collector = BigramCollector(rule),
            collector.collect(bytes.pointer, offsets.pointer, count: count, isToStop: { _ in isCancelled() })
                == .collected
        else { return nil }
        for (lists, offset) in collector.parts {
            guard let keys = Region(zeros: lists.keyCount * 8), let counts = Region(zeros: lists.keyCount * 4),
                let starts = Region(zeros: (lists.keyCount + 1) * 8), let postings = Region(zeros: lists.byteCount)
            else { return nil }
            lists.write(
                keys: keys.start.assumingMemoryBound(to: UInt64.self),
                counts: counts.start.assumingMemoryBound(to: UInt32.self),
                starts: starts.start.assumingMemoryBound(to: UInt64.self),
                postings: postings.start.assumingMemoryBound(to: UInt8.self))
            for (place, region) in [keys, counts, starts, postings].enumerated() {
                sections.append((offset + place, region))
            }
        }
    }

    func write(to image: inout ComposedImage, _ name: SectionName, from part: Int) {
        for (place, region) in sections { image.add(name.part(part + place), region) }
    }
}
