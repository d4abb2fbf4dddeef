#define _GNU_SOURCE
#include "CKernels.h"
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

/// Sixteen places at a time: where both bytes fit, the rest is compared. The bytes are the last ones of the first and of the last
/// character, since a first byte says little in Chinese text; nothing is prepared, as most texts are short.
static ptrdiff_t find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t length) {
    size_t near = length > 2 ? 2 : 0, far = length - 1;
    __m128i first = _mm_set1_epi8((char)needle[near]), second = _mm_set1_epi8((char)needle[far]);
    size_t end = count - far;
    for (size_t at = 0; at < end;) {
        size_t start = at;
        // The last places are looked at together with some before them.
        if (start + 16 > end) start = end - 16;
        __m128i left = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + start + near)), first);
        __m128i right = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + start + far)), second);
        unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(left, right));
        mask &= ~0u << (at - start);
        while (mask) {
            size_t place = start + (size_t)__builtin_ctz(mask);
            if (memcmp(bytes + place, needle, length) == 0) return (ptrdiff_t)place;
            mask &= mask - 1;
        }
        at = start + 16;
    }
    return -1;
}
#endif

ptrdiff_t ck_find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t needle_count) {
#ifdef __SSE2__
    if (needle_count > 1 && count >= needle_count + 15) return find(bytes, count, needle, needle_count);
#endif
    const uint8_t *found = memmem(bytes, count, needle, needle_count);
    return found ? found - bytes : -1;
}
