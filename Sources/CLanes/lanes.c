#include "CLanes.h"

// Products are rounded before they are added, whatever the processor could do.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

/// Eight floats at any place.
typedef float lanes8 __attribute__((ext_vector_type(8), aligned(4), may_alias));

typedef int lanes8_mask __attribute__((ext_vector_type(8)));

#define EIGHT(place) (*(const lanes8 *)(place))
#define STORE(place, eight) (*(lanes8 *)(place) = (eight))
#define ADDED(all) (((all[0] + all[4]) + (all[2] + all[6])) + ((all[1] + all[5]) + (all[3] + all[7])))

INLINE float dot(const float *a, const float *b, intptr_t count) {
  lanes8 first = 0, second = 0;
  intptr_t at = 0;
  for (; at + 16 <= count; at += 16) {
    first += EIGHT(a + at) * EIGHT(b + at);
    second += EIGHT(a + at + 8) * EIGHT(b + at + 8);
  }
  float tail = 0;
  for (; at < count; at++) tail += a[at] * b[at];
  first += second;
  return ADDED(first) + tail;
}

INLINE float squared_distance(const float *a, const float *b, intptr_t count) {
  lanes8 first = 0, second = 0;
  intptr_t at = 0;
  for (; at + 16 <= count; at += 16) {
    lanes8 low = EIGHT(a + at) - EIGHT(b + at);
    lanes8 high = EIGHT(a + at + 8) - EIGHT(b + at + 8);
    first += low * low;
    second += high * high;
  }
  float tail = 0;
  for (; at < count; at++) {
    float difference = a[at] - b[at];
    tail += difference * difference;
  }
  first += second;
  return ADDED(first) + tail;
}

INLINE float sum(const float *a, intptr_t count) {
  lanes8 first = 0, second = 0;
  intptr_t at = 0;
  for (; at + 16 <= count; at += 16) {
    first += EIGHT(a + at);
    second += EIGHT(a + at + 8);
  }
  float tail = 0;
  for (; at < count; at++) tail += a[at];
  first += second;
  return ADDED(first) + tail;
}

INLINE void axpy(float factor, const float *x, float *y, intptr_t count) {
  intptr_t at = 0;
  for (; at + 8 <= count; at += 8) STORE(y + at, EIGHT(y + at) + EIGHT(x + at) * factor);
  for (; at < count; at++) y[at] += x[at] * factor;
}

/// Eight whole numbers.
typedef int32_t whole8 __attribute__((ext_vector_type(8)));
typedef uint32_t count8 __attribute__((ext_vector_type(8)));

INLINE void least_hashes(const uint64_t *numbers, intptr_t count, int32_t *least) {
  const count8 ramp = {0, 1, 2, 3, 4, 5, 6, 7};
  whole8 found[5];
  UNROLLED
  for (int part = 0; part < 5; part++) found[part] = INT32_MAX;
  for (intptr_t at = 0; at < count; at++) {
    uint32_t step = (uint32_t)(numbers[at] >> 32) | 1;
    count8 value = (uint32_t)numbers[at] + step * ramp;
    UNROLLED
    for (int part = 0; part < 5; part++) {
      found[part] = __builtin_elementwise_min(found[part], (whole8)value);
      value += step * 8;
    }
  }
  for (int place = 0; place < 40; place++) least[place] = found[place / 8][place % 8];
}

/// Which rows will be wanted is known long before: the processor cannot guess them.
#define AHEAD 4

/// Combines `parts` times eight columns, of which the last may overlap those before it: they get the same
/// bits again.
INLINE void combine_columns(
    const int parts, const int32_t *indices, const float *values, intptr_t entries,
    const float *source, intptr_t width, intptr_t last, float *out) {
  lanes8 sums[16];
  UNROLLED for (int part = 0; part < parts; part++) sums[part] = 0;
  for (intptr_t entry = 0; entry < entries; entry++) {
    if (entry + AHEAD < entries) {
      const float *next = source + indices[entry + AHEAD] * width;
      UNROLLED for (int part = 0; part < parts; part += 2) __builtin_prefetch(next + 8 * part);
    }
    const float *row = source + indices[entry] * width;
    float value = values[entry];
    UNROLLED for (int part = 0; part < parts - 1; part++) sums[part] += EIGHT(row + 8 * part) * value;
    sums[parts - 1] += EIGHT(row + last) * value;
  }
  UNROLLED for (int part = 0; part < parts - 1; part++) STORE(out + 8 * part, sums[part]);
  STORE(out + last, sums[parts - 1]);
}

