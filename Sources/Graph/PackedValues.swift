import Text

/// The values of added nodes and edges, one record behind the other as bytes: as arrays of values they take ten times the room.
///
///     record   number of slots, then for each, by ascending slot: slot, length of the values in bytes, values
///     value    its sort, then the number that it is, or the length and bytes of its text, or as `append(_:)` has it
///
/// Whole numbers are written seven bits to a byte, the lowest first. A record is never changed, so copies share what is full; where
/// there is much of that, it moves to a scratch file.
struct PackedValues: Sendable {
    /// Where a record begins: its piece, and the offset therein.
    typealias Place = UInt64

    private let pieceSize: Int
    /// So many pieces stay in memory.
    private let mostInMemory: Int
    private var full: [Region] = []
    private var last: [UInt8] = []
    /// Units, documents of sources, and texts that recur: each once.
    private var names = TextNumbering()
    /// What no column holds, for whoever sets it.
    private var others: [Value] = []
    private var scratch: ScratchFile?
    /// Bytes of records that others have replaced.
    private(set) var garbage = 0

    /// So many of them are always left.
    private static let mostGarbage = 1 << 20

    init(pieceSize: Int = 1 << 20, mostInMemory: Int = 64) {
        self.pieceSize = pieceSize
        self.mostInMemory = mostInMemory
    }

    /// All bytes of records.
    var byteCount: Int { full.reduce(last.count) { $0 + $1.count } }

    // MARK: Writing

    mutating func append(_ values: SlotValues) -> Place {
        let place = beginRecord(of: values.count)
        values.forEach { slot, values in put(slot, values) }
        return place
    }

    /// The same of a list, and of an id that stands before it; a list out of the slots' order is put in order first.
    mutating func append(id: String?, _ values: PropertyValues) -> Place {
        var last = id == nil ? -1 : NodeSlot.id
        for (slot, _) in values {
            if slot <= last {
                var ordered = SlotValues(values)
                if let id { ordered[NodeSlot.id] = [.text(id)] }
                return append(ordered)
            }
            last = slot
        }
        let place = beginRecord(of: values.count + (id == nil ? 0 : 1))
        if let id {
            let start = beginList(NodeSlot.id)
            put(id)
            endList(start)
        }
        for (slot, list) in values { put(slot, list) }
        return place
    }

    private mutating func beginRecord(of count: Int) -> Place {
        if last.count >= pieceSize { closePiece() }
        let place = Place(full.count) << 32 | Place(last.count)
        PackedValues.put(count, in: &last)
        return place
    }

    private mutating func put(_ slot: SlotID, _ values: [Value]) {
        putList(slot) { packed in for value in values { packed.put(value) } }
    }

    // MARK: Writing a record as its values come

    /// The number of slots of such a record takes one byte.
    static let mostOfOpenRecord = 0x7F

    /// Begins a record of slots that aren't counted yet.
    mutating func openRecord() -> Place { beginRecord(of: 0) }

    /// All slots were put.
    ///
    /// - Requires: no other record was begun meanwhile.
    mutating func closeRecord(_ place: Place, count: Int) {
        last[Int(truncatingIfNeeded: place & 0xFFFF_FFFF)] = UInt8(count)
    }

    /// Puts what `write` does as the values of a slot.
    @inline(__always)
    mutating func putList(_ slot: SlotID, _ write: (inout PackedValues) -> Void) {
        let start = beginList(slot)
        write(&self)
        endList(start)
    }

    /// Gives where the list's length stands, which nearly always takes one byte.
    private mutating func beginList(_ slot: SlotID) -> Int {
        PackedValues.put(slot, in: &last)
        last.append(0)
        return last.count - 1
    }

    private mutating func endList(_ start: Int) {
        let length = last.count - start - 1
        if length < 0x80 {
            last[start] = UInt8(length)
        } else {
            var longer: [UInt8] = []
            PackedValues.put(length, in: &longer)
            last.replaceSubrange(start...start, with: longer)
        }
    }

    mutating func put(_ text: String) {
        var text = text
        last.append(Sort.text.rawValue)
        text.withUTF8 { utf8 in
            PackedValues.put(utf8.count, in: &last)
            last.append(contentsOf: utf8)
        }
    }

