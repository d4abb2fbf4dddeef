#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

// A quicksort by eight bytes at a time. Of names that have them all in common only the rest is looked at, so that a million
// titles that begin alike cost one look at the beginning each.

static uint64_t key_at(const ck_name *name, size_t depth) {
    uint8_t bytes[8] = {0};
    size_t rest = name->length > depth ? name->length - depth : 0;
    memcpy(bytes, name->text + depth, rest < 8 ? rest : 8);
    uint64_t key;
    memcpy(&key, bytes, 8);
    return __builtin_bswap64(key);
}

static void swap(ck_name *a, ck_name *b) {
    ck_name kept = *a;
    *a = *b;
    *b = kept;
}

static int by_length_and_node(const void *left, const void *right) {
    const ck_name *a = left;
    const ck_name *b = right;
    if (a->length != b->length) return a->length < b->length ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static uint64_t pivot(const ck_name *names, size_t count, uint64_t *state) {
    uint64_t drawn[3];
    for (int i = 0; i < 3; i++) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        drawn[i] = names[*state % count].key;
    }
    uint64_t low = drawn[0] < drawn[1] ? drawn[0] : drawn[1];
    uint64_t high = drawn[0] < drawn[1] ? drawn[1] : drawn[0];
    return drawn[2] < low ? low : drawn[2] > high ? high : drawn[2];
}

typedef struct {
    uint64_t random;
    // Names that are looked at before it is asked again whether to stop.
    size_t until_asked;
    int is_stopped;
    int (*is_to_stop)(void *);
    void *context;
} sorting;

static const size_t names_between_questions = 1 << 18;

static int goes_on(sorting *state, size_t looked_at) {
    if (looked_at < state->until_asked) {
        state->until_asked -= looked_at;
    } else {
        state->until_asked = names_between_questions;
        if (state->is_to_stop && !state->is_stopped) state->is_stopped = state->is_to_stop(state->context);
    }
    return !state->is_stopped;
}

static void sort(ck_name *names, size_t count, size_t depth, sorting *state) {
    while (count > 1 && goes_on(state, count)) {
        uint64_t middle = pivot(names, count, &state->random);
        size_t low = 0, at = 0, high = count;
        while (at < high) {
            if (names[at].key < middle) {
                swap(names + low++, names + at++);
            } else if (names[at].key > middle) {
                swap(names + at, names + --high);
            } else {
                at++;
            }
        }
        sort(names, low, depth, state);
        sort(names + high, count - high, depth, state);
        // What ends within these bytes comes before what goes on.
        names += low;
        count = high - low;
        size_t ended = 0;
        for (size_t i = 0; i < count; i++) {
            if (names[i].length <= depth + 8) swap(names + ended++, names + i);
        }
        qsort(names, ended, sizeof *names, by_length_and_node);
        names += ended;
        count -= ended;
        depth += 8;
        for (size_t i = 0; i < count; i++) names[i].key = key_at(names + i, depth);
    }
}

int ck_sort_names(ck_name *names, size_t count, int (*is_to_stop)(void *), void *context) {
    sorting state = {
        .random = 0x9E3779B97F4A7C15ull,
        .until_asked = names_between_questions,
        .is_to_stop = is_to_stop,
        .context = context,
    };
    for (size_t i = 0; i < count; i++) names[i].key = key_at(names + i, 0);
    sort(names, count, 0, &state);
    return !state.is_stopped;
}
