#include "infra/search/json_spelling.h"

#include <algorithm>

namespace ops::infra {
namespace {

constexpr QLatin1String metaCharacters("\\^$.[]|()?*+{}-#");

// Docker's json-file, and whatever else Go has written, spells signs of HTML as escapes too.
bool isSignOfHtml(QChar c)
{
    return c == QLatin1Char('<') || c == QLatin1Char('>') || c == QLatin1Char('&');
}

bool isSpelledOtherwise(QChar c)
{
    return c == QLatin1Char('"') || c == QLatin1Char('\\') || c == QLatin1Char('\t') || isSignOfHtml(c) ||
           c.unicode() >= 0x80;
}

// `\u00e9`, its digits in either case. Half of a pair stands for itself: JSON spells the two one after the other. The
// second backslash is of docker's json-file, which spells what it wraps once more.
QString escapeOf(char16_t unit)
{
    QString pattern = QStringLiteral(R"(\\\\?u)");
    const QString digits = QStringLiteral("%1").arg(static_cast<uint>(unit), 4, 16, QLatin1Char('0'));
    for (const QChar digit : digits)
        pattern += digit.isDigit() ? QString(digit) : QStringLiteral("[%1%2]").arg(digit, digit.toUpper());
    return pattern;
}

QString escapesOf(const QString& character)
{
    QString pattern;
    for (const QChar unit : character)
        pattern += escapeOf(unit.unicode());
    return pattern;
}

// One character beyond ASCII, in UTF-8 or escaped; the escapes know no case, so each case has its own.
QString spellingsOf(const QString& character, bool caseSensitive)
{
    QStringList all{character, escapesOf(character)};
    if (!caseSensitive)
        for (const QString& other : {character.toLower(), character.toUpper()})
            if (const QString pattern = escapesOf(other); !all.contains(pattern))
                all << pattern;
    return QStringLiteral("(?:%1)").arg(all.join(QLatin1Char('|')));
}

} // namespace

std::optional<domain::LogTextTerm> withJsonSpellings(const domain::LogTextTerm& literal)
{
    const QString& text = literal.text;
    if (std::none_of(text.begin(), text.end(), isSpelledOtherwise))
        return std::nullopt;
    QString pattern;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QLatin1Char('"')) {
            pattern += QStringLiteral(R"((?:\\|\\\\\\)?")"); // as it is, spelled once, and twice
        } else if (c == QLatin1Char('\\')) {
            pattern += QStringLiteral(R"(\\(?:\\|\\\\\\)?)");
        } else if (c == QLatin1Char('\t')) {
            pattern += QStringLiteral(R"((?:\t|\\\\?t|%1))").arg(escapeOf(c.unicode()));
        } else if (isSignOfHtml(c)) {
            pattern += QStringLiteral("(?:%1|%2)").arg(c, escapeOf(c.unicode()));
        } else if (c.unicode() >= 0x80) {
            const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
            pattern += spellingsOf(text.mid(i, pair ? 2 : 1), literal.caseSensitive);
            i += pair ? 1 : 0;
        } else {
            if (metaCharacters.contains(c))
                pattern += QLatin1Char('\\');
            pattern += c;
        }
    }
    return domain::LogTextTerm{pattern, domain::LogTextKind::Regex, literal.caseSensitive};
}

} // namespace ops::infra
