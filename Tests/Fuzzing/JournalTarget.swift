import Query
import TestSupport
import Text

@testable import Graph

/// The journal that is changed: what its snapshot holds, two changes and an undo.
private let wellFormed: [UInt8] = {
    var bytes = Journal.encoded(Journal.Head(number: 1, mark: 7, firstRecord: 1, time: 0))
    let actions: [JournalRecord.Action] = [
        .inSnapshot(title: "import \"x.csv\" as county", text: "import"),
        .change(title: nil, text: "add county 甲县 (code: \"1\")"),
        .change(title: "load \"x.zk\"", text: "add topic a;\nadd topic b"), .undo(1),
    ]
    for (place, action) in actions.enumerated() {
        bytes += JournalRecord(number: UInt64(place + 1), time: 1_762_137_600_000_000, user: "王丽", action).encoded()
    }
    return bytes
}()

/// An even first byte: the rest is a journal as it is. An odd one: the rest is the text of a record with right checksums, so that
/// only the text itself can tell.
///
/// What is read must be what was written: as many records as fit before the first damage, each the same when it is written again.
func checkJournal(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var journal = Array(bytes.dropFirst())
    if first % 2 == 1 {
        var record: [UInt8] = []
        for word in [UInt64(journal.count), 4, 0] { withUnsafeBytes(of: word.littleEndian) { record += $0 } }
        withUnsafeBytes(of: record.withUnsafeBytes { checksum($0) }.littleEndian) { record += $0 }
        record += journal
        withUnsafeBytes(of: record.withUnsafeBytes { checksum($0) }.littleEndian) { record += $0 }
        journal = wellFormed + record
    }
    if let read = try? Journal(journal) {
        var again = Journal.encoded(read.head)
        for (record, offset) in zip(read.records, read.offsets) {
            if offset != again.count { finding("a record stands where none was written") }
            again += record.encoded()
        }
        if again != Array(journal[..<read.end]) { finding("a journal was read that nobody writes") }
        if read.damage == nil, read.end + read.tornCount != journal.count { finding("bytes were passed over") }
        if first % 2 == 1, read.records.count < 3 { finding("a bad record took good ones with it") }
        _ = read.records.standing
    }
    _ = Journal.soundRecords(in: journal, from: 0)
}

/// The well-formed journal as it is, cut, and texts of records.
func journalSeeds() -> [[UInt8]] {
    let texts = ["by: a\n\nadd topic x", "by: a\nas: load \"f\"\n\nadd topic x;\nadd topic y", "by: \nundo: 2\n\n"]
    return [[0] + wellFormed, [0] + wellFormed.dropLast(9)] + texts.map { [1] + Array($0.utf8) }
}
