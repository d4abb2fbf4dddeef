import Glibc

/// The files that paths name: files as they are, folders with all that lies in them.
package struct DocumentPaths: Sendable {
    /// In the order of the paths, within a folder by name.
    package private(set) var files: [String] = []
    /// What could not be looked into.
    package private(set) var failures: [(path: String, error: DocumentError)] = []
    private var visited: Set<Visit> = []

    private struct Visit: Hashable {
        var device: UInt
        var inode: UInt
    }

    /// Folders within folders at most so deep.
    private static let deepestFolder = 64

    package init(_ paths: [String]) {
        for path in paths { take(path, depth: 0, isNamed: true) }
    }

    /// Bytes of all files, as far as that is known.
    package var size: Int { files.reduce(0) { $0 + DocumentFile.size(of: $1) } }

    private mutating func take(_ path: String, depth: Int, isNamed: Bool) {
        if path == "-" { return files.append(path) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            failures.append((path, errno == ELOOP ? .loop : .system(errno: errno)))
            return
        }
        let sort = status.st_mode & S_IFMT
        if sort == S_IFDIR {
            let visit = Visit(device: UInt(status.st_dev), inode: UInt(status.st_ino))
            guard depth < DocumentPaths.deepestFolder, visited.insert(visit).inserted else {
                failures.append((path, .loop))
                return
            }
            takeFolder(path, depth)
        } else if sort == S_IFREG {
            files.append(path)
        } else {
            failures.append((path, .special))
        }
    }

    private mutating func takeFolder(_ path: String, _ depth: Int) {
        guard let listing = opendir(path) else {
            failures.append((path, .system(errno: errno)))
            return
        }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // What is hidden is nobody's document: .git, .DS_Store, and the lock files of an open editor.
            if !name.hasPrefix("."), !name.hasPrefix("~$") { names.append(name) }
        }
        closedir(listing)
        // A workspace.
        if names.contains(where: { $0.hasPrefix("journal-") && $0.hasSuffix(".zkj") }) { return }
        // Graphs and scripts are zhiku's own, and often lie beside the documents.
        names.removeAll { $0.hasSuffix(".zkg") || $0.hasSuffix(".zk") }
        let folder = path.hasSuffix("/") ? path : path + "/"
        for name in names.sorted() { take(folder + name, depth: depth + 1, isNamed: false) }
    }
}
