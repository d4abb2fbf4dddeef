/// A typed view of a part of an image: one flat array, read in place.
///
/// It does not keep the image alive; whoever holds a lane holds the graph that it came from. The memory behind it never
/// changes after the image is made, which is what makes it safe to share between threads.
///
/// It is public since only what is public is inlined in other modules, where reading an element by a call takes ten times as long.
public struct Lane<Element: BitwiseCopyable>: @unchecked Sendable {
    public let pointer: UnsafePointer<Element>
    public let count: Int

    @inlinable
    public init(pointer: UnsafePointer<Element>, count: Int) {
        self.pointer = pointer
        self.count = count
    }

    @inlinable
    @inline(__always)
    public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "An image's number points outside of its section")
        return pointer[index]
    }

    @inlinable
    public var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: pointer, count: count) }
}

extension Lane<UInt8> {
    /// Bit `index` of a bitmap.
    @inlinable
    @inline(__always)
    public func bit(_ index: Int) -> Bool { self[index >> 3] >> UInt8(index & 7) & 1 == 1 }
}
