import Testing
import Text

@Suite struct CredentialsTests {
    @Test(arguments: [
        ("postgres://mei:s3cret@archive/zhiku", "postgres://mei:******@archive/zhiku"),
        ("save \"postgresql://u:pw@h:5432/d\" twice", "save \"postgresql://u:**@h:5432/d\" twice"),
        // A password that should have been written otherwise is covered whole.
        ("postgres://u:p@ss/w@h/d", "postgres://u:******@h/d"),
        ("postgres://u@h/d?password=pw&graph=x", "postgres://u@h/d?password=**&graph=x"),
        ("postgres://h/d?sslpassword=pw", "postgres://h/d?sslpassword=**"),
        // Three bytes for each character, so that what stands behind keeps its place.
        ("postgres://u:密码@h/d", "postgres://u:******@h/d"),
        ("postgres://a:b@h/d postgres://c:dd@h/d", "postgres://a:*@h/d postgres://c:**@h/d"),
    ]) func `a password becomes stars`(_ text: String, _ masked: String) {
        #expect(maskingCredentials(text) == masked)
        #expect(holdsCredentials(text))
        #expect(maskingCredentials(masked) == masked)
    }

    @Test(arguments: [
        "find plans where name = \"a:b@c\"", "postgres://archive/zhiku", "postgres://mei@archive:5432/zhiku",
        "postgres://",
        "postgres://u:@h/d", "password=x", "",
    ]) func `what has no password stays as it is`(_ text: String) {
        #expect(maskingCredentials(text) == text)
        #expect(!holdsCredentials(text))
    }

    @Test func `of a text only the line that is shown is masked`() {
        let text = Array("first\nsave \"postgres://u:pw@h/d\"\nlast".utf8)
        let line = 6..<text.count - 5
        #expect(String(decoding: maskingCredentials(text, in: line), as: UTF8.self).contains("u:**@h"))
        #expect(maskingCredentials(text, in: 0..<5) == text)
    }
}
