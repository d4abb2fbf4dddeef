import CKernels

/// Whether the needle occurs in the bytes; an empty needle occurs in everything.
///
/// It works on UTF-8 as it is: a needle of whole characters can't match in the middle of one.
package func isFound(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if needle.isEmpty { return true }
    guard let start = bytes.baseAddress, bytes.count >= needle.count else { return false }
    return ck_find(start, bytes.count, needle, needle.count) >= 0
}
