import Glibc
import Graph
import Text

/// The original documents of a graph, found in a folder by what its nodes say of their files.
struct CorpusDocuments {
    /// What a source's document is.
    enum Entry {
        /// Its text, by place in `texts`.
        case text(Int)
        /// A node that has no file: the document is only named.
        case named
        /// A node whose file is not in the folder.
        case missing(file: String)
        /// The folder has a file of that name, but its bytes are others.
        case otherFile(String)
        /// No node: a standard.
        case unknown
    }

    private(set) var texts: [EvidenceDocument] = []
    private var entries: [String: Entry] = [:]

    /// Reads the file of every document that has one.
    init(of graph: Graph, in folder: String) {
        guard let kind = graph.schema.kind(named: "document") else { return }
        var files = CorpusFiles(folder)
        for node in graph.nodes(of: kind) {
            let id = graph.id(of: node)
            guard let file = graph.text("file", of: node) else {
                entries[folded(id)] = .named
                continue
            }
            switch files.bytes(of: file, sha256: graph.text("sha256", of: node)) {
            case .found(let bytes):
                entries[folded(id)] = .text(texts.count)
                texts.append(EvidenceDocument(id: id, file: bytes))
            case .missing: entries[folded(id)] = .missing(file: file)
            case .otherFile: entries[folded(id)] = .otherFile(file)
            }
        }
    }

    func entry(_ document: String) -> Entry { entries[document] ?? entries[folded(document)] ?? .unknown }
}

/// The files of a folder, by name or by checksum.
private struct CorpusFiles {
    enum Finding {
        case found([UInt8])
        case missing
        case otherFile
    }

    private let folder: String
    /// Checksums of all files, once a file was not found by its name.
    private var names: [String: String]?

    init(_ folder: String) { self.folder = folder }

    /// The file of that name, if it is the one with the checksum; else the one with the checksum, whatever its name.
    mutating func bytes(of file: String, sha256: String?) -> Finding {
        let named = isBelowItsFolder(file) ? try? readBytes(of: folder + "/" + file) : nil
        guard let sha256 = sha256?.lowercased() else { return named.map { .found($0) } ?? .missing }
        if let named, SHA256.hexadecimal(of: named) == sha256 { return .found(named) }
        if names == nil { names = checksums() }
        if let name = names?[sha256], let bytes = try? readBytes(of: folder + "/" + name) { return .found(bytes) }
        return named == nil ? .missing : .otherFile
    }

    private func checksums() -> [String: String] {
        var names: [String: String] = [:]
        guard let listing = opendir(folder) else { return [:] }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            // A pipe or a device would keep us waiting.
            guard stat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
                let bytes = try? readBytes(of: folder + "/" + name)
            else { continue }
            names[SHA256.hexadecimal(of: bytes)] = name
        }
        return names
    }
}

extension Graph {
    /// The first text of a property; nil if the kind has no such property, or the node no value.
    func text(_ property: String, of node: NodeID) -> String? {
        guard let slot = schema.kinds[kind(of: node)].slot(named: property),
            case .text(let text)? = values(of: node, slot).first
        else { return nil }
        return text
    }
}
