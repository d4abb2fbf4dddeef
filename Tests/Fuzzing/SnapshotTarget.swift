import TestSupport
import Text

@testable import Graph

/// The snapshot that is changed: the small graph.
private let wellFormed: [UInt8] = Array(smallGraph.graph.base.image.bytes)

/// An even first byte: the rest is a snapshot. An odd one: changes to a good one, eleven bytes each, which say where, how wide,
/// and what. Either way the checksums are made right, so that only the numbers themselves can tell.
func checkSnapshot(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    var snapshot = first % 2 == 0 ? Array(bytes.dropFirst()) : wellFormed
    if first % 2 == 1 { change(&snapshot, bytes.dropFirst()) }
    rightenChecksums(of: &snapshot)
    for isLarge in [false, true] {
        guard let graph = try? openedSnapshot(snapshot, isLarge: isLarge) else { continue }
        readEverything(in: graph)
    }
}

/// What `wellFormed` is as a seed.
func snapshotSeed() -> [UInt8] { [0] + wellFormed }

private func change(_ snapshot: inout [UInt8], _ changes: ArraySlice<UInt8>) {
    var rest = changes
    while rest.count >= 11 {
        let record = Array(rest.prefix(11))
        rest = rest.dropFirst(11)
        let place = record[0..<3].reduce(0) { $0 << 8 | Int($1) } % snapshot.count
        let width = [1, 4, 4, 8][Int(record[2] & 3)]
        for index in 0..<width where place / width * width + index < snapshot.count {
            snapshot[place / width * width + index] = record[3 + index]
        }
    }
}
