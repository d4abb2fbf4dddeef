import Graph
import Text

/// The rows of a graph's tables, as bytes in the format of `COPY`, a piece at a time.
package struct TableRows {
    package let mapping: Mapping
    private let graph: Graph
    private let ordinals: Ordinals
    /// Pieces are about so large.
    private static let pieceSize = 1 << 16

    package init(_ mapping: Mapping, _ graph: Graph) {
        self.mapping = mapping
        self.graph = graph
        ordinals = Ordinals(graph)
    }

    /// Why rows can't be written, with the node that they are of.
    package enum Failure<Other: Error>: Error {
        /// A value of this node, or of an edge that leads from it, holds U+0000.
        case zeroCharacter(NodeReference)
        case other(Other)
    }

    /// Hands on the rows of a table but for `zk_fact`, whose rows are the caller's; memory is that of a piece.
    ///
    /// - Parameter emit: gets whole rows, and may throw to stop.
    package func write<Other: Error>(
        _ table: Table, emit: ([UInt8]) throws(Other) -> Void
    ) throws(Failure<Other>) {
        var text = CopyText()
        for kind in mapping.layout where isAbout(kind, table) {
            for node in graph.nodes(ofKindItself: kind) {
                do {
                    try append(node, kind, table, to: &text)
                } catch {
                    throw .zeroCharacter(graph.reference(to: node))
                }
                try flush(&text, atLeast: TableRows.pieceSize, emit)
            }
        }
        for relation in relations(of: table) { try writeEdges(relation, table, &text, emit) }
        try flush(&text, atLeast: 1, emit)
    }

    private func flush<Other: Error>(
        _ text: inout CopyText, atLeast size: Int, _ emit: ([UInt8]) throws(Other) -> Void
    ) throws(Failure<Other>) {
        guard text.bytes.count >= size else { return }
        do { try emit(text.takeBytes()) } catch { throw .other(error) }
    }

    private func isAbout(_ kind: KindID, _ table: Table) -> Bool {
        switch table.content {
        case .names, .nodeSources: true
        case .nodes(let wanted), .nodeValues(let wanted, _): wanted == kind
        case .edges, .edgeValues, .edgeSources, .facts: false
        }
    }

    private func relations(of table: Table) -> [RelationID] {
        switch table.content {
        case .edges(let relation), .edgeValues(let relation, _): [relation]
        case .edgeSources: Array(mapping.schema.relations.indices)
        case .names, .nodeSources, .nodes, .nodeValues, .facts: []
        }
    }
}

// MARK: - Nodes

extension TableRows {
    private func append(
        _ node: NodeID, _ kind: KindID, _ table: Table, to text: inout CopyText
    ) throws(CopyError) {
        let ordinal = ordinals[node]
        switch table.content {
        case .names:
            try appendName(ordinal, 0, 0, graph.id(of: node), to: &text)
            try appendName(ordinal, 1, 0, graph.name(of: node), to: &text)
            for (place, alias) in graph.aliases(of: node).enumerated() {
                try appendName(ordinal, 2, place, alias, to: &text)
            }
        case .nodeSources:
            try appendSources(ordinal, graph.storedValues(of: node, NodeSlot.source), to: &text)
        case .nodes:
            text.add(ordinal)
            try text.add(graph.id(of: node))
            if case .text(let name)? = graph.storedValues(of: node, NodeSlot.name).first {
                try text.add(name)
            } else {
                text.addNull()
            }
            for (slot, property) in mapping.schema.kinds[kind].properties.enumerated()
            where slot >= NodeSlot.rule && !property.isMany {
                try append(graph.storedValues(of: node, slot).first, property.type, to: &text)
            }
            text.endRow()
        case .nodeValues(_, let slot):
            let type = mapping.schema.kinds[kind].properties[slot].type
            try appendList(ordinal, graph.storedValues(of: node, slot), type, to: &text)
        case .edges, .edgeValues, .edgeSources, .facts: break
        }
    }

    private func appendName(
        _ ordinal: Int64, _ role: Int64, _ place: Int, _ name: String, to text: inout CopyText
    ) throws(CopyError) {
        text.add(ordinal)
        text.add(role)
        text.add(Int64(place))
        try text.add(name)
        try text.add(foldedBytes(name))
        text.endRow()
    }