/// - Parameter most: how many times eight sums stay in registers.
INLINE void combine(
    const int most, const int32_t *indices, const float *values, intptr_t entries,
    const float *source, intptr_t width, float *out) {
  if (width < 8) {
    for (intptr_t column = 0; column < width; column++) {
      float sum = 0;
      for (intptr_t entry = 0; entry < entries; entry++)
        sum += source[indices[entry] * width + column] * values[entry];
      out[column] = sum;
    }
    return;
  }
  intptr_t left = (width + 7) / 8;
  for (intptr_t at = 0; left > 0;) {
    intptr_t passes = (left + most - 1) / most;
    int parts = (int)((left + passes - 1) / passes);
    intptr_t last = parts == left ? width - 8 - at : 8 * (parts - 1);
#define COLUMNS(n) \
  case n: \
    if (n <= most) combine_columns(n, indices, values, entries, source + at, width, last, out + at); \
    break;
    switch (parts) {
      COLUMNS(1) COLUMNS(2) COLUMNS(3) COLUMNS(4) COLUMNS(5) COLUMNS(6) COLUMNS(7)
      COLUMNS(8) COLUMNS(9) COLUMNS(10) COLUMNS(11) COLUMNS(12) COLUMNS(13) COLUMNS(14)
    }
#undef COLUMNS
    at += 8 * parts;
    left -= parts;
  }
}

/// A tile of `rows` by `parts` times eight columns, all of whose sums stay in registers.
INLINE void tile(
    const int rows, const int parts, const float *left, intptr_t row_step, intptr_t place_step,
    intptr_t inner, const float *right, intptr_t width, float *out) {
  lanes8 sums[8][2];
  UNROLLED for (int row = 0; row < rows; row++) {
    UNROLLED for (int part = 0; part < parts; part++) sums[row][part] = 0;
  }
  for (intptr_t place = 0; place < inner; place++) {
    UNROLLED for (int row = 0; row < rows; row++) {
      float factor = left[row * row_step];
      UNROLLED for (int part = 0; part < parts; part++) sums[row][part] += EIGHT(right + 8 * part) * factor;
    }
    left += place_step;
    right += width;
  }
  UNROLLED for (int row = 0; row < rows; row++) {
    UNROLLED for (int part = 0; part < parts; part++) STORE(out + row * width + 8 * part, sums[row][part]);
  }
}

/// - Parameters:
///   - tall: the rows of a tile.
///   - wide: how many times eight columns a tile has, 1 or 2.
INLINE void product(
    const int tall, const int wide, const float *left, intptr_t row_step, intptr_t place_step,
    intptr_t rows, intptr_t inner, const float *right, intptr_t width, float *out, int upper) {
  // The columns of a tile stay in the nearest cache while all rows pass by.
  for (intptr_t column = 0; column < width;) {
    int pair = wide == 2 && column + 16 <= width;
    intptr_t next = column + (pair ? 16 : 8);
    intptr_t end = upper && next < rows ? next : rows;
    intptr_t row = 0;
#define TILES(n, parts) \
  for (; row + n <= end; row += n) \
    tile(n, parts, left + row * row_step, row_step, place_step, inner, right + column, width, \
         out + row * width + column)
    if (pair) {
      TILES(tall, 2);
      TILES(2, 2);
      TILES(1, 2);
    } else {
      TILES(tall, 1);
      TILES(2, 1);
      TILES(1, 1);
    }
#undef TILES
    column = next;
  }
}

INLINE intptr_t next_above(
    float *scores, const float *bars, float bar, intptr_t at, intptr_t count) {
  for (; at + 8 <= count; at += 8) {
    lanes8 eight = EIGHT(scores + at);
    lanes8_mask above = (eight > bar) | (eight > EIGHT(bars + at));
    if (__builtin_reduce_or(above)) break;
    STORE(scores + at, (lanes8)0);
  }
  for (; at < count; at++) {
    if (scores[at] > bar || scores[at] > bars[at]) return at;
    scores[at] = 0;
  }
  return count;
}

INLINE void rotate(double *restrict low, double *restrict high, intptr_t count, double c, double s) {
  for (intptr_t at = 0; at < count; at++) {
    double h = high[at], g = low[at];
    high[at] = s * g + c * h;
    low[at] = c * g - s * h;
  }
}

// MARK: For every processor

float hubbub_base_dot(const float *a, const float *b, intptr_t count) { return dot(a, b, count); }

static float base_squared_distance(const float *a, const float *b, intptr_t count) {
  return squared_distance(a, b, count);
}

static float base_sum(const float *a, intptr_t count) { return sum(a, count); }

