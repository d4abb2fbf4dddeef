/// From what size on operators go another way, which gives the same. They are what was measured to be quicker; tests set others, so that
/// small graphs are answered in the ways of large ones, and by plain ways alone.
package struct Thresholds: Sendable {
    /// Rows of a kind from which on the two halves of a scan have a thread each.
    package var sharedRows = 1 << 19
    /// Edges from which on the two halves of the nodes have a thread each in a round of PageRank.
    package var sharedEdges = 1 << 20
    /// Nodes up to which each is asked whether a property was changed there, without marks.
    package var askedNodes = 64
    /// Rows of an order at least that are evaluated before it is guessed how long the rest will take.
    package var timedRows = 16
    /// What a second thread must save, since it is waited for, on a busy machine for some slices of time.
    package var leastGain = Duration.milliseconds(8)
    /// Words of marks that are wiped in no time.
    package var wipedWords = 2048
    /// Edges that are worth wiping 64 words for.
    package var edgesForWords = 16
    /// Combinations of keys up to which groups are told by a table of them; 0 where they never are.
    package var combinations = 1 << 21
    /// Rows up to which the first of an order are kept while all are gone through, since they are moved in place.
    package var topRows = 256

    package init() {}
}
