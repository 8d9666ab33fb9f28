#include "keeper.h"

void put16(uint8_t *to, uint16_t value) {
  to[0] = (uint8_t)(value >> 8);
  to[1] = (uint8_t)value;
}

void put32(uint8_t *to, uint32_t value) {
  put16(to, (uint16_t)(value >> 16));
  put16(to + 2, (uint16_t)value);
}

void put64(uint8_t *to, uint64_t value) {
  put32(to, (uint32_t)(value >> 32));
  put32(to + 4, (uint32_t)value);
}

uint16_t get16(const uint8_t *from) { return (uint16_t)(from[0] << 8 | from[1]); }

uint32_t get32(const uint8_t *from) { return (uint32_t)get16(from) << 16 | get16(from + 2); }

uint64_t get64(const uint8_t *from) { return (uint64_t)get32(from) << 32 | get32(from + 4); }
