import Text

@testable import Graph

/// Makes the checksums of a snapshot right again after its bytes were changed, as an attacker would: those of the sections
/// that the table can be followed to, of the table, and of the header.
package func rightenChecksums(of snapshot: inout [UInt8]) {
    guard snapshot.count >= Image.headerSize else { return }
    snapshot.withUnsafeMutableBytes { bytes in
        let sections = Int(bytes.load(fromByteOffset: 12, as: UInt32.self))
        let tableEnd = Image.headerSize + sections * Image.entrySize
        if tableEnd <= bytes.count {
            for entry in stride(from: Image.headerSize, to: tableEnd, by: Image.entrySize) {
                let offset = bytes.load(fromByteOffset: entry + 8, as: UInt64.self)
                let length = bytes.load(fromByteOffset: entry + 16, as: UInt64.self)
                guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else { continue }
                let section = UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset + length)])
                bytes.storeBytes(of: checksum(section), toByteOffset: entry + 24, as: UInt64.self)
            }
            let table = UnsafeRawBufferPointer(rebasing: bytes[Image.headerSize..<tableEnd])
            bytes.storeBytes(of: checksum(table), toByteOffset: 24, as: UInt64.self)
        }
        let header = UnsafeRawBufferPointer(rebasing: bytes[0..<40])
        bytes.storeBytes(of: checksum(header), toByteOffset: 40, as: UInt64.self)
    }
}

/// Opens bytes as a snapshot that was read from a file; `isLarge`, as if there were too many of them to look at beforehand.
package func openedSnapshot(_ bytes: [UInt8], isLarge: Bool = false) throws(SnapshotError) -> Graph {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: Image.alignment)
    memory.copyBytes(from: bytes)
    let image = try Image(owning: UnsafeRawBufferPointer(memory), isMapped: false)
    return try Graph(image: image, inspecting: isLarge ? .atFirstUse : .atOpening)
}

/// The snapshot of a graph with checksums of its blocks, as a large one has them.
package func largeSnapshot(of graph: Graph) -> [UInt8] {
    let image = graph.folded().graph.base.image
    let bytes = Image.joined(image.allPieces, isLarge: true)
    defer { bytes.deallocate() }
    return withExtendedLifetime(image) { Array(bytes) }
}

/// Opens bytes that `largeSnapshot` gave, of which each block is verified when it is touched.
package func openedLargeSnapshot(_ bytes: [UInt8]) throws(SnapshotError) -> Graph {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: Image.alignment)
    memory.copyBytes(from: bytes)
    let image = try Image(owning: UnsafeRawBufferPointer(memory), isMapped: false, isLarge: true)
    return try Graph(image: image, inspecting: .atFirstUse)
}

/// Asks a graph for everything that it has: nothing of it may trap, whatever the snapshot said.
package func readEverything(in graph: Graph) {
    var names = 0
    graph.forEachName { text, _, node in
        names += text.count + Int(node)
        return true
    }
    for node in graph.allNodes() {
        let kind = graph.schema.kinds[graph.kind(of: node)]
        for slot in kind.properties.indices {
            _ = graph.values(of: node, slot).map(\.description)
            if kind.properties[slot].type == .text { graph.forEachText(of: node, slot) { names += $0.count } }
        }
        for relation in graph.schema.relations.indices {
            for direction in Direction.allCases {
                for link in graph.links(of: node, RelationStep(relation: relation, direction: direction)) {
                    _ = graph.id(of: link.node)
                    for slot in graph.schema.relations[relation].properties.indices {
                        _ = graph.values(ofEdge: link.edge, relation, slot).map(\.description)
                    }
                }
            }
        }
    }
    for text in ["县", "云川", "低空经济", "a", ""] {
        _ = graph.nodes(named: text)
        _ = graph.nodes(whoseNameContains: text)
        for kind in graph.schema.kinds.indices {
            for slot in graph.textSlots(of: kind) {
                _ = graph.nodes(ofOnly: kind, slot, containing: [foldedBytes(text)])
            }
        }
    }
    for relation in graph.schema.relations.indices { _ = graph.edges(of: relation) }
    _ = graph.folded()
}
