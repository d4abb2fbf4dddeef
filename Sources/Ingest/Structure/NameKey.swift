import Text

/// A name as two spellings of it compare: folded, without quotes and without the signs that only a layout puts there.
func nameKey(_ name: String) -> String {
    let folded = Text.folded(name)
    return String(folded.unicodeScalars.filter { !"\"'*#`·.,、。:;-—()《》[]".unicodeScalars.contains($0) })
}
