import Graph
import Text

extension Findings {
    /// Tells whether rules find in a document what they found before: it is another one as soon as a rule finds otherwise.
    var fingerprint: String {
        var bytes: [UInt8] = []
        func put(_ text: String) {
            bytes += text.utf8
            bytes.append(0)
        }
        func put(_ values: [(property: String, values: [Value])], _ lines: [ClosedRange<Int>], _ rule: Rule) {
            for (property, list) in values {
                put(property)
                for value in list { put(value.description) }
            }
            for range in lines {
                withUnsafeBytes(of: (UInt32(range.lowerBound), UInt32(range.upperBound))) { bytes += $0 }
            }
            put(rule.rawValue)
        }
        for node in nodes {
            put(node.kind)
            put(node.name)
            put(node.standard ?? "")
            switch node.identity {
            case .own(let path): put("own " + path)
            case .name: put("name")
            case .within(let fullName): put("within " + fullName)
            case .code(let code): put("code " + code)
            }
            node.aliases.forEach(put)
            put(node.values, node.lines, node.rule)
            withUnsafeBytes(of: node.confidence) { bytes += $0 }
        }
        for edge in edges {
            withUnsafeBytes(of: (UInt32(edge.from), UInt32(edge.to))) { bytes += $0 }
            put(edge.relation)
            put(edge.standard ?? "")
            put(edge.values, edge.lines, edge.rule)
            withUnsafeBytes(of: edge.confidence) { bytes += $0 }
        }
        return String(bytes.withUnsafeBytes { checksum($0) }, radix: 16)
    }
}
