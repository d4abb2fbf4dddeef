#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes to an open file descriptor, unbuffered. It does not close it.
package struct DescriptorSink: ByteSink {
    package let descriptor: Int32

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// A closed pipe throws only where SIGPIPE is ignored; elsewhere the signal ends the process, with status 141.
    package func write(_ bytes: [UInt8]) throws(OutputError) {
        var start = 0
        while start < bytes.count {
            let (count, code) = writeOnce(bytes, from: start)
            if count >= 0 { start += count } else { try recover(from: code) }
        }
    }

    private func writeOnce(_ bytes: [UInt8], from start: Int) -> (count: Int, code: Int32) {
        bytes.withUnsafeBytes { buffer in
            let part = UnsafeRawBufferPointer(rebasing: buffer[start...])
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
            #elseif canImport(Musl)
                let count = Musl.write(descriptor, part.baseAddress, part.count)
            #else
                let count = Darwin.write(descriptor, part.baseAddress, part.count)
            #endif
            return (count, errno)
        }
    }

    private func recover(from code: Int32) throws(OutputError) {
        switch code {
        case EINTR: return
        case EAGAIN: waitUntilWritable()
        case EPIPE: throw .closed
        case ENOSPC, EDQUOT: throw .full
        default: throw .failed(code: code)
        }
    }

    /// A terminal that another program left non-blocking is slow, not broken.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, 1000)
    }
}
