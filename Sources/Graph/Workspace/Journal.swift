/// The records of a journal file, as far as they are sound.
package struct Journal: Sendable {
    /// Says which snapshot the journal is of, and where its numbers go on.
    package struct Head: Sendable, Equatable {
        /// The number of snapshot and journal.
        package var number: UInt64
        /// The same in both, and in no other workspace.
        package var mark: UInt64
        /// The number of the first record.
        package var firstRecord: UInt64
        package var time: Int64
    }

    /// What is wrong with a journal, and where.
    package enum Damage: Error, Sendable, Equatable {
        case notAJournal
        case otherVersion(Int)
        case head
        /// The record that should be this one, from this byte on.
        case record(UInt64, offset: Int)
    }

    package private(set) var head: Head
    package private(set) var records: [JournalRecord] = []
    /// Where each record begins.
    package private(set) var offsets: [Int] = []
    /// Where the next record goes.
    package private(set) var end = Journal.headSize
    /// Bytes behind `end` of a record that was being written when the machine stopped. It was never acknowledged.
    package private(set) var tornCount = 0
    /// The first record that is neither sound nor torn; nothing behind it was read.
    package private(set) var damage: Damage?

    /// A journal whose head can't be read has no records.
    package init(_ bytes: [UInt8]) throws(Damage) {
        head = try Journal.head(bytes)
        var next = head.firstRecord
        while end < bytes.count {
            switch Journal.record(in: bytes, at: end) {
            case .sound(let record, let after) where record.number == next:
                records.append(record)
                offsets.append(end)
                end = after
                next += 1
            case .torn:
                tornCount = bytes.count - end
                return
            case .sound, .damaged:
                damage = .record(next, offset: end)
                return
            }
        }
    }
}

extension Journal {
    /// The head in the file: mark of the format, version, number, mark, first record, time, XXH64 of those; 64 bytes.
    static let headSize = 64
    private static let magic: [UInt8] = Array("ZHIKUJN\n".utf8)
    private static let version: UInt64 = 1

    static func encoded(_ head: Head) -> [UInt8] {
        var bytes = magic
        for word in [version, head.number, head.mark, head.firstRecord, UInt64(bitPattern: head.time)] {
            withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
        }
        withUnsafeBytes(of: bytes.withUnsafeBytes { checksum($0) }.littleEndian) { bytes += $0 }
        return bytes + [UInt8](repeating: 0, count: headSize - bytes.count)
    }

    private static func head(_ bytes: [UInt8]) throws(Damage) -> Head {
        guard bytes.count >= headSize, bytes.starts(with: magic) else {
            throw bytes.count >= headSize ? .notAJournal : .head
        }
        guard word(bytes, 48) == bytes[0..<48].withUnsafeBytes({ checksum($0) }), word(bytes, 56) == 0 else {
            throw .head
        }
        guard word(bytes, 8) == version else { throw .otherVersion(Int(clamping: word(bytes, 8))) }
        return Head(
            number: word(bytes, 16), mark: word(bytes, 24), firstRecord: word(bytes, 32),
            time: Int64(bitPattern: word(bytes, 40)))
    }

    enum Found {
        case sound(JournalRecord, after: Int)
        /// The file ends within the record.
        case torn
        case damaged
    }

    /// What stands at an offset.
    ///
    /// A file may have grown before its bytes arrived: then zeros stand where a record should end. No record ends so, since its
    /// last bytes are a checksum, and the change of a single bit of one doesn't make it so.
    static func record(in bytes: [UInt8], at start: Int) -> Found {
        let rest = bytes.count - start
        guard rest >= JournalRecord.headSize else { return .torn }
        guard bytes[start..<start + 24].withUnsafeBytes({ checksum($0) }) == word(bytes, start + 24) else {
            let sector = (start / 512 + 1) * 512
            let written = sector < start + JournalRecord.headSize ? sector : start
            return bytes[written...].allSatisfy { $0 == 0 } ? .torn : .damaged
        }
        let length = word(bytes, start)
        guard length <= UInt64(JournalRecord.longestText) else { return .damaged }
        let textEnd = start + JournalRecord.headSize + Int(length)
        let end = textEnd + JournalRecord.tailSize
        guard end <= bytes.count else { return .torn }
        let tail = word(bytes, textEnd)
        guard bytes[start..<textEnd].withUnsafeBytes({ checksum($0) }) == tail else {
            return end == bytes.count && tail == 0 ? .torn : .damaged
        }
        let text = bytes[start + JournalRecord.headSize..<textEnd]
        guard
            let record = JournalRecord(
                number: word(bytes, start + 8), time: Int64(bitPattern: word(bytes, start + 16)), text: text)
        else { return .damaged }
        return .sound(record, after: end)
    }

    /// Sound records anywhere behind an offset, for `recover`.
    package static func soundRecords(in bytes: [UInt8], from start: Int) -> [JournalRecord] {
        var found: [JournalRecord] = []
        var place = start
        while place + JournalRecord.headSize + JournalRecord.tailSize <= bytes.count {
            if case .sound(let record, let after) = record(in: bytes, at: place) {
                found.append(record)
                place = after
            } else {
                place += 1
            }
        }
        return found
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    }
}

extension [JournalRecord] {
    /// Whether any of them goes on from the snapshot.
    var haveChanges: Bool { contains { !$0.isInSnapshot } }

    /// The places of the changes that no later record took back; nil if one takes back more than there are.
    package var standing: [Int]? {
        var places: [Int] = []
        for (place, record) in enumerated() {
            switch record.action {
            case .change: places.append(place)
            case .inSnapshot: break
            case .undo(let count):
                if count > places.count { return nil }
                places.removeLast(count)
            }
        }
        return places
    }
}
