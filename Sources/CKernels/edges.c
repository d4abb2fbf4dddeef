// Loops over the ends of many nodes' edges. The nodes lie apart from each other, so that what a node needs is called for while those
// before it are worked on: first where its edges begin, then the edges themselves.
#include "CKernels.h"

#define AHEAD 12

/// Calls for what nodes further on need. `at` is the place that is worked on.
static inline void call(const ck_edges *edges, const uint32_t *nodes, size_t count, size_t at) {
    if (at + 2 * AHEAD < count) {
        uint64_t row = nodes[at + 2 * AHEAD] - edges->first;
        if (row < edges->count) __builtin_prefetch(edges->offsets + row);
    }
    if (at + AHEAD < count) {
        uint64_t row = nodes[at + AHEAD] - edges->first;
        if (row < edges->count) __builtin_prefetch(edges->targets + edges->offsets[row]);
    }
}

/// Whether the node's edges are at hand; then where they begin and end.
static inline int find(const ck_edges *edges, uint32_t node, const uint32_t **start, const uint32_t **end) {
    const ck_changed *changed = edges->changed;
    if (changed) {
        uint64_t place = node - changed->first;
        if (place < changed->count && changed->words[place >> 6] >> (place & 63) & 1) {
            uint64_t before = changed->words[place >> 6] & ((1ull << (place & 63)) - 1);
            uint32_t rank = changed->ranks[place >> 6] + (uint32_t)__builtin_popcountll(before);
            if (!__atomic_load_n(changed->gathered + rank, __ATOMIC_ACQUIRE)) return 0;
            *start = changed->targets + changed->offsets[rank];
            *end = changed->targets + changed->offsets[rank + 1];
            return 1;
        }
    }
    uint64_t row = node - edges->first;
    if (row >= edges->count) return 0;
    *start = edges->targets + edges->offsets[row];
    *end = edges->targets + edges->offsets[row + 1];
    return 1;
}

size_t ck_edges_keep(
    const uint32_t *targets, const uint32_t *edges, size_t first, size_t end, const uint64_t *removed, size_t bit_count,
    uint32_t *kept, size_t room) {
    size_t count = 0;
    for (size_t entry = first; entry < end && count < room; entry++) {
        size_t edge = edges ? edges[entry] : entry;
        kept[count] = targets[entry];
        count += !(edge < bit_count && removed[edge >> 6] >> (edge & 63) & 1);
    }
    return count;
}

size_t ck_edges_count(const ck_edges *edges, const uint32_t *nodes, size_t count, size_t *edge_count) {
    size_t sum = 0, at = 0;
    for (; at < count; at++) {
        const uint32_t *start, *end;
        if (at + AHEAD < count) {
            uint64_t row = nodes[at + AHEAD] - edges->first;
            if (row < edges->count) __builtin_prefetch(edges->offsets + row);
        }
        if (!find(edges, nodes[at], &start, &end)) break;
        sum += (size_t)(end - start);
    }
    *edge_count += sum;
    return at;
}

size_t ck_edges_mark(
    const ck_edges *edges, const uint32_t *nodes, size_t count, uint64_t *words, uint64_t least, uint64_t limit,
    size_t *fresh) {
    size_t sum = 0, at = 0;
    for (; at < count; at++) {
        const uint32_t *start, *end;
        call(edges, nodes, count, at);
        if (!find(edges, nodes[at], &start, &end)) break;
        for (; start < end; start++) {
            uint64_t place = *start - least;
            place = place < limit ? place : limit;
            uint64_t word = words[place >> 6];
            words[place >> 6] = word | 1ull << (place & 63);
            sum += ~word >> (place & 63) & 1;
        }
    }
    *fresh += sum;
    return at;
}

size_t ck_edges_add(
    const ck_edges *edges, const uint32_t *nodes, const double *walks, size_t count, double *sums, uint32_t *found,
    size_t *found_count) {
    size_t fresh = *found_count, at = 0;
    for (; at < count; at++) {
        const uint32_t *start, *end;
        call(edges, nodes, count, at);
        if (!find(edges, nodes[at], &start, &end)) break;
        double walk = walks[at];
        for (; start < end; start++) {
            double before = sums[*start];
            found[fresh] = *start;
            fresh += before == 0;
            sums[*start] = before + walk;
        }
    }
    *found_count = fresh;
    return at;
}

size_t ck_edges_sum(
    const ck_edges *edges, const uint32_t *nodes, const double *walks, size_t count, const double *numbers,
    double *total) {
    double sum = *total;
    size_t at = 0;
    for (; at < count; at++) {
        const uint32_t *start, *end;
        call(edges, nodes, count, at);
        if (!find(edges, nodes[at], &start, &end)) break;
        double own = 0;
        for (; start < end; start++) own += numbers[*start];
        sum += walks[at] * own;
    }
    *total = sum;
    return at;
}
