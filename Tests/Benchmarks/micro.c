/* What the engine's innermost loops are compared with: the same work over the same arrays, as one would write it in C.
 *
 *     cc -O3 -shared -fPIC -o micro.so micro.c      (`make micro` does)
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The rows whose amount lies within the bounds. */
size_t micro_scan(const double *amounts, size_t count, double low, double high, uint32_t *rows) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        rows[found] = (uint32_t)i;
        found += amounts[i] >= low && amounts[i] <= high;
    }
    return found;
}

/* How many texts hold the needle. */
size_t micro_text(
    const uint8_t *bytes, const uint32_t *offsets, size_t count, const uint8_t *needle, size_t length) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += memmem(bytes + offsets[i], offsets[i + 1] - offsets[i], needle, length) != NULL;
    return found;
}

/* A list of numbers from differences of 7 bits a byte. */
size_t micro_postings(const uint8_t *bytes, size_t length, uint32_t *numbers) {
    size_t found = 0;
    uint32_t current = 0;
    for (size_t i = 0; i < length;) {
        uint32_t difference = 0, shift = 0;
        uint8_t byte;
        do {
            byte = bytes[i++];
            difference |= (uint32_t)(byte & 0x7F) << shift;
            shift += 7;
        } while (byte >= 0x80 && i < length);
        current += difference;
        numbers[found++] = current;
    }
    return found;
}

/* How many different nodes the rows lead to; `marks` is a bitmap of zeros. */
size_t micro_expand(const uint32_t *offsets, const uint32_t *targets, size_t rows, uint64_t *marks) {
    size_t found = 0;
    for (size_t row = 0; row < rows; row++)
        for (uint32_t i = offsets[row]; i < offsets[row + 1]; i++) {
            uint64_t bit = 1ull << (targets[i] & 63), word = marks[targets[i] >> 6];
            found += !(word & bit);
            marks[targets[i] >> 6] = word | bit;
        }
    return found;
}

/* The rows of each group, one group behind the other: `starts` has a place more than there are groups, and is 0 everywhere. */
void micro_group(const uint32_t *groups, size_t count, size_t group_count, uint32_t *starts, uint32_t *rows) {
    for (size_t i = 0; i < count; i++) starts[groups[i] + 1]++;
    for (size_t i = 0; i < group_count; i++) starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++) rows[starts[groups[i]]++] = (uint32_t)i;
}