    /// Gives the record of one of some holders another list for a slot. Where records that others have replaced take more than
    /// half of all bytes, those of all holders are packed anew.
    ///
    /// - Parameter place: where a holder's record is; all records are held by one of the holders.
    mutating func replace<Holder>(
        _ slot: SlotID, _ list: [Value], of number: Int, in holders: inout [Holder],
        _ place: WritableKeyPath<Holder, Place>
    ) {
        garbage += length(holders[number][keyPath: place])
        var values = self[holders[number][keyPath: place]]
        values[slot] = list
        holders[number][keyPath: place] = append(values)
        guard garbage > PackedValues.mostGarbage, garbage > byteCount / 2 else { return }
        var fresh = PackedValues(pieceSize: pieceSize, mostInMemory: mostInMemory)
        for holder in holders.indices {
            holders[holder][keyPath: place] = fresh.append(self[holders[holder][keyPath: place]])
        }
        self = fresh
    }

    /// Without memory for it, the piece grows on.
    private mutating func closePiece() {
        if scratch == nil, full.count >= mostInMemory { scratch = ScratchFile(pieceSize: pieceSize) }
        guard let piece = Region(last) else { return }
        if let scratch { piece.settle(in: scratch) }
        full.append(piece)
        last.removeAll(keepingCapacity: true)
    }

