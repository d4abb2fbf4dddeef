import CKernels

/// Keeps memory that was freed for what comes next, up to 32 MB, where the system's library would give it back at once.
///
/// Sets of nodes and lists of rows of a large graph are blocks of some hundred kilobytes to a few megabytes. Given back and asked
/// for again with every query, they cost a fault for each page, which was a third of what a count of sixty thousand nodes took.
package func keepFreedMemory() {
    ck_keep_freed_memory(8 << 20, 32 << 20)
}
