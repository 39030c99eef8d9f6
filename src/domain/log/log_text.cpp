#include "domain/log/log_text.h"

#include "domain/log/log_level_words.h"

#include <algorithm>

namespace ops::domain {
namespace {

constexpr char32_t replacement = 0xfffd;

// Marks that change the direction of what follows, or of the rest of the row.
bool turnsDirection(char32_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void appendShown(QString& out, char32_t c)
{
    if (c == '\t')
        out += QStringLiteral("    ");
    else if (c < 0x20)
        out += QChar(static_cast<char16_t>(0x2400 + c)); // the pictures of control characters
    else if (c == 0x7f)
        out += QChar(0x2421);
    else if (c < 0x80)
        out += QChar(static_cast<char16_t>(c));
    else if (c < 0xa0)
        out += QChar(replacement); // the second set of control characters
    else if (c == 0x2028 || c == 0x2029)
        out += QChar(0x2424); // the picture of a new line
    else if (turnsDirection(c))
        out += QStringLiteral("[U+%1]").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    else
        out += QString::fromUcs4(&c, 1);
}

// One character of UTF-8 at the beginning of `bytes`; its length, 1 where it is none.
size_t readUtf8(std::string_view bytes, char32_t& c)
{
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = byte(0);
    c = replacement;
    size_t length = 0;
    char32_t value = 0;
    if (first >= 0xc2 && first < 0xe0) {
        length = 2;
        value = first & 0x1fU;
    } else if (first >= 0xe0 && first < 0xf0) {
        length = 3;
        value = first & 0x0fU;
    } else if (first >= 0xf0 && first < 0xf5) {
        length = 4;
        value = first & 0x07U;
    } else {
        return 1;
    }
    if (bytes.size() < length)
        return 1;
    for (size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 1;
    c = value;
    return length;
}

} // namespace

QString shownLogText(std::string_view bytes, size_t maxBytes)
{
    const bool cut = bytes.size() > maxBytes;
    bytes = bytes.substr(0, maxBytes);
    // Not in the middle of a character.
    for (int i = 0; cut && i < 3 && !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0xc0) == 0x80; ++i)
        bytes.remove_suffix(1);
    if (cut && !bytes.empty() && static_cast<unsigned char>(bytes.back()) >= 0xc0)
        bytes.remove_suffix(1);
    QString out;
    out.reserve(static_cast<qsizetype>(bytes.size()) + 1);
    while (!bytes.empty()) {
        const auto first = static_cast<unsigned char>(bytes.front());
        size_t length = 1;
        if (first >= 0x20 && first < 0x7f) {
            out += QLatin1Char(bytes.front());
        } else if (first < 0x80) {
            const size_t escape = escapeSequenceLength(bytes);
            if (escape == 0)
                appendShown(out, first);
            length = std::max(length, escape);
        } else {
            char32_t c = 0;
            length = readUtf8(bytes, c);
            appendShown(out, c);
        }
        bytes.remove_prefix(length);
    }
    if (cut)
        out += QChar(0x2026);
    return out;
}

} // namespace ops::domain