    private static func put(_ number: Int, in bytes: inout [UInt8]) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func put(_ number: Double, in bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Puts a text that many records have, which is kept once.
    mutating func put(recurring text: String) {
        last.append(Sort.recurringText.rawValue)
        PackedValues.put(Int(names.number(of: text)), in: &last)
    }

    mutating func put(_ number: Double) {
        last.append(Sort.number.rawValue)
        PackedValues.put(number, in: &last)
    }

    mutating func put(sourceOf document: String, _ lines: ClosedRange<Int>?) {
        last.append(lines == nil ? Sort.wholeSource.rawValue : Sort.source.rawValue)
        PackedValues.put(Int(names.number(of: document)), in: &last)
        guard let lines else { return }
        PackedValues.put(lines.lowerBound, in: &last)
        PackedValues.put(lines.count - 1, in: &last)
    }

    mutating func put(_ value: Value) {
        switch value {
        case .text(let text): put(text)
        case .number(let number): put(number)
        case .quantity(let quantity):
            last.append(Sort.quantity.rawValue)
            PackedValues.put(quantity.value, in: &last)
            PackedValues.put(Int(names.number(of: quantity.unit)), in: &last)
        case .date(let date):
            last.append(Sort.date.rawValue)
            PackedValues.put(Int(date.packed), in: &last)
        case .source(let source): put(sourceOf: source.document, source.lines)
        default:
            last.append(Sort.other.rawValue)
            PackedValues.put(others.count, in: &last)
            others.append(value)
        }
    }

    // MARK: Reading

    /// What a value begins with.
    private enum Sort: UInt8 {
        case text, number, quantity, date, source, wholeSource, other, recurringText
    }

    /// A value as it stands in a record, to be used only while its row is lent.
    enum Packed {
        case text(UnsafeBufferPointer<UInt8>)
        /// With the text's number, which `withName` knows.
        case recurringText(Int)
        case number(Double)
        /// With the unit's number, which `withName` knows.
        case quantity(Double, unit: Int)
        case date(UInt32)
        /// With the document's number, and the first line and how many follow it.
        case source(document: Int, lines: (first: Int, more: Int)?)
        case other(Int)
    }

    /// The values of one slot, in their order.
    struct Row: Sequence, IteratorProtocol {
        private var here: UnsafePointer<UInt8>
        private let end: UnsafePointer<UInt8>

        fileprivate init(_ start: UnsafePointer<UInt8>, count: Int) {
            here = start
            end = start + count
        }

        @inline(__always)
        fileprivate mutating func number() -> Int {
            // Nearly always one byte.
            if here.pointee < 0x80 {
                defer { here += 1 }
                return Int(here.pointee)
            }
            return longNumber()
        }

        private mutating func longNumber() -> Int {
            var (number, shift) = (UInt(0), UInt(0))
            while true {
                let byte = here.pointee
                here += 1
                number |= UInt(byte & 0x7F) << shift
                if byte < 0x80 { return Int(bitPattern: number) }
                shift += 7
            }
        }

        private mutating func double() -> Double {
            defer { here += 8 }
            let bits = UnsafeRawPointer(here).loadUnaligned(as: UInt64.self)
            return Double(bitPattern: UInt64(littleEndian: bits))
        }

        fileprivate mutating func skip(_ count: Int) { here += count }

        fileprivate func distance(to other: Row) -> Int { here.distance(to: other.here) }

        fileprivate func row(of count: Int) -> Row { Row(here, count: count) }

        @inline(__always)
        mutating func next() -> Packed? {
            if here >= end { return nil }
            let sort = Sort(rawValue: here.pointee)
            here += 1
            switch sort {
            case .text:
                let count = number()
                defer { here += count }
                return .text(UnsafeBufferPointer(start: here, count: count))
            case .recurringText: return .recurringText(number())
            case .number: return .number(double())
            case .quantity:
                let value = double()
                return .quantity(value, unit: number())
            case .date: return .date(UInt32(truncatingIfNeeded: number()))
            case .source:
                let document = number()
                let first = number()
                return .source(document: document, lines: (first, number()))
            case .wholeSource: return .source(document: number(), lines: nil)
            case .other, nil: return .other(number())
            }
        }
    }

    /// Lends the values of a slot; nil if it has none of its own.
    @inline(__always)
    func withRow<Result>(_ place: Place, _ slot: SlotID, _ body: (Row?) -> Result) -> Result {
        withRecord(place) { record in
            var record = record
            for _ in 0..<record.number() {
                let (there, count) = (record.number(), record.number())
                if there == slot { return body(record.row(of: count)) }
                if there > slot { break }
                record.skip(count)
            }
            return body(nil)
        }
    }

    @inline(__always)
    private func withRecord<Result>(_ place: Place, _ body: (Row) -> Result) -> Result {
        let (piece, offset) = (Int(place >> 32), Int(place & 0xFFFF_FFFF))
        if piece < full.count {
            let bytes = full[piece].lane(of: UInt8.self)
            return body(Row(bytes.pointer + offset, count: bytes.count - offset))
        }
        return last.withUnsafeBufferPointer { bytes in
            let rest = UnsafeBufferPointer(rebasing: bytes[offset...])
            guard let start = rest.baseAddress else { preconditionFailure("There is no record") }
            return body(Row(start, count: rest.count))
        }
    }

    /// Of a record, in bytes.
    private func length(_ place: Place) -> Int {
        withRecord(place) { record in
            var rest = record
            for _ in 0..<rest.number() {
                _ = rest.number()
                rest.skip(rest.number())
            }
            return record.distance(to: rest)
        }
    }

    /// The values of a slot; nil if it has none of its own.
    @inline(__always)
    func values(_ place: Place, _ slot: SlotID) -> [Value]? {
        withRow(place, slot) { row in row.map { values(of: $0) } }
    }

    @inline(__always)
    private func values(of row: Row) -> [Value] {
        var values: [Value] = []
        for packed in row { values.append(value(packed)) }
        return values
    }

    /// All values of a record.
    subscript(place: Place) -> SlotValues {
        withRecord(place) { record in
            var record = record
            var values = SlotValues()
            for _ in 0..<record.number() {
                let (slot, count) = (record.number(), record.number())
                values[slot] = self.values(of: record.row(of: count))
                record.skip(count)
            }
            return values
        }
    }

    @inline(__always)
    func value(_ packed: Packed) -> Value {
        switch packed {
        case .text(let utf8): .text(String(decoding: utf8, as: UTF8.self))
        case .recurringText(let text): .text(name(text))
        case .number(let number): .number(number)
        case .quantity(let value, let unit): .quantity(Quantity(value: value, unit: name(unit)))
        case .date(let date): PartialDate(packed: date).map { .date($0) } ?? .missing
        case .source(let document, let lines):
            .source(
                SourceReference(document: name(document), lines: lines.map { $0.first...$0.first + $0.more }))
        case .other(let place): others[place]
        }
    }

    @inline(__always)
    private func name(_ number: Int) -> String { withName(number) { String(decoding: $0, as: UTF8.self) } }

    /// Lends a unit, the id of a source's document, or a text that recurs.
    @inline(__always)
    func withName<Result>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        names.texts.withText(number, body)
    }
}
