/// What a quantity measures. Only quantities of one dimension compare and add up.
package enum Dimension: UInt8, Sendable, CaseIterable {
    /// Plain numbers, shares and multiples: 10万, 54.89%, 2倍.
    case number
    /// Things that are counted: 个, 家, 座. A plain number compares with them.
    case count
    case people
    /// Visits, each counted: 人次.
    case visits
    case households
    /// 元 of China.
    case money
    case dollars
    case area
    case length
    case mass
    case volume
    case power
    case energy
    case duration
    /// Differences of two shares: 个百分点.
    case percentagePoints
    case temperature

    /// Whether amounts of the two may be compared: a plain number counts things too.
    package func isComparable(with other: Dimension) -> Bool {
        self == other || (self == .number && other == .count) || (self == .count && other == .number)
    }
}

/// A unit: what it measures and how much of the dimension's base unit it is.
///
/// The size is `mantissa × 10^exponent`, so that conversions move the decimal point and stay exact. The base of area is
/// 亩 and not the square metre, because 亩 in square metres (2000/3) has no finite decimal and all the others in 亩 do.
package struct MeasureUnit: Sendable, Equatable {
    package let dimension: Dimension
    package let mantissa: Double
    package let exponent: Int

    /// `value` of this unit, in the dimension's base unit.
    package func amount(of value: Double) -> Double {
        decimalShifted(mantissa == 1 ? value : value * mantissa, by: exponent)
    }

    /// An amount in the base unit, in this unit.
    package func value(of amount: Double) -> Double {
        let shifted = decimalShifted(amount, by: -exponent)
        return mantissa == 1 ? shifted : shifted / mantissa
    }

    /// The unit of that name, with or without a multiplier before it: `元`, `亿元`, `万人次`; nil if there is none.
    package static func named(_ symbol: String) -> MeasureUnit? { byWholeName[WrittenText(symbol)] }

    /// By name, with each multiplier and without one. A unit's own name goes before a multiplier that it begins with: 千瓦.
    private static let byWholeName: [WrittenText: MeasureUnit] = {
        var units = byName
        units[""] = MeasureUnit(dimension: .number, mantissa: 1, exponent: 0)
        for (multiplier, exponent) in multipliers {
            let plain = MeasureUnit(dimension: .number, mantissa: 1, exponent: exponent)
            units[multiplier] = units[multiplier] ?? plain
            for (name, unit) in byName where units[multiplier + name] == nil {
                units[multiplier + name] = MeasureUnit(
                    dimension: unit.dimension, mantissa: unit.mantissa, exponent: unit.exponent + exponent)
            }
        }
        return [WrittenText: MeasureUnit](uniqueKeysWithValues: units.map { (WrittenText($0.key), $0.value) })
    }()

    /// The unit's name without 万 and the like: 家 of 万家. What is no unit stays as it is.
    package static func withoutMultiplier(_ symbol: String) -> String {
        if base(symbol) != nil { return symbol }
        for (multiplier, _) in multipliers where symbol.hasPrefix(multiplier) {
            let rest = String(symbol.dropFirst(multiplier.count))
            if base(rest) != nil { return rest }
        }
        return symbol
    }

    /// Every unit without a multiplier, for help, completion and the nearest name.
    package static var allNames: [String] { table.flatMap(\.names) }

    /// Longest first, so that 万亿 is not read as 万.
    package static let multipliers: [(String, Int)] = [
        ("万亿", 12), ("千亿", 11), ("百亿", 10), ("十亿", 9), ("千万", 7), ("百万", 6), ("十万", 5),
        ("亿", 8), ("万", 4), ("千", 3), ("百", 2),
    ]

    private static func base(_ symbol: String) -> MeasureUnit? {
        if symbol.isEmpty { return MeasureUnit(dimension: .number, mantissa: 1, exponent: 0) }
        return byName[symbol]
    }

    private static let byName = Dictionary(
        table.flatMap { row in row.names.map { ($0, row.unit) } }, uniquingKeysWith: { first, _ in first })

    private struct Row {
        let names: [String]
        let unit: MeasureUnit

        init(_ dimension: Dimension, _ mantissa: Double, _ exponent: Int, _ names: [String]) {
            self.names = names
            self.unit = MeasureUnit(dimension: dimension, mantissa: mantissa, exponent: exponent)
        }
    }

    private static let table: [Row] = [
        Row(.number, 1, -2, ["%", "％"]),
        Row(.number, 1, -3, ["‰"]),
        Row(.number, 1, 0, ["倍"]),
        Row(.percentagePoints, 1, 0, ["个百分点", "百分点"]),
        Row(.money, 1, 0, ["元", "人民币", "yuan", "CNY"]),
        Row(.dollars, 1, 0, ["美元", "USD"]),
        Row(.people, 1, 0, ["人", "名", "位", "人口"]),
        Row(.visits, 1, 0, ["人次", "人天"]),
        Row(.households, 1, 0, ["户"]),
        Row(
            .count, 1, 0,
            [
                "个", "家", "座", "项", "件", "处", "条", "所", "间", "辆", "台", "套", "场", "次", "部", "张", "栋", "口", "只", "笔",
                "头", "株", "棵", "种", "类", "批", "期", "届", "组", "支", "队", "村", "镇", "乡", "县", "市", "区", "片", "块",
                "份", "篇", "本", "册", "枚", "幅", "宗", "起", "例", "对", "艘", "架", "列", "班", "店", "床", "场次", "场(次)", "人家",
                "标箱", "标准箱", "TEU", "羽", "尾", "架次", "班次", "车次", "课时", "学时",
            ]),
        Row(.area, 1, 0, ["亩"]),
        Row(.area, 15, 0, ["公顷", "ha"]),
        Row(.area, 15, -4, ["平方米", "㎡", "m²", "平米"]),
        Row(.area, 15, 2, ["平方公里", "平方千米", "km²"]),
        Row(.length, 1, 0, ["米", "m"]),
        Row(.length, 1, 3, ["公里", "千米", "km"]),
        Row(.length, 5, 2, ["里"]),
        Row(.length, 1, -2, ["厘米", "cm"]),
        Row(.length, 1, -3, ["毫米", "mm"]),
        Row(.mass, 1, 0, ["克", "g"]),
        Row(.mass, 1, 3, ["公斤", "千克", "kg"]),
        Row(.mass, 5, 2, ["斤"]),
        Row(.mass, 1, 6, ["吨", "t"]),
        Row(.volume, 1, 0, ["立方米", "方", "m³"]),
        Row(.volume, 1, -3, ["升", "L"]),
        Row(.power, 1, 0, ["瓦", "W"]),
        Row(.power, 1, 3, ["千瓦", "kW"]),
        Row(.power, 1, 6, ["兆瓦", "MW"]),
        Row(.energy, 1, 0, ["千瓦时", "度", "kWh"]),
        Row(.duration, 1, 0, ["秒"]),
        Row(.duration, 6, 1, ["分钟"]),
        Row(.duration, 36, 2, ["小时"]),
        Row(.duration, 864, 2, ["天", "日"]),
        Row(.duration, 6048, 2, ["周"]),
        Row(.duration, 2592, 3, ["个月", "月"]),
        Row(.duration, 31536, 3, ["年", "岁"]),
        Row(.temperature, 1, 0, ["℃", "摄氏度"]),
    ]
}
