#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

// Each pair of neighbouring characters is found in a hash table of open addressing, and its list grows by the number of the
// text, as a difference in 7 bits a byte. So texts are gone through once, whatever number of them there is; where triples are
// wanted, a sample of them is gone through twice before, to tell which pairs are frequent and which triples say no more than they.

typedef struct {
    uint64_t key;
    uint8_t *bytes;
    uint32_t last;
    uint32_t count;
    uint32_t length;
    uint32_t capacity;
    /// Of a pair: it is frequent, so that its triples are wanted. Of a triple: it isn't wanted, being nearly as frequent as its pairs.
    uint32_t is_marked;
} list;

/// The lists by their keys.
typedef struct {
    list *lists;
    size_t list_count;
    size_t list_capacity;
    /// Numbers of lists, plus 1; 0 is free.
    uint32_t *slots;
    unsigned shift;
} table;

struct ck_bigrams {
    table pairs;
    table triples;
};

static const unsigned first_bits = 14;

static int make(table *made) {
    made->shift = 64 - first_bits;
    made->slots = calloc((size_t)1 << first_bits, sizeof *made->slots);
    made->list_capacity = (size_t)1 << (first_bits - 1);
    made->lists = malloc(made->list_capacity * sizeof *made->lists);
    return made->slots && made->lists;
}

static void clear(table *table) {
    for (size_t i = 0; i < table->list_count; i++) free(table->lists[i].bytes);
    free(table->lists);
    free(table->slots);
}

ck_bigrams *ck_bigrams_new(void) {
    ck_bigrams *made = calloc(1, sizeof *made);
    if (made && make(&made->pairs) && make(&made->triples)) return made;
    ck_bigrams_free(made);
    return NULL;
}

void ck_bigrams_free(ck_bigrams *bigrams) {
    if (!bigrams) return;
    clear(&bigrams->pairs);
    clear(&bigrams->triples);
    free(bigrams);
}

static inline size_t place(const table *table, uint64_t key) {
    return (size_t)(key * 0x9E3779B97F4A7C15ull >> table->shift);
}

static int grow(table *table) {
    unsigned bits = 64 - table->shift + 1;
    size_t mask = ((size_t)1 << bits) - 1;
    uint32_t *slots = calloc(mask + 1, sizeof *slots);
    list *lists = realloc(table->lists, table->list_capacity * 2 * sizeof *lists);
    if (lists) table->lists = lists;
    if (!slots || !lists) {
        free(slots);
        return 0;
    }
    table->list_capacity *= 2;
    table->shift--;
    free(table->slots);
    table->slots = slots;
    for (size_t i = 0; i < table->list_count; i++) {
        size_t at = place(table, lists[i].key);
        while (slots[at]) at = (at + 1) & mask;
        slots[at] = (uint32_t)i + 1;
    }
    return 1;
}

/// NULL if there is none.
static list *known(const table *table, uint64_t key) {
    size_t mask = ((size_t)1 << (64 - table->shift)) - 1;
    for (size_t at = place(table, key); table->slots[at]; at = (at + 1) & mask) {
        list *candidate = table->lists + table->slots[at] - 1;
        if (candidate->key == key) return candidate;
    }
    return NULL;
}

/// NULL if there is no memory. Other lists may move.
static list *found(table *table, uint64_t key) {
    size_t mask = ((size_t)1 << (64 - table->shift)) - 1;
    size_t at = place(table, key);
    while (table->slots[at]) {
        list *candidate = table->lists + table->slots[at] - 1;
        if (candidate->key == key) return candidate;
        at = (at + 1) & mask;
    }
    if (table->list_count == table->list_capacity) {
        if (!grow(table)) return NULL;
        return found(table, key);
    }
    list *fresh = table->lists + table->list_count++;
    *fresh = (list){.key = key};
    table->slots[at] = (uint32_t)table->list_count;
    return fresh;
}

