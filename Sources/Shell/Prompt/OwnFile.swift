import Diagnostics
import Glibc

/// Why a file of the person's is not carried out: somebody else could have written it. nil if nobody could, or it isn't there.
///
/// The file and its folder must be hers or the system's, and none that just anybody may write to. A group of her own, which many
/// systems give everyone, doesn't count.
func refusalToTrust(_ path: String) -> Message? {
    for place in [path, parentFolder(of: path)] {
        var status = stat()
        guard stat(place, &status) == 0 else { continue }
        if status.st_uid != geteuid(), status.st_uid != 0 {
            return Message("\(path) is not read: \(place) is another user's", "未读 \(path)：\(place) 属于其他用户")
        }
        let othersMayWrite =
            status.st_mode & 0o002 != 0 && status.st_mode & S_ISVTX == 0
            || status.st_mode & 0o020 != 0 && status.st_gid != getegid() && status.st_gid != 0
        if othersMayWrite {
            return Message("\(path) is not read: others may write \(place)", "未读 \(path)：其他用户可写 \(place)")
        }
    }
    return nil
}

/// What lets her have it read all the same.
func hintOnTrust(_ path: String) -> Message {
    Message("chmod go-w \(path)", "chmod go-w \(path)")
}
