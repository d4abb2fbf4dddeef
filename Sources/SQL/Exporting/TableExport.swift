import Glibc
import Graph

/// Writes a graph as tables into a folder: scripts for `psql` and a file of rows for each table.
///
/// What an earlier export left there is kept where it is the same, so one that was stopped goes on, and after a change only the
/// tables that it concerns are written. A file has its name only when it is whole and synced; memory is that of a few pieces.
package struct TableExport {
    private let folder: String
    private let mapping: Mapping
    private let graph: Graph
    private let layer: FileLayer
    private let isCancelled: () -> Bool

    /// - Parameter isCancelled: asked after each piece.
    package init(
        _ graph: Graph, to folder: String, layer: FileLayer = .system, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.graph = graph
        mapping = Mapping(graph.schema)
        self.layer = layer
        self.isCancelled = isCancelled
    }

    package struct Report: Sendable, Equatable {
        /// Names of tables.
        package var written: [String]
        package var kept: [String]
    }

    /// - Parameters:
    ///   - schema: the graph's schema as a script, which `zk_fact` keeps.
    ///   - contents: of a file; nil if it isn't there.
    package func run(schema: String, contents: (String) -> [UInt8]?) throws(ExportError) -> Report {
        let made = layer.makeFolder(folder)
        if made < 0, made != -Int(EEXIST) {
            throw .system(operation: "mkdir", errno: Int32(clamping: -made), path: folder)
        }
        let old = Manifest(String(decoding: contents(path(Manifest.name)) ?? [], as: UTF8.self))
        var manifest = old
        var report = Report(written: [], kept: [])
        let rows = TableRows(mapping, graph)
        for table in mapping.tables where table.content != .facts {
            let known = old.entries[file(table)].flatMap { size(of: path(file(table))) == $0.size ? $0 : nil }
            let entry = try write(table, rows, unless: known)
            if entry == known {
                report.kept.append(table.name)
                continue
            }
            report.written.append(table.name)
            // What is whole is told at once, so that an export that goes on from here knows it.
            manifest.entries[file(table)] = entry
            try writeWhole(Manifest.name, manifest.text)
        }
        let files = Set(mapping.tables.map(file))
        manifest.entries = manifest.entries.filter { files.contains($0.key) }
        try writeFacts(schema, manifest)
        try writeScripts(report)
        try writeWhole(Manifest.name, manifest.text)
        _ = layer.syncFolder(folder)
        return report
    }

    // MARK: Rows

    /// Writes a table's rows, unless they are known to stand there.
    private func write(
        _ table: Table, _ rows: TableRows, unless known: Manifest.Entry?
    ) throws(ExportError) -> Manifest.Entry {
        if let known {
            var checksum = RunningChecksum()
            try forEachPiece(of: table, rows) { piece throws(ExportError) in checksum.add(piece) }
            if checksum.finished() == known { return known }
        }
        var checksum = RunningChecksum()
        let output = try RowFile(path(file(table)), layer)
        try forEachPiece(of: table, rows) { piece throws(ExportError) in
            checksum.add(piece)
            try output.write(piece)
        }
        try output.finish()
        return checksum.finished()
    }

    private func forEachPiece(
        of table: Table, _ rows: TableRows, _ body: ([UInt8]) throws(ExportError) -> Void
    ) throws(ExportError) {
        if isCancelled() { throw .cancelled }
        do {
            try rows.write(table) { (piece: [UInt8]) throws(ExportError) in
                if isCancelled() { throw .cancelled }
                try body(piece)
            }
        } catch {
            switch error {
            case .zeroCharacter(let node): throw .zeroCharacter(node)
            case .other(let error): throw error
            }
        }
    }

    // MARK: The other files

    /// `zk_fact`: a graph of the same rows has the same generation.
    private func writeFacts(_ schema: String, _ manifest: Manifest) throws(ExportError) {
        guard let table = mapping.table(.facts) else { return }
        var checksum = RunningChecksum()
        checksum.add(Array((manifest.text + schema).utf8))
        let generation = Manifest.hexadecimal(checksum.finished().checksum)
        var text = CopyText()
        do {
            for (name, value) in [("format", "\(Mapping.version)"), ("generation", generation), ("schema", schema)] {
                try text.add(name)
                try text.add(value)
                text.endRow()
            }
        } catch {
            preconditionFailure("A schema's script has no U+0000: names are words")
        }
        try write(text.takeBytes(), to: file(table))
    }

    private func writeScripts(_ report: Report) throws(ExportError) {
        let scripts = LoadScripts(mapping: mapping, file: file)
        let changed = mapping.tables.filter { report.written.contains($0.name) || $0.content == .facts }
        try writeWhole("schema.sql", scripts.schema())
        try writeWhole("indexes.sql", scripts.indexes())
        try writeWhole("trigrams.sql", scripts.trigrams())
        try writeWhole("citus.sql", scripts.distribution())
        try writeWhole("load.sql", scripts.load())
        try writeWhole("refresh.sql", scripts.refresh(changed))
    }

    private func writeWhole(_ name: String, _ text: String) throws(ExportError) {
        try write(Array(text.utf8), to: name)
    }

    private func write(_ bytes: [UInt8], to name: String) throws(ExportError) {
        let output = try RowFile(path(name), layer)
        try output.write(bytes)
        try output.finish()
    }

    // MARK: Names

    private func path(_ name: String) -> String { folder + "/" + name }

    /// A table's name is that of its file where a file may be called so.
    private func file(_ table: Table) -> String {
        let isPlain = table.name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "_"
        }
        if isPlain { return table.name + ".copy" }
        let place = mapping.tables.firstIndex { $0.name == table.name } ?? 0
        return "table_\(place).copy"
    }

    private func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }
}
