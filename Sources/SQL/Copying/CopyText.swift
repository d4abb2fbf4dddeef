import Text

/// Rows in the text format of PostgreSQL's `COPY`: fields between tabs, rows end with a line feed, `\N` is null, and a backslash
/// stands before what would be read as one of these.
package struct CopyText: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var isFirst = true

    package init() {}

    package mutating func add(_ text: String) throws(CopyError) {
        begin()
        for byte in text.utf8 { try append(byte) }
    }

    /// - Parameter text: UTF-8.
    package mutating func add(_ text: [UInt8]) throws(CopyError) {
        begin()
        for byte in text { try append(byte) }
    }

    package mutating func add(_ number: Int64) {
        begin()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// The shortest text that gives the number back.
    package mutating func add(_ number: Double) {
        begin()
        bytes.append(contentsOf: number.description.utf8)
    }

    package mutating func addNull() {
        begin()
        bytes.append(0x5C)
        bytes.append(0x4E)
    }

    package mutating func endRow() {
        bytes.append(0x0A)
        isFirst = true
    }

    /// What has gathered so far; it begins anew.
    package mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func begin() {
        if !isFirst { bytes.append(0x09) }
        isFirst = false
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) throws(CopyError) {
        switch byte {
        case 0x00: throw .zeroCharacter
        case 0x09: bytes += [0x5C, 0x74]
        case 0x0A: bytes += [0x5C, 0x6E]
        case 0x0D: bytes += [0x5C, 0x72]
        case 0x5C: bytes += [0x5C, 0x5C]
        default: bytes.append(byte)
        }
    }
}

package enum CopyError: Error, Equatable {
    /// A text holds U+0000, which PostgreSQL can't keep.
    case zeroCharacter
    /// The text of a row isn't of the format.
    case malformedRow
}

extension CopyText {
    /// The fields of one row without its line feed; nil is null.
    package static func fields(of row: some Collection<UInt8>) throws(CopyError) -> [[UInt8]?] {
        var fields: [[UInt8]?] = []
        var field: [UInt8] = []
        var isNull = false
        var isEscaped = false
        for byte in row {
            if isEscaped {
                isEscaped = false
                switch byte {
                case 0x74: field.append(0x09)
                case 0x6E: field.append(0x0A)
                case 0x72: field.append(0x0D)
                case 0x5C: field.append(0x5C)
                case 0x4E where field.isEmpty: isNull = true
                default: throw .malformedRow
                }
            } else if byte == 0x5C {
                if isNull { throw .malformedRow }
                isEscaped = true
            } else if byte == 0x09 {
                fields.append(isNull ? nil : field)
                field = []
                isNull = false
            } else {
                if isNull { throw .malformedRow }
                field.append(byte)
            }
        }
        if isEscaped { throw .malformedRow }
        fields.append(isNull ? nil : field)
        return fields
    }
}
