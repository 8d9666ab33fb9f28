#include "keeper.h"

#include <string.h>
#include <sys/mman.h>

/* One index entry per 32 bytes: shorter lines than that, each in its own millisecond, shorten the history. */
enum { BYTES_PER_CHUNK = 32, CHUNKS_MIN = 4096 };

static size_t total;

static size_t index_bytes(const struct ring *ring) { return (size_t)ring->chunk_cap * sizeof(struct chunk); }

static void *reserve(size_t length) {
  void *at = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return at == MAP_FAILED ? NULL : at;
}

bool ring_open(struct ring *ring, uint32_t size) {
  memset(ring, 0, sizeof *ring);
  ring->size = size == 0 ? RING_DEFAULT : size < RING_MIN ? RING_MIN : size > RING_MAX ? RING_MAX : size;
  ring->chunk_cap = ring->size / BYTES_PER_CHUNK < CHUNKS_MIN ? CHUNKS_MIN : ring->size / BYTES_PER_CHUNK;
  if (total + ring->size + index_bytes(ring) > RINGS_TOTAL) return false;
  ring->bytes = reserve(ring->size);
  ring->chunks = reserve(index_bytes(ring));
  total += ring->size + index_bytes(ring);
  if (ring->bytes && ring->chunks) return true;
  ring_close(ring);
  return false;
}

void ring_close(struct ring *ring) {
  if (ring->size == 0) return;
  if (ring->bytes) munmap(ring->bytes, ring->size);
  if (ring->chunks) munmap(ring->chunks, index_bytes(ring));
  total -= ring->size + index_bytes(ring);
  memset(ring, 0, sizeof *ring);
}

static struct chunk *chunk_at(const struct ring *ring, uint64_t number) {
  return &ring->chunks[number % ring->chunk_cap];
}

static uint64_t chunk_limit(const struct ring *ring, uint64_t number) {
  return number + 1 < ring->chunk_end ? chunk_at(ring, number + 1)->offset : ring->end;
}

static void drop_chunks(struct ring *ring) {
  if (ring->end - ring->first > ring->size) ring->first = ring->end - ring->size;
  while (ring->chunk_first < ring->chunk_end && chunk_limit(ring, ring->chunk_first) <= ring->first) ring->chunk_first++;
}

static void begin_chunk(struct ring *ring, uint8_t stream, uint64_t time, uint32_t merge_ms) {
  if (ring->chunk_end > ring->chunk_first) {
    uint64_t stamp = chunk_at(ring, ring->chunk_end - 1)->stamp;
    if ((stamp & 1) == stream && time >= stamp >> 1 && time - (stamp >> 1) < merge_ms) return;
  }
  if (ring->chunk_end - ring->chunk_first == ring->chunk_cap) {
    ring->first = chunk_limit(ring, ring->chunk_first);
    ring->chunk_first++;
  }
  *chunk_at(ring, ring->chunk_end++) = (struct chunk){ring->end, time << 1 | stream};
}

void ring_append(struct ring *ring, uint8_t stream, uint64_t time, uint32_t merge_ms, const uint8_t *bytes, size_t length) {
  if (length == 0 || length > ring->size) return;
  begin_chunk(ring, stream, time, merge_ms);
  size_t at = ring->end % ring->size;
  size_t part = length < ring->size - at ? length : ring->size - at;
  memcpy(ring->bytes + at, bytes, part);
  memcpy(ring->bytes, bytes + part, length - part);
  ring->end += length;
  drop_chunks(ring);
}

/* The chunk that holds `offset`, which lies in [first, end). */
const struct chunk *ring_find(const struct ring *ring, uint64_t offset, uint64_t *limit) {
  uint64_t low = ring->chunk_first, high = ring->chunk_end - 1;
  while (low < high) {
    uint64_t middle = low + (high - low + 1) / 2;
    if (chunk_at(ring, middle)->offset <= offset) low = middle;
    else high = middle - 1;
  }
  *limit = chunk_limit(ring, low);
  return chunk_at(ring, low);
}

void ring_copy(const struct ring *ring, uint64_t offset, uint8_t *to, size_t length) {
  size_t at = offset % ring->size;
  size_t part = length < ring->size - at ? length : ring->size - at;
  memcpy(to, ring->bytes + at, part);
  memcpy(to + part, ring->bytes, length - part);
}

/* Would one more chunk push out bytes that are not yet acknowledged? */
bool ring_index_full(const struct ring *ring, uint64_t acked) {
  return ring->chunk_end - ring->chunk_first == ring->chunk_cap && chunk_limit(ring, ring->chunk_first) > acked;
}
