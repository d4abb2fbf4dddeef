import Text

/// A name as two spellings of it compare: folded, without quotes and without the signs that only a layout puts there.
func nameKey(_ name: String) -> String {
    var key = ""
    withFoldedBytes(of: name) { folded in
        key = String(unsafeUninitializedCapacity: folded.count) { buffer in
            var kept = 0
            var place = 0
            while place < folded.count {
                let length = layoutSignLength(folded, place)
                if length > 0 {
                    place += length
                } else {
                    buffer[kept] = folded[place]
                    kept += 1
                    place += 1
                }
            }
            return kept
        }
    }
    return key
}

/// How many bytes a sign has that says nothing of a name: " \' * # ` · . , 、 。 : ; - — ( ) 《 》 [ ]; 0 of any other character.
private func layoutSignLength(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    func follows(_ second: UInt8, _ third: UInt8) -> Bool {
        place + 2 < bytes.count && bytes[place + 1] == second && bytes[place + 2] == third
    }
    switch bytes[place] {
    case 0x22, 0x23, 0x27, 0x28, 0x29, 0x2A, 0x2C, 0x2D, 0x2E, 0x3A, 0x3B, 0x5B, 0x5D, 0x60: return 1
    case 0xC2: return place + 1 < bytes.count && bytes[place + 1] == 0xB7 ? 2 : 0
    case 0xE2: return follows(0x80, 0x94) ? 3 : 0
    case 0xE3: return follows(0x80, 0x81) || follows(0x80, 0x82) || follows(0x80, 0x8A) || follows(0x80, 0x8B) ? 3 : 0
    default: return 0
    }
}
