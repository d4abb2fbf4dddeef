import Glibc
import Query
import Text

/// What a member of a line of the protocol holds.
enum Member {
    case text(String)
    case number(Double)
    case texts([String])
}

/// Prints a line of the protocol, at once.
func emit(_ members: KeyValuePairs<String, Member>) {
    func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
    let written = members.map { key, member in
        let value =
            switch member {
            case .text(let text): quoted(text)
            case .number(let number): decimalText((number * 10_000).rounded() / 10_000)
            case .texts(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
            }
        return "\(quoted(key)): \(value)"
    }
    print("{" + written.joined(separator: ", ") + "}")
    fflush(nil)
}

/// Tells the person who runs the benchmark.
func complain(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(2, line, line.count)
}

/// The bytes of a small file.
func fileBytes(_ path: String) throws(RunnerError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw RunnerError("\(path) can't be read") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
}

/// 0 if there is none.
func sizeOfFile(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

extension JSONValue {
    /// A scalar as text, or those of a list.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .number(let number): [decimalText(number)]
        case .array(let elements): elements.flatMap(\.texts)
        case .null, .boolean, .object: []
        }
    }
}
