import Graph

/// How a graph stands in tables, so that every node, edge and value reads back as it was, and so that conditions can be asked
/// of the tables.
///
///     node_county   n · id · name · rule · confidence · own properties      one table for each kind
///     edge_develops e · f · t · rule · confidence · own properties         one table for each relation; f is from, t is to
///     node_town_tag n · i · value                                          one for each property with many values
///     zk_name       n · role · i · text · fold                             ids (0), names (1) and aliases (2) of all nodes
///     zk_node_source, zk_edge_source                                       sources, by ordinal and place
///     zk_fact       name · value                                           format, schema as a script, checksums
///
/// It depends on the schema alone. Kinds, relations and properties are only ever added, at the end, so a table keeps its name.
package struct Mapping: Sendable {
    /// The version of this layout, which `zk_fact` names. Tables of another version aren't read.
    package static let version = 1

    package let schema: Schema
    /// In the order in which they are loaded; `zk_fact` is the last, so that its presence says that all are there.
    package private(set) var tables: [Table] = []
    /// The kinds so that each is followed by its sub-kinds.
    package let layout: [KindID]

    private var places: [Table.Content: Int] = [:]
    private var nodeColumns: [[PropertyColumns?]] = []
    private var edgeColumns: [[PropertyColumns?]] = []
    private var listColumns: [Table.Content: PropertyColumns] = [:]
    private let placeInLayout: [Int]

    package init(_ schema: Schema) {
        self.schema = schema
        layout = schema.layoutOrder
        var placeInLayout = [Int](repeating: 0, count: schema.kinds.count)
        for (place, kind) in layout.enumerated() { placeInLayout[kind] = place }
        self.placeInLayout = placeInLayout
        let facts = Table(
            name: "zk_fact", content: .facts, columns: [.init("name", .text, isRequired: true), .init("value", .text)],
            primaryKey: ["name"])
        addNames()
        addNodes()
        addEdges()
        add(sources("zk_node_source", .nodeSources, owner: "n"))
        add(sources("zk_edge_source", .edgeSources, owner: "e"))
        add(facts)
    }

    package func table(_ content: Table.Content) -> Table? { places[content].map { tables[$0] } }

    /// The columns of a property of a kind; for one with many values, those of its own table. nil for `id`, `name`, `alias` and
    /// `source`, which stand elsewhere.
    package func columns(ofKind kind: KindID, _ slot: SlotID) -> PropertyColumns? {
        nodeColumns[kind][slot] ?? listColumns[.nodeValues(kind, slot)]
    }

    package func columns(ofRelation relation: RelationID, _ slot: SlotID) -> PropertyColumns? {
        edgeColumns[relation][slot] ?? listColumns[.edgeValues(relation, slot)]
    }

    /// The ordinals of a kind itself.
    package func ordinals(of kind: KindID) -> Range<Int64> {
        let first = Ordinal.first(of: placeInLayout[kind])
        return first..<first + Ordinal.span
    }

    /// The kind that an ordinal is of; nil if the schema has none there.
    package func kind(of ordinal: Int64) -> KindID? {
        let place = Ordinal.owner(of: ordinal)
        return ordinal >= 0 && place < layout.count ? layout[place] : nil
    }
}

// MARK: - Tables

extension Mapping {
    /// Own properties of sources in `zk_node_source` and `zk_edge_source`.
    package static let sourceColumns = SourceColumns()

    package struct SourceColumns: Sendable {
        package let document = "document"
        package let fold = "document_fold"
        package let first = "first"
        package let last = "last"
    }

    private mutating func add(_ table: Table) {
        places[table.content] = tables.count
        tables.append(table)
    }

    /// A table's name that no other has, also where case doesn't count.
    private func tableName(_ wanted: String) -> String {
        uniqueName(wanted, number: tables.count) { name in
            tables.contains { $0.name.lowercased() == name.lowercased() }
        }
    }

