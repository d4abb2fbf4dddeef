import Glibc

/// Who runs the program, as the system knows them; their number if it has no name.
func userName() -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 14)
    let user = getuid()
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
        return "\(user)"
    }
    return String(cString: name)
}
