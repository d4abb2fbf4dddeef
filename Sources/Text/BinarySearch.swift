/// The first place of a range where a condition holds that is false up to some place and true from there on; the range's end if it
/// holds nowhere.
@inlinable
public func firstPlace(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
        let middle = low + (high - low) / 2
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
}
