#include "CKernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/// SHA extensions, and the shuffles that go with them (CPUID leaves 7 and 1).
static int has_instructions(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & 1u << 29)) return 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & 1u << 19) && (c & 1u << 9);
}

/// The instructions keep the state as the words a b e f and c d g h, and do four rounds a pair.
__attribute__((target("sha,sse4.1,ssse3")))
static void take_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t block_count, const uint32_t constants[64]) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bll, 0x0405060700010203ll);
    __m128i dcba = _mm_loadu_si128((const __m128i *)state), hgfe = _mm_loadu_si128((const __m128i *)(state + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; block_count > 0; block_count--, bytes += 64) {
        __m128i first = abef, second = cdgh, words[4];
        for (int four = 0; four < 16; four++) {
            __m128i next;
            if (four < 4) {
                next = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16 * four)), swap);
            } else {
                __m128i near = words[(four - 1) & 3], middle = words[(four - 2) & 3];
                next = _mm_add_epi32(
                    _mm_sha256msg1_epu32(words[four & 3], words[(four - 3) & 3]), _mm_alignr_epi8(near, middle, 4));
                next = _mm_sha256msg2_epu32(next, near);
            }
            words[four & 3] = next;
            __m128i sum = _mm_add_epi32(next, _mm_loadu_si128((const __m128i *)(constants + 4 * four)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, first);
        cdgh = _mm_add_epi32(cdgh, second);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

int ck_sha256_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t block_count, const uint32_t constants[64]) {
    if (!has_instructions()) return 0;
    take_blocks(state, bytes, block_count, constants);
    return 1;
}

#else

int ck_sha256_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t block_count, const uint32_t constants[64]) {
    (void)state, (void)bytes, (void)block_count, (void)constants;
    return 0;
}

#endif
