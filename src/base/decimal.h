#pragma once

#include "base/result.h"

#include <QString>

#include <compare>

namespace ops::base {

// An exact decimal for money and limits (never double): a signed 64-bit coefficient and 0..18 fraction digits.
// parse() accepts only [-]digits[.digits]: no exponent, no plus sign, no locale comma, no NaN, no blanks (rule L2).
// Comparison is by value: 5.0 == 5.00. toString() keeps the digits it was given.
class Decimal {
public:
    Decimal() = default;
    static Result<Decimal> parse(const QString& text);

    QString toString() const;
    bool isNegative() const { return m_coefficient < 0; }
    bool isZero() const { return m_coefficient == 0; }

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == std::strong_ordering::equal; }

private:
    qint64 m_coefficient = 0;
    int m_scale = 0;
};

} // namespace ops::base
