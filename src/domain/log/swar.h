#pragma once

#include <QtGlobal>

#include <bit>
#include <cstring>

// Eight bytes at a time in an ordinary register, for the short texts that log lines are made of. Pure.
namespace ops::domain {

// The bytes at `at`, the first one lowest.
inline quint64 eightBytes(const char* at)
{
    quint64 bytes = 0;
    memcpy(&bytes, at, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big)
        bytes = __builtin_bswap64(bytes);
    return bytes;
}

// The top bit of each byte that is `c`, and perhaps of ones above the first such byte; none where there is none.
constexpr quint64 marksOf(quint64 bytes, char c)
{
    constexpr quint64 ones = 0x0101'0101'0101'0101;
    constexpr quint64 tops = 0x8080'8080'8080'8080;
    const quint64 differ = bytes ^ (ones * static_cast<unsigned char>(c));
    return (differ - ones) & ~differ & tops;
}
// Which byte the lowest mark stands for.
constexpr int firstMarked(quint64 marks)
{
    return std::countr_zero(marks) / 8;
}

constexpr bool areDigits(quint64 bytes)
{
    // Each is 0x30 to 0x39: its upper half is 3, and stays so when 6 is added.
    constexpr quint64 upper = 0xf0f0'f0f0'f0f0'f0f0;
    constexpr quint64 threes = 0x3030'3030'3030'3030;
    return (bytes & upper) == threes && ((bytes + 0x0606'0606'0606'0606) & upper) == threes;
}
// The number that eight digits write, the first one highest.
constexpr quint64 numberOf(quint64 digits)
{
    digits -= 0x3030'3030'3030'3030;
    digits = digits * 10 + (digits >> 8); // pairs, in every other byte
    constexpr quint64 mask = 0x0000'00ff'0000'00ff;
    constexpr quint64 hundreds = 100 + (quint64{1'000'000} << 32);
    constexpr quint64 units = 1 + (quint64{10'000} << 32);
    return ((digits & mask) * hundreds + (digits >> 16 & mask) * units) >> 32;
}

} // namespace ops::domain