static inline int append(list *list, uint32_t text) {
    if (!list) return 0;
    if (list->count && list->last == text) return 1;
    if (list->capacity - list->length < 5) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 16;
        uint8_t *bytes = realloc(list->bytes, capacity);
        if (!bytes) return 0;
        list->bytes = bytes;
        list->capacity = capacity;
    }
    uint32_t difference = text - list->last;
    while (difference >= 0x80) {
        list->bytes[list->length++] = (uint8_t)(difference | 0x80);
        difference >>= 7;
    }
    list->bytes[list->length++] = (uint8_t)difference;
    list->last = text;
    list->count++;
    return 1;
}

static inline int count_once(list *list, uint32_t text) {
    if (!list) return 0;
    if (!list->count || list->last != text) list->count++;
    list->last = text;
    return 1;
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
            list *pair = found(&bigrams->pairs, before << 21 | next);
            if (!append(pair, text)) return 0;
            triple = (triple << 21 | next) & 0x7FFFFFFFFFFFFFFFull;
            if (pair->is_marked && is_after_frequent && are_letters(triple)) {
                list *list = found(&bigrams->triples, triple);
                if (!list || (!list->is_marked && !append(list, text))) return 0;
            }
            is_after_frequent = (int)pair->is_marked;
            before = next;
        }
        if (!append(found(&bigrams->pairs, before << 21), text)) return 0;
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
            if (!count_once(found(&bigrams->pairs, before << 21 | next), text)) return 0;
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
            const list *pair = known(&bigrams->pairs, before << 21 | next);
            triple = (triple << 21 | next) & 0x7FFFFFFFFFFFFFFFull;
            int is_frequent = pair && pair->count >= least;
            if (is_frequent && is_after_frequent && are_letters(triple)
                && !count_once(found(&bigrams->triples, triple), text)) return 0;
            is_after_frequent = is_frequent;
            before = next;
        }
    }
    return 1;
}

/// Of the two pairs of a triple, how many texts have the rarer one.
static uint32_t rarer_count(const ck_bigrams *bigrams, uint64_t triple) {
    const list *left = known(&bigrams->pairs, triple >> 21);
    const list *right = known(&bigrams->pairs, triple & 0x3FFFFFFFFFFull);
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

static const table *lists(const ck_bigrams *bigrams, int of_triples) {
    return of_triples ? &bigrams->triples : &bigrams->pairs;
}

size_t ck_bigrams_key_count(const ck_bigrams *bigrams, int of_triples) {
    const table *table = lists(bigrams, of_triples);
    size_t count = 0;
    for (size_t i = 0; i < table->list_count; i++) count += table->lists[i].count > 0;
    return count;
}

size_t ck_bigrams_byte_count(const ck_bigrams *bigrams, int of_triples) {
    const table *table = lists(bigrams, of_triples);
    size_t count = 0;
    for (size_t i = 0; i < table->list_count; i++) count += table->lists[i].count ? table->lists[i].length : 0;
    return count;
}

static int by_key(const void *left, const void *right) {
    uint64_t a = (*(const list *const *)left)->key;
    uint64_t b = (*(const list *const *)right)->key;
    return (a > b) - (a < b);
}

void ck_bigrams_write(
    const ck_bigrams *bigrams, int of_triples, uint64_t *keys, uint32_t *counts, uint64_t *starts, uint8_t *postings) {
    const table *table = lists(bigrams, of_triples);
    const list **order = malloc((table->list_count + 1) * sizeof *order);
    if (!order) abort();
    size_t count = 0;
    for (size_t i = 0; i < table->list_count; i++) {
        if (table->lists[i].count) order[count++] = table->lists + i;
    }
    qsort(order, count, sizeof *order, by_key);
    uint64_t start = 0;
    for (size_t i = 0; i < count; i++) {
        keys[i] = order[i]->key;
        counts[i] = order[i]->count;
        starts[i] = start;
        memcpy(postings + start, order[i]->bytes, order[i]->length);
        start += order[i]->length;
    }
    starts[count] = start;
    free(order);
}
