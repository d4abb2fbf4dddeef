import Glibc
import Text

/// A moment in the time of this place: `2025-11-03 09:30:07`.
///
/// - Parameter microseconds: since 1970.
package func timeText(_ microseconds: Int64) -> String {
    var seconds = time_t((Double(microseconds) / 1_000_000).rounded(.down))
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return "?" }
    func two(_ number: Int32) -> String { padded("\(number)", to: 2, alignment: .trailing).replacingBlanks }
    let day = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
}

extension String {
    fileprivate var replacingBlanks: String { String(map { $0 == " " ? "0" : $0 }) }
}
