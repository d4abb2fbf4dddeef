import Text

/// Where a graph is on a server: `postgres://user:password@host:port/database?graph=name`.
///
/// Everything but `graph`, the schema of the database that holds the tables, is libpq's to understand, with its defaults
/// (PGHOST, ~/.pgpass, pg_service.conf). Mistakes that libpq would tell by quoting a part of the password are found here.
package struct PostgresAddress: Sendable, Equatable {
    package enum Mistake: Error, Sendable, Equatable {
        /// A password with `@`, `/`, `?` or `#` that isn't written as `%40` and so on.
        case sign
        /// `%4`, `%zz`, `%00`
        case percent
        /// `?graph=`
        case graphName
    }

    /// What libpq is given.
    let url: String
    /// The schema of the database that holds the tables.
    package let graph: String
    /// Without a password, for people.
    package let shown: String
    /// The password as it is written, which no message may quote.
    let secret: String

    /// The schema of the database if the address names none.
    package static let usualGraph = "zhiku"

    /// Whether a text is the address of a server.
    package static func isOne(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// - Requires: it is one.
    package init(_ text: String) throws(PostgresError) {
        let (body, query) = PostgresAddress.parts(text)
        try PostgresAddress.check(body)
        guard PostgresAddress.hasSoundPercents(text) else { throw .address(.percent) }
        var graph = PostgresAddress.usualGraph
        var others: [Substring] = []
        for part in query.split(separator: "&") {
            guard part.hasPrefix("graph=") else {
                others.append(part)
                continue
            }
            let name = String(part.dropFirst(6))
            guard PostgresAddress.isName(name) else { throw .address(.graphName) }
            graph = name
        }
        self.graph = graph
        url = body + (others.isEmpty ? "" : "?" + others.joined(separator: "&"))
        shown = maskingCredentials(text)
        secret = zip(text.utf8, shown.utf8).contains { $0 != $1 } ? PostgresAddress.password(in: body) : ""
    }

    private static func password(in body: String) -> String {
        guard let at = body.lastIndex(of: "@") else { return "" }
        let credentials = body[..<at].split(separator: "/", maxSplits: 1).last ?? ""
        return credentials.firstIndex(of: ":").map { String(credentials[$0...].dropFirst()) } ?? ""
    }

    /// What stands before and behind the question mark.
    private static func parts(_ text: String) -> (body: String, query: String) {
        guard let mark = text.firstIndex(of: "?") else { return (text, "") }
        return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }

    /// At most one `@`, and none behind a slash: else a part of a password would be taken for a host, a port or a database.
    private static func check(_ body: String) throws(PostgresError) {
        guard let start = body.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let rest = body[start...].dropFirst(3)
        let authority = rest.prefix { $0 != "/" && $0 != "#" }
        let isSound = authority.count { $0 == "@" } <= 1 && !rest.dropFirst(authority.count).contains("@")
        if !isSound || rest.contains("#") { throw .address(.sign) }
    }

    private static func hasSoundPercents(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        for place in bytes.indices where bytes[place] == UInt8(ascii: "%") {
            let digits = bytes[min(place + 1, bytes.count)..<min(place + 3, bytes.count)]
            guard digits.count == 2, digits.allSatisfy(isHexadecimal), !digits.allSatisfy({ $0 == 0x30 }) else {
                return false
            }
        }
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }

    /// A name that needs no quoting anywhere: letters, digits and `_`, and no more than PostgreSQL keeps.
    private static func isName(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, name.utf8.count < 64, !("0"..."9").contains(first) else { return false }
        return scalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
            && !name.hasPrefix("pg_")
    }
}
