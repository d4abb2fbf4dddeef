#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

// Each pair of neighbouring characters is found in a hash table of open addressing, and its list grows by the number of the
// text, as a difference in 7 bits a byte. So texts are gone through once, whatever number of them there is.

typedef struct {
    uint64_t key;
    uint8_t *bytes;
    uint32_t last;
    uint32_t count;
    uint32_t length;
    uint32_t capacity;
} list;

struct ck_bigrams {
    list *lists;
    size_t list_count;
    size_t list_capacity;
    /// Numbers of lists, plus 1; 0 is free.
    uint32_t *slots;
    unsigned shift;
    size_t byte_count;
};

static const unsigned first_bits = 14;

ck_bigrams *ck_bigrams_new(void) {
    ck_bigrams *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->shift = 64 - first_bits;
    made->slots = calloc((size_t)1 << first_bits, sizeof *made->slots);
    made->list_capacity = (size_t)1 << (first_bits - 1);
    made->lists = malloc(made->list_capacity * sizeof *made->lists);
    if (made->slots && made->lists) return made;
    ck_bigrams_free(made);
    return NULL;
}

void ck_bigrams_free(ck_bigrams *bigrams) {
    if (!bigrams) return;
    for (size_t i = 0; i < bigrams->list_count; i++) free(bigrams->lists[i].bytes);
    free(bigrams->lists);
    free(bigrams->slots);
    free(bigrams);
}

static inline size_t place(const ck_bigrams *bigrams, uint64_t key) {
    return (size_t)(key * 0x9E3779B97F4A7C15ull >> bigrams->shift);
}

static int grow(ck_bigrams *bigrams) {
    unsigned bits = 64 - bigrams->shift + 1;
    size_t mask = ((size_t)1 << bits) - 1;
    uint32_t *slots = calloc(mask + 1, sizeof *slots);
    list *lists = realloc(bigrams->lists, bigrams->list_capacity * 2 * sizeof *lists);
    if (lists) bigrams->lists = lists;
    if (!slots || !lists) {
        free(slots);
        return 0;
    }
    bigrams->list_capacity *= 2;
    bigrams->shift--;
    free(bigrams->slots);
    bigrams->slots = slots;
    for (size_t i = 0; i < bigrams->list_count; i++) {
        size_t at = place(bigrams, lists[i].key);
        while (slots[at]) at = (at + 1) & mask;
        slots[at] = (uint32_t)i + 1;
    }
    return 1;
}

static list *found(ck_bigrams *bigrams, uint64_t key) {
    size_t mask = ((size_t)1 << (64 - bigrams->shift)) - 1;
    size_t at = place(bigrams, key);
    while (bigrams->slots[at]) {
        list *candidate = bigrams->lists + bigrams->slots[at] - 1;
        if (candidate->key == key) return candidate;
        at = (at + 1) & mask;
    }
    if (bigrams->list_count == bigrams->list_capacity) {
        if (!grow(bigrams)) return NULL;
        return found(bigrams, key);
    }
    list *fresh = bigrams->lists + bigrams->list_count++;
    *fresh = (list){.key = key};
    bigrams->slots[at] = (uint32_t)bigrams->list_count;
    return fresh;
}

static inline int append(ck_bigrams *bigrams, uint64_t key, uint32_t text) {
    list *list = found(bigrams, key);
    if (!list) return 0;
    if (list->count && list->last == text) return 1;
    if (list->capacity - list->length < 5) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 16;
        uint8_t *bytes = realloc(list->bytes, capacity);
        if (!bytes) return 0;
        list->bytes = bytes;
        list->capacity = capacity;
    }
    uint32_t before = list->length;
    uint32_t difference = text - list->last;
    while (difference >= 0x80) {
        list->bytes[list->length++] = (uint8_t)(difference | 0x80);
        difference >>= 7;
    }
    list->bytes[list->length++] = (uint8_t)difference;
    bigrams->byte_count += list->length - before;
    list->last = text;
    list->count++;
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

int ck_bigrams_add(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end) {
    for (uint32_t text = first; text < end; text++) {
        size_t at = offsets[text];
        size_t stop = offsets[text + 1];
        if (at == stop) continue;
        uint64_t before = scalar(bytes, &at);
        while (at < stop) {
            uint64_t next = scalar(bytes, &at);
            if (!append(bigrams, before << 21 | next, text)) return 0;
            before = next;
        }
        if (!append(bigrams, before << 21, text)) return 0;
    }
    return 1;
}

size_t ck_bigrams_key_count(const ck_bigrams *bigrams) { return bigrams->list_count; }

size_t ck_bigrams_byte_count(const ck_bigrams *bigrams) { return bigrams->byte_count; }

static int by_key(const void *left, const void *right) {
    uint64_t a = (*(const list *const *)left)->key;
    uint64_t b = (*(const list *const *)right)->key;
    return (a > b) - (a < b);
}

void ck_bigrams_write(const ck_bigrams *bigrams, uint64_t *keys, uint32_t *counts, uint64_t *starts, uint8_t *postings) {
    const list **order = malloc((bigrams->list_count + 1) * sizeof *order);
    if (!order) abort();
    for (size_t i = 0; i < bigrams->list_count; i++) order[i] = bigrams->lists + i;
    qsort(order, bigrams->list_count, sizeof *order, by_key);
    uint64_t start = 0;
    for (size_t i = 0; i < bigrams->list_count; i++) {
        keys[i] = order[i]->key;
        counts[i] = order[i]->count;
        starts[i] = start;
        memcpy(postings + start, order[i]->bytes, order[i]->length);
        start += order[i]->length;
    }
    starts[bigrams->list_count] = start;
    free(order);
}
