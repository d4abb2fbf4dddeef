// Nodes put into groups by numbers that stand in a column: how many each group has, then the members of all groups one behind the other.
#include "CKernels.h"

void ck_group_count(
    const uint32_t *entries, uint32_t first, const uint32_t *nodes, size_t count, size_t group_count, uint32_t *tables) {
    // In one table a number would often wait for the one before it, which was added to the same place.
    uint32_t *one = tables, *two = one + group_count, *three = two + group_count, *four = three + group_count;
    size_t at = 0;
    for (; at + 4 <= count; at += 4) {
        one[entries[nodes[at] - first]]++;
        two[entries[nodes[at + 1] - first]]++;
        three[entries[nodes[at + 2] - first]]++;
        four[entries[nodes[at + 3] - first]]++;
    }
    for (; at < count; at++) one[entries[nodes[at] - first]]++;
    for (size_t group = 0; group < group_count; group++) one[group] += two[group] + three[group] + four[group];
}

void ck_group_place(
    const uint32_t *entries, uint32_t first, const uint32_t *nodes, size_t count, uint32_t *starts, uint32_t *members) {
    for (size_t at = 0; at < count; at++) {
        uint32_t node = nodes[at];
        members[starts[entries[node - first]]++] = node;
    }
}
