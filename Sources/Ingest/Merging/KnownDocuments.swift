import Glibc
import Graph
import Text

/// The documents of a graph, by what tells that a file is one of them.
struct KnownDocuments {
    private var byPath: [String: NodeID] = [:]
    private var byBytes: [String: NodeID] = [:]
    /// Those that a person described and no file was read for, by the name of their file.
    private var unreadByFile: [String: NodeID] = [:]

    init(_ graph: Graph) {
        guard let kind = graph.schema.kind(named: "document") else { return }
        for node in graph.nodes(of: kind) {
            let path = graph.text("path", of: node)
            note(node, path: path, sha256: graph.text("sha256", of: node))
            if path == nil, let file = graph.text("file", of: node) { unreadByFile[file] = node }
        }
    }

    /// The node of a document: of this path, else of these bytes, else one of this file's name that has no path.
    func node(of document: Document) -> NodeID? {
        if document.path != "-", let node = byPath[document.path] { return node }
        return byBytes[document.sha256] ?? unreadByFile[document.file]
    }

    mutating func note(_ node: NodeID, path: String?, sha256: String?) {
        if let path, path != "-" { byPath[path] = node }
        if let sha256, byBytes[sha256] == nil { byBytes[sha256] = node }
    }

    /// The document has other bytes now, and is one that was read.
    mutating func replace(_ node: NodeID, oldSHA256: String?, with document: Document) {
        if let oldSHA256, byBytes[oldSHA256] == node { byBytes[oldSHA256] = nil }
        if unreadByFile[document.file] == node { unreadByFile[document.file] = nil }
        note(node, path: document.path, sha256: document.sha256)
    }
}

extension Graph {
    /// The only value of a property that is a text; nil if there is none.
    func text(_ property: String, of node: NodeID) -> String? {
        guard let slot = schema.kinds[kind(of: node)].slot(named: property),
            case .text(let text)? = firstValue(of: node, slot)
        else { return nil }
        return text
    }

    /// The rule that a node is of; `curated` where nothing was said.
    func rule(of node: NodeID) -> String {
        if case .text(let rule)? = firstValue(of: node, NodeSlot.rule) { rule } else { Graph.curated }
    }

    func rule(ofEdge edge: Int, _ relation: RelationID) -> String {
        if case .text(let rule)? = storedValues(ofEdge: edge, relation, EdgeSlot.rule).first {
            rule
        } else {
            Graph.curated
        }
    }
}

/// Whether a file is there.
func isFile(_ path: String) -> Bool { access(path, F_OK) == 0 }
