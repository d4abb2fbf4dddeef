import Text

extension Findings {
    /// Tells whether rules find in a document what they found before: it is another one as soon as a rule finds otherwise.
    ///
    /// - Parameter fileName: what the document is called where it has no title; it doesn't count.
    func fingerprint(withoutName fileName: String) -> String {
        var mixer = Mixer()
        // By place: a copy of a node or edge would count all of its parts as referred to once more.
        for place in nodes.indices {
            mixer.put(nodes[place].kind)
            if nodes[place].name != fileName { mixer.put(nodes[place].name) }
            switch nodes[place].identity {
            case .own(let path): mixer.put(path)
            case .name: mixer.put(1)
            case .within(let fullName): mixer.put(fullName)
            case .code(let code): mixer.put(code)
            }
            for alias in nodes[place].aliases where alias != fileName { mixer.put(alias) }
            mixer.put(
                nodes[place].values, nodes[place].lines, nodes[place].rule, nodes[place].standard,
                nodes[place].confidence)
        }
        for place in edges.indices {
            mixer.put(UInt64(edges[place].from) << 32 | UInt64(edges[place].to))
            mixer.put(edges[place].relation)
            mixer.put(
                edges[place].values, edges[place].lines, edges[place].rule, edges[place].standard,
                edges[place].confidence)
        }
        return String(mixer.state, radix: 16)
    }
}

/// A checksum of all that is put into it, one behind the other.
struct Mixer {
    private(set) var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func put(_ word: UInt64) {
        let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        state = product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
    }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            put(UInt64(bytes.count))
            let raw = UnsafeRawBufferPointer(bytes)
            var place = 0
            while place + 8 <= raw.count {
                put(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                place += 8
            }
            var rest: UInt64 = 0
            while place < raw.count {
                rest = rest << 8 | UInt64(raw[place])
                place += 1
            }
            put(rest)
        }
    }

    mutating func put(
        _ values: [(property: String, values: [Value])], _ lines: [ClosedRange<Int>], _ rule: Rule, _ standard: String?,
        _ confidence: Double
    ) {
        for (property, list) in values {
            put(property)
            for value in list { put(value) }
        }
        for range in lines { put(UInt64(range.lowerBound) << 32 | UInt64(range.upperBound)) }
        put(rule.rawValue)
        put(standard ?? "")
        put(confidence.bitPattern)
    }

    private mutating func put(_ value: Value) {
        switch value {
        case .text(let text): put(text)
        case .number(let number): put(number.bitPattern)
        case .quantity(let quantity):
            put(quantity.value.bitPattern)
            put(quantity.unit)
        default: put(value.description)
        }
    }
}
