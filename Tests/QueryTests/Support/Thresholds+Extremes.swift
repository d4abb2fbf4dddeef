@testable import Execution

extension Thresholds {
    /// Of two threads, marks and tables wherever there are any.
    static var lowest: Thresholds {
        var thresholds = Thresholds()
        thresholds.sharedRows = 0
        thresholds.sharedEdges = 0
        thresholds.askedNodes = 0
        thresholds.timedRows = 1
        thresholds.leastGain = .zero
        thresholds.wipedWords = 0
        thresholds.edgesForWords = 1 << 40
        return thresholds
    }

    /// Of none of these, wherever there is another way.
    static var highest: Thresholds {
        var thresholds = Thresholds()
        thresholds.sharedRows = .max
        thresholds.sharedEdges = .max
        thresholds.askedNodes = .max
        thresholds.timedRows = .max
        thresholds.wipedWords = .max
        thresholds.combinations = 0
        thresholds.topRows = 0
        return thresholds
    }
}
