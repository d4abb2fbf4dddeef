import Glibc

/// The folder that this file is in Tests/SyntaxTests/Support of.
private let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")

/// The text of a file of the project, by its path from the project's root.
func projectFile(_ path: String) -> String {
    guard let file = fopen(root + "/" + path, "r") else { preconditionFailure("no file \(root)/\(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var byte = getc(file)
    while byte != EOF {
        bytes.append(UInt8(truncatingIfNeeded: byte))
        byte = getc(file)
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// The paths of the files of a folder of the project that end so, in the order of their names.
func projectFiles(in folder: String, ending: String) -> [String] {
    guard let directory = opendir(root + "/" + folder) else { preconditionFailure("no folder \(folder)") }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(ending) { names.append(folder + "/" + name) }
    }
    return names.sorted()
}
