#include "CKernels.h"

// A list is ascending numbers as differences, 7 bits a byte, the lowest first; the highest bit says that more follow.

/// The next difference; what is cut off at the end counts as it stands.
static inline uint32_t next(const uint8_t *bytes, size_t count, size_t *at) {
    uint8_t byte = bytes[(*at)++];
    uint32_t difference = byte & 0x7F;
    for (unsigned shift = 7; byte >= 0x80 && *at < count; shift += 7) {
        byte = bytes[(*at)++];
        if (shift < 32) difference |= (uint32_t)(byte & 0x7F) << shift;
    }
    return difference;
}

size_t ck_list_mark(const uint8_t *bytes, size_t count, uint32_t limit, uint64_t first, uint64_t *words) {
    size_t fresh = 0;
    uint32_t number = 0;
    for (size_t at = 0; at < count;) {
        number += next(bytes, count, &at);
        if (number >= limit) break;
        uint64_t place = first + number;
        uint64_t bit = 1ull << (place & 63);
        fresh += !(words[place >> 6] & bit);
        words[place >> 6] |= bit;
    }
    return fresh;
}

size_t ck_list_narrow(const uint8_t *bytes, size_t count, uint32_t *numbers, size_t number_count) {
    size_t kept = 0;
    size_t left = 0;
    uint32_t number = 0;
    for (size_t at = 0; at < count && left < number_count;) {
        number += next(bytes, count, &at);
        while (left < number_count && numbers[left] < number) left++;
        if (left < number_count && numbers[left] == number) {
            numbers[kept++] = number;
            left++;
        }
    }
    return kept;
}

void ck_bits_members(const uint64_t *words, size_t count, uint32_t *members) {
    for (size_t place = 0; place < count; place++) {
        uint64_t rest = words[place];
        while (rest) {
            *members++ = (uint32_t)(place << 6) + (uint32_t)__builtin_ctzll(rest);
            rest &= rest - 1;
        }
    }
}
