/// Where the bytes of an answer go: a descriptor, a pager, a test.
package protocol ByteSink {
    /// Takes all of the bytes, or throws.
    mutating func write(_ bytes: [UInt8]) throws(OutputError)
}

/// Why an answer did not reach its reader.
package enum OutputError: Error, Equatable {
    /// `zhiku … | head -1`, after the first line.
    case closed
    /// The person does not want it any more.
    case cancelled
    /// A disk or quota without room.
    case full
    /// Anything else, by its `errno`.
    case failed(code: Int32)
}

/// A sink with a buffer before it, so that a row of small cells is not a row of small writes.
package struct Output {
    private var sink: any ByteSink
    private var pending: [UInt8] = []

    /// Large enough that writing costs nothing beside rendering, small enough that `head` ends a long answer soon.
    private static let capacityInBytes = 1 << 16

    package init(to sink: any ByteSink) { self.sink = sink }

    package mutating func write(_ text: String) throws(OutputError) {
        pending.append(contentsOf: text.utf8)
        if pending.count >= Output.capacityInBytes { try flush() }
    }

    package mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        pending.append(contentsOf: bytes)
        if pending.count >= Output.capacityInBytes { try flush() }
    }

    /// Hands over what is pending. It is forgotten even if the sink fails: a reader that is gone does not come back.
    package mutating func flush() throws(OutputError) {
        if pending.isEmpty { return }
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        try sink.write(bytes)
    }
}

/// Keeps what is written, for tests and for a pager that opens later. A class because it is a shared buffer: the renderer
/// that fills it is not the one who reads it.
package final class MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func write(_ bytes: [UInt8]) throws(OutputError) { self.bytes += bytes }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
