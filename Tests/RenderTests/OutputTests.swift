import Render
import Testing
import Text

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A disk with room for so many bytes.
private struct SmallDisk: ByteSink {
    var room: Int

    mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        room -= bytes.count
        if room < 0 { throw .full }
    }
}

@Suite struct OutputTests {
    @Test(arguments: Format.allCases)
    func `a full disk is told by every format`(format: Format) {
        var renderer = format.renderer(to: SmallDisk(room: 100_000))
        #expect(throws: OutputError.full) {
            try renderer.render(columns: columns("a"), rows: (0..<40_000).map { [.number(Double($0))] })
        }
    }

    @Test(arguments: Format.allCases)
    func `a format streams, or keeps its rows, and flushes at the end`(format: Format) throws {
        let sink = MemorySink()
        var renderer = format.renderer(to: sink)
        try renderer.render(columns: columns("a"), rows: [[.text("x")]])
        #expect(sink.bytes.last == UInt8(ascii: "\n"))
    }

    @Test func `a pipe that nobody reads is closed`() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        #expect(throws: OutputError.closed) { try DescriptorSink(ends[1]).write([1, 2, 3]) }
        #expect(throws: OutputError.failed(code: EBADF)) { try DescriptorSink(-1).write([1]) }
    }

    @Test func `a slow reader that left the pipe non-blocking gets everything`() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (readEnd, writeEnd) = (ends[0], ends[1])
        _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK)
        let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let reader = Task.detached { () -> [UInt8] in
            var all: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 5000)
            while true {
                let count = read(readEnd, &part, part.count)
                if count <= 0 { return all }
                all += part[..<count]
            }
        }
        try DescriptorSink(writeEnd).write(sent)
        close(writeEnd)
        #expect(await reader.value == sent)
        close(readEnd)
    }

    #if os(Linux)
        @Test func `a full device is full`() {
            let device = open("/dev/full", O_WRONLY)
            defer { close(device) }
            #expect(throws: OutputError.full) { try DescriptorSink(device).write([1]) }
        }
    #endif
}
