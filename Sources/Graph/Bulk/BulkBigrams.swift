/// The sections of a `BigramIndex`, built in one run over the texts.
struct BulkBigrams {
    private var sections: [(part: Int, region: Region)] = []

    /// nil if there was no memory or nobody wants it any more.
    ///
    /// - Parameter passed: told how many texts have been gone through, in each of some runs over them.
    init?(
        _ bytes: Lane<UInt8>, _ offsets: Lane<UInt32>, count: Int, rule: TripleRule = .standard,
        scratch: ScratchFile?, passed: (Int) -> Void = { _ in }, isCancelled: () -> Bool
    ) {
        guard let collector = BigramCollector(rule) else { return nil }
        let collected = collector.collect(bytes.pointer, offsets.pointer, count: count) { texts in
            passed(texts)
            return isCancelled()
        }
        passed(count)
        guard collected == .collected else { return nil }
        for (lists, offset) in collector.parts {
            guard let keys = Region(capacity: lists.keyCount * 8), let counts = Region(capacity: lists.keyCount * 4),
                let starts = Region(capacity: (lists.keyCount + 1) * 8),
                let postings = Region(capacity: lists.byteCount, scratch: scratch)
            else { return nil }
            starts.append(UInt64(0))
            for place in 0..<lists.keyCount {
                let list = lists[place]
                keys.append(list.key)
                counts.append(list.count)
                if let target = postings.free.baseAddress {
                    lists.copy(place, to: target.assumingMemoryBound(to: UInt8.self))
                }
                postings.grow(by: Int(list.length))
                starts.append(UInt64(postings.count))
            }
            for (place, region) in [keys, counts, starts, postings].enumerated() {
                sections.append((offset + place, region))
            }
        }
    }

    func write(to image: inout ComposedImage, _ name: SectionName, from part: Int) {
        for (place, region) in sections { image.add(name.part(part + place), region) }
    }
}
