extension String {
    /// Up to the first comma, at most 40 characters: the name of a finding.
    var firstClause: String {
        let signs = "，,；;。".unicodeScalars
        let clause = unicodeScalars.prefix { !signs.contains($0) }
        return String((clause.isEmpty ? unicodeScalars[...] : clause).prefix(40))
    }
}
