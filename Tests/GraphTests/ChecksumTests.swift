import Testing
import Text

@testable import Graph

struct ChecksumTests {
    /// Bytes that go 1, 8, 15 … modulo 251, by their number; the sums are those of the xxhash package for Python 3.
    @Test(arguments: [
        (0, 0xEF46_DB37_51D8_E999 as UInt64), (1, 0x8A41_2781_1B21_E730), (3, 0xB6E6_C910_C2FD_373A),
        (4, 0x22ED_A2CF_6AF4_C124), (7, 0x3408_4D91_A233_A751), (8, 0xC6F1_803A_5E0B_3222),
        (15, 0x514C_6F58_D37C_E6F1), (31, 0x6AB1_C40E_29F5_0073), (32, 0x5A07_56FB_E9EC_D3D1),
        (33, 0xDC50_CDC3_7BB9_C183), (63, 0xDB64_0CD0_3B84_DCC4), (64, 0xAEBF_13AB_C589_D943),
        (100, 0x1FC3_203C_A045_80F0), (1000, 0x40D0_33B7_3CBD_A587),
    ])
    func `the checksum is XXH64 with seed 0`(_ count: Int, _ sum: UInt64) {
        let bytes = (0..<count).map { UInt8(($0 * 7 + 1) % 251) }
        #expect(bytes.withUnsafeBytes { checksum($0) } == sum)
    }

    @Test func `the checksum of abc is the one that the specification gives`() {
        #expect(Array("abc".utf8).withUnsafeBytes { checksum($0) } == 0x44BC_2CF5_AD77_0999)
    }

    /// FIPS 180-4, examples of one and two blocks, and a million letters.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func `the digest is SHA-256`(_ text: String, _ digest: String) {
        for byInstructions in [true, false] {
            #expect(SHA256.hexadecimal(of: Array(text.utf8), byInstructions: byInstructions) == digest)
        }
    }
}
