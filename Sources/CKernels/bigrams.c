#include "table.h"
#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

// Each pair of neighbouring characters is found in a hash table of open addressing, and its list grows by the number of the
// text, as a difference in 7 bits a byte. So texts are gone through once, whatever number of them there is; where triples are
// wanted, a sample of them is gone through twice before, to tell which pairs are frequent and which triples say no more than they.

struct ck_bigrams {
    table pairs;
    table triples;
};

ck_bigrams *ck_bigrams_new(void) {
    ck_bigrams *made = calloc(1, sizeof *made);
    if (made && table_make(&made->pairs) && table_make(&made->triples)) return made;
    ck_bigrams_free(made);
    return NULL;
}

void ck_bigrams_free(ck_bigrams *bigrams) {
    if (!bigrams) return;
    table_clear(&bigrams->pairs);
    table_clear(&bigrams->triples);
    free(bigrams);
}

static inline uint32_t scalar(const uint8_t *bytes, size_t *at) {
    const uint8_t *from = bytes + *at;
    if (from[0] < 0x80) {
        *at += 1;
        return from[0];
    }
    if (from[0] < 0xE0) {
        *at += 2;
        return (uint32_t)(from[0] & 0x1F) << 6 | (from[1] & 0x3F);
    }
    if (from[0] < 0xF0) {
        *at += 3;
        return (uint32_t)(from[0] & 0x0F) << 12 | (uint32_t)(from[1] & 0x3F) << 6 | (from[2] & 0x3F);
    }
    *at += 4;
    return (uint32_t)(from[0] & 0x07) << 18 | (uint32_t)(from[1] & 0x3F) << 12 | (uint32_t)(from[2] & 0x3F) << 6
        | (from[3] & 0x3F);
}

// Marks of white space and of punctuation: nobody looks for three characters across one.
static inline int is_letter(uint32_t scalar) {
    if (scalar < 0x80) return (scalar >= '0' && scalar <= '9') || (scalar >= 'a' && scalar <= 'z');
    return scalar >= 0xC0 && !(scalar >= 0x2000 && scalar < 0x2070) && !(scalar >= 0x3000 && scalar < 0x3040)
        && !(scalar >= 0xFF00 && scalar < 0xFF70);
}

static inline int are_letters(uint64_t triple) {
    return is_letter(triple >> 42) && is_letter(triple >> 21 & 0x1FFFFF) && is_letter(triple & 0x1FFFFF);
}

int ck_bigrams_add(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end) {
    for (uint32_t text = first; text < end; text++) {
        size_t at = offsets[text];
        size_t stop = offsets[text + 1];
        if (at == stop) continue;
        uint64_t before = scalar(bytes, &at);
        uint64_t triple = before;
        int is_after_frequent = 0;
        while (at < stop) {
            uint64_t next = scalar(bytes, &at);
            list *pair = table_found(&bigrams->pairs, before << 21 | next);
            if (!append(pair, text, &bigrams->pairs.blocks)) return 0;
            triple = (triple << 21 | next) & 0x7FFFFFFFFFFFFFFFull;
            if (pair->is_marked && is_after_frequent && are_letters(triple)) {
                list *list = table_found(&bigrams->triples, triple);
                if (!list || (!list->is_marked && !append(list, text, &bigrams->triples.blocks))) return 0;
            }
            is_after_frequent = (int)pair->is_marked;
            before = next;
        }
        if (!append(table_found(&bigrams->pairs, before << 21), text, &bigrams->pairs.blocks)) return 0;
    }
    return 1;
}

// MARK: The sample

int ck_bigrams_count_pairs(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end, uint32_t stride) {
    for (uint32_t text = first; text < end; text += stride) {
        size_t at = offsets[text];
        size_t stop = offsets[text + 1];
        if (at == stop) continue;
        uint64_t before = scalar(bytes, &at);
        while (at < stop) {
            uint64_t next = scalar(bytes, &at);
            if (!count_once(table_found(&bigrams->pairs, before << 21 | next), text)) return 0;
            before = next;
        }
    }
    return 1;
}

int ck_bigrams_count_triples(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end, uint32_t stride,
    uint32_t least) {
    for (uint32_t text = first; text < end; text += stride) {
        size_t at = offsets[text];
        size_t stop = offsets[text + 1];
        if (at == stop) continue;
        uint64_t before = scalar(bytes, &at);
        uint64_t triple = before;
        int is_after_frequent = 0;
        while (at < stop) {
            uint64_t next = scalar(bytes, &at);
            const list *pair = table_known(&bigrams->pairs, before << 21 | next);
            triple = (triple << 21 | next) & 0x7FFFFFFFFFFFFFFFull;
            int is_frequent = pair && pair->count >= least;
            if (is_frequent && is_after_frequent && are_letters(triple)
                && !count_once(table_found(&bigrams->triples, triple), text)) return 0;
            is_after_frequent = is_frequent;
            before = next;
        }
    }
    return 1;
}

/// Of the two pairs of a triple, how many texts have the rarer one.
static uint32_t rarer_count(const ck_bigrams *bigrams, uint64_t triple) {
    const list *left = table_known(&bigrams->pairs, triple >> 21);
    const list *right = table_known(&bigrams->pairs, triple & 0x3FFFFFFFFFFull);
    if (!left || !right) return 0;
    return left->count < right->count ? left->count : right->count;
}

void ck_bigrams_choose(ck_bigrams *bigrams, uint32_t least, uint32_t ratio) {
    for (size_t i = 0; i < bigrams->triples.list_count; i++) {
        list *triple = bigrams->triples.lists + i;
        triple->is_marked = (uint64_t)triple->count * ratio > rarer_count(bigrams, triple->key);
        triple->count = 0;
        triple->last = 0;
    }
    for (size_t i = 0; i < bigrams->pairs.list_count; i++) {
        list *pair = bigrams->pairs.lists + i;
        pair->is_marked = pair->count >= least;
        pair->count = 0;
        pair->last = 0;
    }
}

void ck_bigrams_leave_out(ck_bigrams *bigrams, uint32_t ratio) {
    for (size_t i = 0; i < bigrams->triples.list_count; i++) {
        list *triple = bigrams->triples.lists + i;
        if ((uint64_t)triple->count * ratio > rarer_count(bigrams, triple->key)) triple->count = 0;
    }
}

// MARK: The lists

void ck_bigrams_finish(ck_bigrams *bigrams) {
    table_sort(&bigrams->pairs);
    table_sort(&bigrams->triples);
}

static const table *lists(const ck_bigrams *bigrams, int of_triples) {
    return of_triples ? &bigrams->triples : &bigrams->pairs;
}

size_t ck_bigrams_key_count(const ck_bigrams *bigrams, int of_triples) { return lists(bigrams, of_triples)->list_count; }

ck_list ck_bigrams_list(const ck_bigrams *bigrams, int of_triples, size_t place) {
    const list *list = lists(bigrams, of_triples)->lists + place;
    return (ck_list){.key = list->key, .count = list->count, .length = list->length};
}

void ck_bigrams_copy(const ck_bigrams *bigrams, int of_triples, size_t place, uint8_t *postings) {
    list_copy(lists(bigrams, of_triples)->lists + place, postings);
}
