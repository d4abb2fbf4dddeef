/// What must hold of a column before its numbers are followed.
extension Column {
    /// Whether it has the arrays that the property takes, as long as the number of rows says. Nothing in them is read.
    func fits(_ property: Property) -> Bool {
        guard type == property.type, property.isMany || offsets == nil else { return false }
        if let offsets, offsets.count != rowCount + 1 { return false }
        if let validity, validity.count != (rowCount + 7) / 8 { return false }
        // With offsets these say how many elements there are.
        guard offsets == nil else { return true }
        return elements.number(rowCount)
    }

    /// Whether its lanes are as long as the last offsets say, and the type is the schema's: a look at each lane's end.
    var hasRightLengths: Bool {
        let count = offsets.map { Int($0[rowCount]) } ?? rowCount
        guard tag[0] == type.rawValue, elements.number(count) else { return false }
        switch elements {
        case .text(let texts, _, let index): return texts.hasRightLengths && index?.hasRightLengths != false
        case .numbers, .dates: return true
        case .quantities(let quantities): return quantities.names.hasRightLengths
        case .sources(let sources): return sources.names.hasRightLengths
        }
    }

    /// Whether every number in it points to something that is there: one look at each.
    ///
    /// - Requires: It fits.
    var isSound: Bool {
        guard hasRightLengths else { return false }
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

    var type: PropertyType {
        switch elements {
        case .text: .text
        case .numbers: .number
        case .quantities: .quantity
        case .dates: .date
        case .sources: .source
        }
    }
}

extension Column.Elements {
    /// Whether there are so many of them.
    fileprivate func number(_ count: Int) -> Bool {
        switch self {
        case .text(let texts, let entry, _): (entry?.count ?? texts.count) == count
        case .numbers(let numbers): numbers.count == count
        case .quantities(let quantities):
            quantities.values.count == count && quantities.amounts.count == count && quantities.units.count == count
        case .dates(let dates): dates.count == count
        case .sources(let sources):
            sources.documents.count == count && sources.firstLines.count == count && sources.lastLines.count == count
        }
    }
}

extension TextStore {
    /// Whether both forms are as many texts, and the last ones end where their bytes do. What is looked at as it is read needs no
    /// look at its end.
    var hasRightLengths: Bool {
        foldedOffsets.count == offsets.count
            && (isWatched
                || Int(offsets[offsets.count - 1]) == bytes.count
                    && Int(foldedOffsets[offsets.count - 1]) == foldedBytes.count)
    }

    var isSound: Bool {
        isWatched
            || offsets.areOffsets(upTo: bytes.count)
                && (foldedOffsets.pointer == offsets.pointer || foldedOffsets.areOffsets(upTo: foldedBytes.count))
    }
}
