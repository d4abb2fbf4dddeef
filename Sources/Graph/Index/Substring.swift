import CKernels
import Text

/// Whether the needle occurs in the bytes; an empty needle occurs in everything.
///
/// It works on UTF-8 as it is: a needle of whole characters can't match in the middle of one.
package func isFound(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if needle.isEmpty { return true }
    guard let start = bytes.baseAddress, bytes.count >= needle.count else { return false }
    return ck_find(start, bytes.count, needle, needle.count) >= 0
}

/// How often the needle occurs in the bytes as a word, one behind the other: beside an ASCII letter or digit of its own no other
/// may stand, so that `d` isn't found in `d4415`, while 经济 is in 低空经济.
package func wordCount(of needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress, let first = needle.first, let last = needle.last else { return 0 }
    var count = 0
    var position = 0
    while position + needle.count <= bytes.count {
        let found = Int(ck_find(start + position, bytes.count - position, needle, needle.count))
        if found < 0 { break }
        let place = position + found
        let end = place + needle.count
        let continues =
            place > 0 && isASCIIWordByte(first) && isASCIIWordByte(bytes[place - 1])
            || end < bytes.count && isASCIIWordByte(last) && isASCIIWordByte(bytes[end])
        if !continues { count += 1 }
        position = continues ? place + 1 : end
    }
    return count
}