    private func appendSources(_ ordinal: Int64, _ values: [Value], to text: inout CopyText) throws(CopyError) {
        try appendList(ordinal, values, .source, to: &text)
    }

    private func appendList(
        _ ordinal: Int64, _ values: [Value], _ type: PropertyType, to text: inout CopyText
    ) throws(CopyError) {
        for (place, value) in values.enumerated() {
            text.add(ordinal)
            text.add(Int64(place))
            try append(value, type, to: &text)
            text.endRow()
        }
    }

    /// The fields of a value, as `PropertyColumns` names them.
    private func append(_ value: Value?, _ type: PropertyType, to text: inout CopyText) throws(CopyError) {
        switch (type, value) {
        case (.text, .text(let written)):
            try text.add(written)
            try text.add(foldedBytes(written))
        case (.number, .number(let number)): text.add(number)
        case (.quantity, .quantity(let quantity)):
            text.add(quantity.value)
            try text.add(quantity.unit)
            text.add(quantity.amount)
            text.add(Int64(DimensionCode.code(of: quantity)))
        case (.date, .date(let date)):
            try text.add(date.description)
            text.add(date.firstDayNumber)
            text.add(date.lastDayNumber)
        case (.source, .source(let source)):
            try text.add(source.document)
            try text.add(foldedBytes(source.document))
            if let lines = source.lines {
                text.add(Int64(lines.lowerBound))
                text.add(Int64(lines.upperBound))
            } else {
                text.addNull()
                text.addNull()
            }
        default: for _ in 0..<PropertyColumns.count(of: type) { text.addNull() }
        }
    }
}

// MARK: - Edges

extension TableRows {
    private func writeEdges<Other: Error>(
        _ relation: RelationID, _ table: Table, _ text: inout CopyText,
        _ emit: ([UInt8]) throws(Other) -> Void
    ) throws(Failure<Other>) {
        let step = RelationStep(relation: relation, direction: .forward)
        var ordinal = Ordinal.first(of: relation)
        for kind in mapping.layout {
            for node in graph.nodes(ofKindItself: kind) {
                for link in graph.links(of: node, step) {
                    let ends = (from: ordinals[node], to: ordinals[link.node])
                    do {
                        try append(ordinal, ends, relation, link.edge, table, to: &text)
                    } catch {
                        throw .zeroCharacter(graph.reference(to: node))
                    }
                    ordinal += 1
                }
                try flush(&text, atLeast: TableRows.pieceSize, emit)
            }
        }
    }

    private func append(
        _ ordinal: Int64, _ ends: (from: Int64, to: Int64), _ relation: RelationID, _ edge: Int, _ table: Table,
        to text: inout CopyText
    ) throws(CopyError) {
        let properties = mapping.schema.relations[relation].properties
        switch table.content {
        case .edges:
            text.add(ordinal)
            text.add(ends.from)
            text.add(ends.to)
            for (slot, property) in properties.enumerated() where slot >= EdgeSlot.rule && !property.isMany {
                try append(graph.storedValues(ofEdge: edge, relation, slot).first, property.type, to: &text)
            }
            text.endRow()
        case .edgeValues(_, let slot):
            let values = graph.storedValues(ofEdge: edge, relation, slot)
            try appendList(ordinal, values, properties[slot].type, to: &text)
        case .edgeSources:
            try appendSources(ordinal, graph.storedValues(ofEdge: edge, relation, EdgeSlot.source), to: &text)
        case .names, .nodeSources, .nodes, .nodeValues, .facts: break
        }
    }
}

extension PartialDate {
    /// The first day that it may mean as a number that people can read: 20251101 of 2025-11.
    package var firstDayNumber: Int64 { PartialDate.readable(firstDay) }

    package var lastDayNumber: Int64 { PartialDate.readable(lastDay) }

    private static func readable(_ packed: UInt32) -> Int64 {
        Int64(packed >> 9) * 10_000 + Int64(packed >> 5 & 0xF) * 100 + Int64(packed & 0x1F)
    }
}
