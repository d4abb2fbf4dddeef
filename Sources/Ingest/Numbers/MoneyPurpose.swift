import Text

/// What money is for, where the words before it only say who pays: `市财政每年安排500万元品牌建设专项资金`.
extension Analysis {
    private static let funds: [Keys] = ["资金", "基金", "贷款", "经费", "补贴", "债券", "投资", "奖金"]
    private static let payers = ["财政", "政府", "财政每年", "财政局"]

    /// 品牌建设专项资金, if a payer or nobody stands before the amount and a fund directly behind it.
    func purpose(behind measure: Measure, _ name: String, _ end: Int) -> String? {
        guard measure.dimension == .money, name.isEmpty || Analysis.payers.contains(where: name.hasSuffix) else {
            return nil
        }
        var start = measure.range.upperBound
        if start < end, text.keys[start] == 0x7684 { start += 1 }
        var stop = start
        while stop < end, stop - start < 16, isHan(text.keys[stop]) || text.keys[stop] == 0x22 { stop += 1 }
        guard let fund = text.first(any: Analysis.funds, in: start..<stop), fund.lowerBound - start >= 2 else {
            return nil
        }
        return string(start..<fund.upperBound)
    }
}
