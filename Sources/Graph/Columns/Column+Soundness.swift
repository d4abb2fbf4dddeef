/// What must hold of a column before its numbers are followed.
extension Column {
    /// Whether its lanes are as long as rows and schema say; it costs nothing.
    func fits(_ property: Property) -> Bool {
        guard type == property.type, property.isMany || offsets == nil else { return false }
        if let offsets, offsets.count != rowCount + 1 { return false }
        if let validity, validity.count != (rowCount + 7) / 8 { return false }
        let count = offsets.map { Int($0[rowCount]) } ?? rowCount
        switch elements {
        case .text(let texts, let entry, let index):
            return (entry?.count ?? texts.count) == count && texts.hasRightLengths
                && index?.hasRightLengths != false
        case .numbers(let numbers): return numbers.count == count
        case .quantities(let quantities):
            return quantities.values.count == count && quantities.amounts.count == count
                && quantities.units.count == count && quantities.names.hasRightLengths
        case .dates(let dates): return dates.count == count
        case .sources(let sources):
            return sources.documents.count == count && sources.firstLines.count == count
                && sources.lastLines.count == count && sources.names.hasRightLengths
        }
    }

    /// Whether every number in it points to something that is there: one look at each.
    ///
    /// - Requires: It fits.
    var isSound: Bool {
        if let offsets, !offsets.areOffsets(upTo: Int(offsets[rowCount])) { return false }
        switch elements {
        case .text(let texts, let entry, let index):
            return texts.isSound && entry?.areBelow(texts.count) != false && index?.isSound != false
        case .numbers(let numbers): return numbers.areFinite
        case .quantities(let quantities):
            return quantities.values.areFinite && quantities.amounts.areFinite && quantities.names.isSound
                && quantities.units.areBelow(quantities.names.count)
        case .dates: return true
        case .sources(let sources):
            return sources.documents.areBelow(sources.names.count) && sources.names.isSound
        }
    }

    private var type: PropertyType {
        switch elements {
        case .text: .text
        case .numbers: .number
        case .quantities: .quantity
        case .dates: .date
        case .sources: .source
        }
    }
}

extension TextStore {
    var hasRightLengths: Bool {
        foldedOffsets.count == offsets.count && Int(offsets[offsets.count - 1]) == bytes.count
            && Int(foldedOffsets[offsets.count - 1]) == foldedBytes.count
    }

    var isSound: Bool {
        isWatched
            || offsets.areOffsets(upTo: bytes.count)
                && (foldedOffsets.pointer == offsets.pointer || foldedOffsets.areOffsets(upTo: foldedBytes.count))
    }
}
