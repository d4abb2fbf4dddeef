/// An administrative division of China, or one that was, by its code of GB/T 2260.
///
///     140728   平遥县   short 平遥   in 140700 晋中市 in 140000 山西省
///
/// It is a number of a record in the program's read-only data: nothing is made when the program starts, and a copy costs nothing.
package struct Division: Sendable, Hashable, Comparable {
    /// The number of its record; ascends with the code.
    let number: Int

    package enum Level: Int, Sendable, Comparable {
        case province = 1, prefecture, county

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// How far its short name is from being a word of the language.
    package enum Ambiguity: Int, Sendable {
        /// 平遥: whoever writes it means the place.
        case none
        /// 平定, 和顺: a word as well, so that a text must show once that it means the place.
        case word
        /// 资源, 古城: so common that every place in a text must show it.
        case commonWord
    }

    package static func < (left: Division, right: Division) -> Bool { left.number < right.number }

    /// The six digits of GB/T 2260 as a number: 140728.
    package var code: Int { Int(record.number(number, digits: 4)) }

    /// `140728`, as the graph has it.
    package var codeText: String { String(code) }

    /// `平遥县`
    package var name: String { Gazetteer.text(at: namePlace, characters: nameLength) }

    /// `平遥`; nil where people use the whole name (祁县, 滨海新区).
    package var shortName: String? {
        shortLength == 0 ? nil : Gazetteer.text(at: namePlace, characters: shortLength)
    }

    package var level: Level {
        if code % 10_000 == 0 { return .province }
        return code % 100 == 0 ? .prefecture : .county
    }

    /// `省`, `市`, `县`: the level as the policy schema names it.
    package var levelName: String {
        switch level {
        case .province: "省"
        case .prefecture: "市"
        case .county: "县"
        }
    }

    /// `区`, `县`, `市`, `旗`, `州` …: what the name ends with.
    package var type: String { Gazetteer.text(at: namePlace + nameLength - 1, characters: 1) }

    /// Whether no division has this name any more.
    package var isFormer: Bool { flags & 1 != 0 }

    package var ambiguity: Ambiguity {
        if flags & 4 != 0 { return .commonWord }
        return flags & 2 != 0 ? .word : .none
    }

    /// Whether its full name is a word as well: 城区, 老城区.
    package var isNamedByWord: Bool { flags & 8 != 0 }

    /// The last year of a former name.
    package var lastYear: Int? {
        let year = Int(record.number(number, at: 10, digits: 2))
        return year == 0 ? nil : year
    }

    /// What a former county is called today, if that is known: 太谷区 of 太谷县.
    package var successor: Division? { Gazetteer.division(code: Int(record.number(number, at: 12, digits: 4))) }

    /// The prefecture that a county lies in, else the province; nil of a province. 济源市 and the districts of 北京 lie in no
    /// prefecture.
    package var parent: Division? {
        switch level {
        case .province: nil
        case .prefecture: Gazetteer.division(code: code / 10_000 * 10_000)
        case .county:
            Gazetteer.division(code: code / 100 * 100) ?? Gazetteer.division(code: code / 10_000 * 10_000)
        }
    }

    package var province: Division? { Gazetteer.division(code: code / 10_000 * 10_000) }

    /// Whether it is the other, or lies in it.
    package func lies(in other: Division) -> Bool {
        switch other.level {
        case .province: code / 10_000 == other.code / 10_000
        case .prefecture: code / 100 == other.code / 100
        case .county: code == other.code
        }
    }

    var nameLength: Int { Int(record.number(number, at: 7, digits: 1)) }
    var shortLength: Int { Int(record.number(number, at: 8, digits: 1)) }
    private var namePlace: Int { Int(record.number(number, at: 4, digits: 3)) }
    private var flags: UInt32 { record.number(number, at: 9, digits: 1) }
    private var record: StaticRecords { Gazetteer.divisionRecords }
}
