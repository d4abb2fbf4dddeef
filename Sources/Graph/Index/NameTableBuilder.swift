import CKernels
import Text

/// Collects the names of nodes in folded form and writes them as the sections of a `NameTable`.
struct NameTableBuilder {
    private struct Entry {
        /// Of the folded text in `folded`.
        var range: Range<Int>
        var node: NodeID
        var role: NameRole
    }

    private var folded = TextBlob()
    private var entries: [Entry] = []
    /// Where the entries of the node at hand begin.
    private var first = 0

    /// From here on names are those of another node.
    mutating func beginNode() { first = entries.count }

    /// Adds a name of the node at hand; one text in several roles is one entry.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ node: NodeID, _ role: NameRole) {
        let range = folded.append(folding: text)
        let known = folded.withBytes { bytes, _ in
            entries.indices[first...].first {
                areEqual(
                    UnsafeBufferPointer(rebasing: bytes[entries[$0].range]),
                    UnsafeBufferPointer(rebasing: bytes[range]))
            }
        }
        if let known {
            entries[known].role.formUnion(role)
        } else {
            entries.append(Entry(range: range, node: node, role: role))
        }
    }

    func write(to writer: inout ImageWriter) {
        guard !entries.isEmpty else { return }
        let name = SectionName(.names)
        let made = folded.withBytes { bytes, _ -> TextStoreBuilder? in
            guard let sorted = sortedNames(bytes, isToStop: { writer.isToStop(at: 0) }) else { return nil }
            writer.add(name.part(0), sorted.map(\.node))
            writer.add(name.part(1), sorted.map { UInt8($0.role) })
            return TextStoreBuilder(
                folded: sorted.lazy.map { UnsafeBufferPointer(start: $0.text, count: Int($0.length)) },
                isToStop: { writer.isToStop(at: $0) })
        }
        guard let store = made else { return }
        store.write(to: &writer, name, parts: NameTable.texts)
        BigramCollector.write(store, to: &writer, name, from: NameTable.texts.index)
    }

    /// By the bytes of their texts, equal ones by their nodes; nil if it was to stop.
    private func sortedNames(_ bytes: UnsafeBufferPointer<UInt8>, isToStop: () -> Bool) -> [ck_name]? {
        var names = entries.map { entry in
            ck_name(
                text: bytes.baseAddress.map { $0 + entry.range.lowerBound }, key: 0, length: UInt32(entry.range.count),
                node: entry.node, role: UInt32(entry.role.rawValue))
        }
        return names.withUnsafeMutableBufferPointer { sort($0, isToStop: isToStop) } ? names : nil
    }

    /// Whether all were sorted.
    private func sort(_ names: UnsafeMutableBufferPointer<ck_name>, isToStop: () -> Bool) -> Bool {
        withoutActuallyEscaping(isToStop) { isToStop in
            var question = Question(isToStop: isToStop)
            return withUnsafeMutablePointer(to: &question) { question in
                let ask: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { question in
                    question?.assumingMemoryBound(to: Question.self).pointee.isToStop() == true ? 1 : 0
                }
                return ck_sort_names(names.baseAddress, names.count, ask, question) != 0
            }
        }
    }

    /// What C asks.
    private struct Question {
        let isToStop: () -> Bool
    }
}
