// Inner loops over vectors, those over floats with one fixed order of summation. See README.md.
#pragma once
#include <stdint.h>

/// Asks for a place in memory that will be read soon.
static inline void hubbub_expect(const void *_Nonnull place) { __builtin_prefetch(place); }

/// The dot product: two accumulators of eight lanes, the lanes added as (0+4)+(2+6) and (1+5)+(3+7),
/// then the tail that does not fill sixteen places.
float hubbub_dot(const float *_Nonnull a, const float *_Nonnull b, intptr_t count);

/// The squared Euclidean distance, summed as `hubbub_dot` does.
float hubbub_squared_distance(const float *_Nonnull a, const float *_Nonnull b, intptr_t count);

/// The sum, as `hubbub_dot` adds.
float hubbub_sum(const float *_Nonnull a, intptr_t count);

/// Adds `factor` × `x` to `y`, place by place.
void hubbub_axpy(float factor, const float *_Nonnull x, float *_Nonnull y, intptr_t count);

/// Writes Σ values[e] × source[indices[e]], a sum of rows of `width` floats, to `out`.
///
/// Every place adds up in the order of the entries.
void hubbub_combine(
    const int32_t *_Nonnull indices, const float *_Nonnull values, intptr_t entries,
    const float *_Nonnull source, intptr_t width, float *_Nonnull out);

/// Writes a product of `rows` × `inner` by `inner` × `width` floats to `out`.
///
/// The left operand's value of a row and an inner place is `left[row * row_step + place * place_step]`.
/// The right one is dense, and its width a multiple of eight. Every value adds up in the order of the inner
/// places. With `upper`, what lies left of the diagonal may be left unwritten.
void hubbub_product(
    const float *_Nonnull left, intptr_t row_step, intptr_t place_step, intptr_t rows,
    intptr_t inner, const float *_Nonnull right, intptr_t width, float *_Nonnull out, int upper);

/// Turns two rows of doubles against each other: high = s·low + c·high, low = c·low − s·high.
void hubbub_rotate(double *_Nonnull low, double *_Nonnull high, intptr_t count, double c, double s);

/// The first place from `at` on whose score is above `bar` or above its own bar; `count` if there is none.
///
/// The scores before it are set to zero.
intptr_t hubbub_next_above(
    float *_Nonnull scores, const float *_Nonnull bars, float bar, intptr_t at, intptr_t count);

/// Writes the least values of forty hash functions over some numbers to `least`.
///
/// The i-th hash of a number is a + i·b, read as a signed number: a its lower half, b its upper one, made odd.
void hubbub_least_hashes(
    const uint64_t *_Nonnull numbers, intptr_t count, int32_t *_Nonnull least);

// What runs on every processor of its kind: for the tests, which hold both ways against each other.

void hubbub_base_least_hashes(
    const uint64_t *_Nonnull numbers, intptr_t count, int32_t *_Nonnull least);
float hubbub_base_dot(const float *_Nonnull a, const float *_Nonnull b, intptr_t count);
void hubbub_base_combine(
    const int32_t *_Nonnull indices, const float *_Nonnull values, intptr_t entries,
    const float *_Nonnull source, intptr_t width, float *_Nonnull out);
void hubbub_base_product(
    const float *_Nonnull left, intptr_t row_step, intptr_t place_step, intptr_t rows,
    intptr_t inner, const float *_Nonnull right, intptr_t width, float *_Nonnull out, int upper);
