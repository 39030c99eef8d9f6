#include "base/decimal.h"

#include <limits>

namespace ops::base {
namespace {

__extension__ typedef __int128 Wide; // NOLINT(modernize-use-using): __extension__ needs a typedef

constexpr int maxScale = 18;

Error bad(const QString& text, const QString& why)
{
    return {ErrorCode::InvalidInput, why, text.left(64)};
}

} // namespace

Result<Decimal> Decimal::parse(const QString& text)
{
    Decimal result;
    qsizetype i = 0;
    const bool negative = text.startsWith(QLatin1Char('-'));
    if (negative)
        i = 1;
    qsizetype digits = 0;
    bool seenPoint = false;
    qint64 value = 0;
    for (; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        if (c == u'.' && !seenPoint && digits > 0) {
            seenPoint = true;
            continue;
        }
        if (c < u'0' || c > u'9')
            return bad(text, QStringLiteral("character %1 is not allowed in a number").arg(i + 1));
        if (seenPoint && ++result.m_scale > maxScale)
            return bad(text, QStringLiteral("more than %1 digits after the point").arg(maxScale));
        const int digit = c - u'0';
        if (value > (std::numeric_limits<qint64>::max() - digit) / 10)
            return bad(text, QStringLiteral("too many digits"));
        value = value * 10 + digit;
        ++digits;
    }
    if (digits == 0)
        return bad(text, QStringLiteral("no digits"));
    if (seenPoint && result.m_scale == 0)
        return bad(text, QStringLiteral("no digit after the point"));
    result.m_coefficient = negative ? -value : value;
    return result;
}

QString Decimal::toString() const
{
    QString digits = QString::number(m_coefficient < 0 ? -m_coefficient : m_coefficient);
    if (m_scale > 0) {
        digits = digits.rightJustified(m_scale + 1, QLatin1Char('0'));
        digits.insert(digits.size() - m_scale, QLatin1Char('.'));
    }
    return m_coefficient < 0 ? QLatin1Char('-') + digits : digits;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b)
{
    // 2^63 * 10^18 < 2^127: scaling both to 18 digits is exact in 128 bits.
    const auto scaled = [](const Decimal& d) {
        Wide v = d.m_coefficient;
        for (int s = d.m_scale; s < maxScale; ++s)
            v *= 10;
        return v;
    };
    const Wide x = scaled(a);
    const Wide y = scaled(b);
    return x < y ? std::strong_ordering::less : x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
}

} // namespace ops::base
