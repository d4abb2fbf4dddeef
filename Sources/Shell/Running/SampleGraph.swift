import Diagnostics
import Glibc
import Graph
import Query
import Text

/// The graph that opens when none is named: the scripts in `samples/`, kept as a snapshot so that starting maps a file and
/// parses nothing.
struct SampleGraph {
    /// The folder of the scripts; nil if it can't be found.
    let folder: String?

    /// Looks in `$ZHIKU_SAMPLES`, then where `make install` puts it, then above the program, which is where it is in a checkout.
    init() {
        let program = SampleGraph.programFolder
        var candidates = [environment("ZHIKU_SAMPLES"), program.map { $0 + "/../share/zhiku/samples" }].compactMap {
            $0
        }
        var above = program ?? ""
        for _ in 0..<5 where !above.isEmpty {
            candidates.append(above + "/samples")
            above = parentFolder(of: above)
        }
        folder = candidates.first { access($0 + "/zhiku.zk", R_OK) == 0 }
    }

    /// The graph, from a snapshot if one is up to date; otherwise from the scripts, and a snapshot is left for the next time
    /// in the first place that can be written.
    func open() throws(Failure) -> Graph {
        let folder = try foundFolder()
        let origin = SampleGraph.origin(of: folder)
        let places = snapshotPlaces(folder)
        for place in places {
            if let graph = try? Graph(snapshot: place, isCache: true), graph.origin == origin { return graph }
        }
        var session = Session()
        try session.load(path: folder + "/zhiku.zk")
        session.fold(origin: origin)
        for place in places where (try? session.graph.save(to: place, origin: origin)) != nil { break }
        return session.graph
    }

    /// The script that makes the graph.
    func script() throws(Failure) -> String { try foundFolder() + "/zhiku.zk" }

    private func foundFolder() throws(Failure) -> String {
        if let folder { return folder }
        let message = Message("the sample graph is not where it should be", "找不到样例图")
        let hint = Message(
            "ZHIKU_SAMPLES names its folder, -g another graph", "可用 ZHIKU_SAMPLES 指明其文件夹，或用 -g 打开别的图")
        throw Failure(Diagnostic(message, at: nil, hints: [hint]), in: SourceText(name: "", text: ""), .file)
    }

    private func snapshotPlaces(_ folder: String) -> [String] {
        let parent = parentFolder(of: folder)
        let isCheckout = access(parent + "/.build", F_OK) == 0
        let cache = environment("XDG_CACHE_HOME") ?? environment("HOME").map { $0 + "/.cache" }
        if let cache {
            mkdir(cache, 0o700)
            mkdir(cache + "/zhiku", 0o700)
        }
        return [
            isCheckout ? parent + "/.build/sample.zkg" : parent + "/sample.zkg", cache.map { $0 + "/zhiku/sample.zkg" },
        ]
        .compactMap { $0 }
    }

    /// Name, size and time of change of every script, and the schema that the program brings.
    private static func origin(of folder: String) -> [UInt8] {
        var lines: [String] = []
        if let listing = opendir(folder) {
            defer { closedir(listing) }
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                var status = stat()
                guard name.hasSuffix(".zk"), stat(folder + "/" + name, &status) == 0 else { continue }
                lines.append("\(name) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
            }
        }
        let schema = Array(policySchema.utf8).withUnsafeBytes { checksum($0) }
        return Array((lines.sorted() + ["schema \(schema)"]).joined(separator: "\n").utf8)
    }

    private static var programFolder: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        return parentFolder(of: String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
}

/// The folder that a path is in, by its text.
func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "" }
    return String(path[..<slash])
}
