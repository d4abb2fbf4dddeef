/// A typed view of a part of an image: one flat array, read in place.
///
/// It does not keep the image alive; whoever holds a lane holds the graph that it came from. The memory behind it never
/// changes after the image is made, which is what makes it safe to share between threads.
package struct Lane<Element: BitwiseCopyable>: @unchecked Sendable {
    package let pointer: UnsafePointer<Element>
    package let count: Int

    @inlinable
    package init(pointer: UnsafePointer<Element>, count: Int) {
        self.pointer = pointer
        self.count = count
    }

    /// Inlinable, as a call for every element would take ten times as long as what it does.
    @inlinable
    @inline(__always)
    package subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "An image's number points outside of its section")
        return pointer[index]
    }

    @inlinable
    package var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: pointer, count: count) }
}

extension Lane<UInt8> {
    /// Bit `index` of a bitmap.
    @inlinable
    @inline(__always)
    package func bit(_ index: Int) -> Bool { self[index >> 3] >> UInt8(index & 7) & 1 == 1 }
}
