import Glibc

/// The folder of the project: this file is in Tests/TranscriptTests of it.
let projectRoot = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

/// The text of a file of the project by its path from the root; nil if there is none.
func projectFile(_ path: String) -> String? {
    guard let file = fopen(projectRoot + "/" + path, "r") else { return nil }
    defer { fclose(file) }
    return String(decoding: allBytes(of: fileno(file)), as: UTF8.self)
}

/// Writes a file of the project.
func writeProjectFile(_ path: String, _ text: String) {
    guard let file = fopen(projectRoot + "/" + path, "w") else { preconditionFailure("\(path) can't be written") }
    defer { fclose(file) }
    fputs(text, file)
}

func removeProjectFile(_ path: String) { unlink(projectRoot + "/" + path) }

/// The paths of all files below a folder of the project that end so, in the order of their names.
func projectFiles(below folder: String, ending: String) -> [String] {
    guard let directory = opendir(projectRoot + "/" + folder) else { return [] }
    defer { closedir(directory) }
    var paths: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        let path = folder + "/" + name
        if entry.pointee.d_type == UInt8(DT_DIR) { paths += projectFiles(below: path, ending: ending) }
        if name.hasSuffix(ending) { paths.append(path) }
    }
    return paths.sorted()
}

/// Everything that can be read from a descriptor.
func allBytes(of descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        // A terminal whose other end has closed reads as an error rather than as an end.
        if count <= 0 { return bytes }
        bytes += buffer[..<count]
    }
}