    private mutating func addNames() {
        let columns: [Table.Column] = [
            .init("n", .ordinal, isRequired: true), .init("role", .small, isRequired: true),
            .init("i", .integer, isRequired: true), .init("text", .text, isRequired: true),
            .init("fold", .text, isRequired: true),
        ]
        add(
            Table(
                name: "zk_name", content: .names, columns: columns, primaryKey: ["n", "role", "i"], indexes: [["fold"]],
                searchedColumns: ["fold"], distribution: "n"))
    }

    private func sources(_ name: String, _ content: Table.Content, owner: String) -> Table {
        let names = Mapping.sourceColumns
        let columns: [Table.Column] = [
            .init(owner, .ordinal, isRequired: true), .init("i", .integer, isRequired: true),
            .init(names.document, .text, isRequired: true), .init(names.fold, .text, isRequired: true),
            .init(names.first, .integer), .init(names.last, .integer),
        ]
        return Table(
            name: name, content: content, columns: columns, primaryKey: [owner, "i"], indexes: [[names.fold]],
            distribution: owner)
    }

    private mutating func addNodes() {
        for kind in schema.kinds.indices {
            let declared = schema.kinds[kind]
            var table = Table(
                name: tableName("node_" + declared.name), content: .nodes(kind),
                columns: [
                    .init("n", .ordinal, isRequired: true), .init("id", .text, isRequired: true), .init("name", .text),
                ], primaryKey: ["n"], distribution: "n")
            var found = [PropertyColumns?](repeating: nil, count: declared.properties.count)
            for (slot, property) in declared.properties.enumerated() where slot >= NodeSlot.rule && !property.isMany {
                found[slot] = PropertyColumns(property, appendingTo: &table.columns)
            }
            index(&table, found)
            nodeColumns.append(found)
            add(table)
            for (slot, property) in declared.properties.enumerated() where slot > NodeSlot.confidence && property.isMany
            {
                addList(
                    .nodeValues(kind, slot), "\(table.name)_\(property.name)", property,
                    owner: [.init("n", .ordinal, isRequired: true)])
            }
        }
    }

    private mutating func addEdges() {
        for relation in schema.relations.indices {
            let declared = schema.relations[relation]
            var table = Table(
                name: tableName("edge_" + declared.name), content: .edges(relation),
                columns: [
                    .init("e", .ordinal, isRequired: true), .init("f", .ordinal, isRequired: true),
                    .init("t", .ordinal, isRequired: true),
                ], primaryKey: ["f", "t"], indexes: [["t", "f"], ["e"]], distribution: "f")
            var found = [PropertyColumns?](repeating: nil, count: declared.properties.count)
            for (slot, property) in declared.properties.enumerated() where slot >= EdgeSlot.rule && !property.isMany {
                found[slot] = PropertyColumns(property, appendingTo: &table.columns)
            }
            edgeColumns.append(found)
            add(table)
            for (slot, property) in declared.properties.enumerated() where slot > EdgeSlot.confidence && property.isMany
            {
                addList(
                    .edgeValues(relation, slot), "\(table.name)_\(property.name)", property,
                    owner: [.init("e", .ordinal, isRequired: true)])
            }
        }
    }

    /// Conditions ask for equal texts, for parts of them, and for what is less or more; `rule` and `confidence` are rarely asked.
    private func index(_ table: inout Table, _ found: [PropertyColumns?]) {
        for (slot, columns) in found.enumerated() where slot > NodeSlot.confidence {
            guard let columns else { continue }
            switch columns.type {
            case .text: table.searchedColumns.append(columns.fold)
            case .number: table.indexes.append([columns.value])
            case .quantity: table.indexes.append([columns.amount])
            case .date: table.indexes.append([columns.first])
            case .source: table.indexes.append([columns.fold])
            }
        }
    }

    private mutating func addList(
        _ content: Table.Content, _ name: String, _ property: Property, owner: [Table.Column]
    ) {
        var columns = owner + [Table.Column("i", .integer, isRequired: true)]
        let found = PropertyColumns(property, isRequired: true, appendingTo: &columns)
        listColumns[content] = found
        var table = Table(
            name: tableName(name), content: content, columns: columns, primaryKey: [owner[0].name, "i"],
            distribution: owner[0].name)
        if found.type == .text { table.searchedColumns = [found.fold] }
        add(table)
    }
}