static void base_axpy(float factor, const float *x, float *y, intptr_t count) {
  axpy(factor, x, y, count);
}

void hubbub_base_combine(
    const int32_t *indices, const float *values, intptr_t entries, const float *source,
    intptr_t width, float *out) {
  combine(4, indices, values, entries, source, width, out);
}

void hubbub_base_product(
    const float *left, intptr_t row_step, intptr_t place_step, intptr_t rows, intptr_t inner,
    const float *right, intptr_t width, float *out, int upper) {
  product(4, 1, left, row_step, place_step, rows, inner, right, width, out, upper);
}

static intptr_t base_next_above(
    float *scores, const float *bars, float bar, intptr_t at, intptr_t count) {
  return next_above(scores, bars, bar, at, count);
}

void hubbub_base_least_hashes(const uint64_t *numbers, intptr_t count, int32_t *least) {
  least_hashes(numbers, count, least);
}

static void base_rotate(double *low, double *high, intptr_t count, double c, double s) {
  rotate(low, high, count, c, s);
}

// MARK: For those that have more

#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2")))
#define CHOOSE(wide, base) (__builtin_cpu_supports("avx2") ? (wide) : (base))

WIDE static float wide_dot(const float *a, const float *b, intptr_t count) { return dot(a, b, count); }

WIDE static float wide_squared_distance(const float *a, const float *b, intptr_t count) {
  return squared_distance(a, b, count);
}

WIDE static float wide_sum(const float *a, intptr_t count) { return sum(a, count); }

WIDE static void wide_axpy(float factor, const float *x, float *y, intptr_t count) {
  axpy(factor, x, y, count);
}

WIDE static void wide_combine(
    const int32_t *indices, const float *values, intptr_t entries, const float *source,
    intptr_t width, float *out) {
  combine(14, indices, values, entries, source, width, out);
}

WIDE static void wide_product(
    const float *left, intptr_t row_step, intptr_t place_step, intptr_t rows, intptr_t inner,
    const float *right, intptr_t width, float *out, int upper) {
  product(6, 2, left, row_step, place_step, rows, inner, right, width, out, upper);
}

WIDE static intptr_t wide_next_above(
    float *scores, const float *bars, float bar, intptr_t at, intptr_t count) {
  return next_above(scores, bars, bar, at, count);
}

WIDE static void wide_least_hashes(const uint64_t *numbers, intptr_t count, int32_t *least) {
  least_hashes(numbers, count, least);
}

WIDE static void wide_rotate(double *low, double *high, intptr_t count, double c, double s) {
  rotate(low, high, count, c, s);
}
#else
#define CHOOSE(wide, base) (base)
#endif

float hubbub_dot(const float *a, const float *b, intptr_t count) {
  return CHOOSE(wide_dot(a, b, count), hubbub_base_dot(a, b, count));
}

float hubbub_squared_distance(const float *a, const float *b, intptr_t count) {
  return CHOOSE(wide_squared_distance(a, b, count), base_squared_distance(a, b, count));
}

float hubbub_sum(const float *a, intptr_t count) { return CHOOSE(wide_sum(a, count), base_sum(a, count)); }

void hubbub_axpy(float factor, const float *x, float *y, intptr_t count) {
  CHOOSE(wide_axpy(factor, x, y, count), base_axpy(factor, x, y, count));
}

void hubbub_combine(
    const int32_t *indices, const float *values, intptr_t entries, const float *source,
    intptr_t width, float *out) {
  CHOOSE(
      wide_combine(indices, values, entries, source, width, out),
      hubbub_base_combine(indices, values, entries, source, width, out));
}

void hubbub_product(
    const float *left, intptr_t row_step, intptr_t place_step, intptr_t rows, intptr_t inner,
    const float *right, intptr_t width, float *out, int upper) {
  CHOOSE(
      wide_product(left, row_step, place_step, rows, inner, right, width, out, upper),
      hubbub_base_product(left, row_step, place_step, rows, inner, right, width, out, upper));
}

intptr_t hubbub_next_above(
    float *scores, const float *bars, float bar, intptr_t at, intptr_t count) {
  return CHOOSE(
      wide_next_above(scores, bars, bar, at, count), base_next_above(scores, bars, bar, at, count));
}

void hubbub_least_hashes(const uint64_t *numbers, intptr_t count, int32_t *least) {
  CHOOSE(
      wide_least_hashes(numbers, count, least), hubbub_base_least_hashes(numbers, count, least));
}

void hubbub_rotate(double *low, double *high, intptr_t count, double c, double s) {
  CHOOSE(wide_rotate(low, high, count, c, s), base_rotate(low, high, count, c, s));
}
