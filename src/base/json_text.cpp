#include "base/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ops::base {
namespace {

// QString::toUtf8 writes '?' for half a pair, which could be somebody's question mark.
QByteArray toUtf8(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text.at(i).isSurrogate())
            continue;
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

// U+FEFF in UTF-8. Qt 6.4 drops it from the beginning of a JSON string as if it were a file's byte order mark; as an
// escape it survives.
constexpr const char* byteOrderMark = "\xef\xbb\xbf";
constexpr const char* escapedByteOrderMark = "\\ufeff";

} // namespace

QByteArray jsonString(const QString& text)
{
    const QByteArray utf8 = toUtf8(text);
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out.append('"');
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        case '\b':
            out.append("\\b");
            break;
        case '\f':
            out.append("\\f");
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out.append("\\u00");
                out.append(QByteArray::number(static_cast<unsigned char>(c), 16).rightJustified(2, '0'));
            } else {
                out.append(c);
            }
        }
    }
    out.append('"');
    out.replace(byteOrderMark, escapedByteOrderMark);
    return out;
}

Result<QJsonValue> parseJson(const QByteArray& bytes, qsizetype maxBytes)
{
    if (bytes.size() > maxBytes)
        return Error{
            ErrorCode::TooLarge, QStringLiteral("%1 bytes, the limit is %2").arg(bytes.size()).arg(maxBytes), {}};
    if (!bytes.isValidUtf8())
        return Error{ErrorCode::InvalidInput, QStringLiteral("not valid UTF-8"), {}};
    // Editors write it unasked, and nobody sees it: what a parser would say of it explains nothing.
    if (bytes.startsWith(byteOrderMark))
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("not JSON: it begins with a byte order mark (BOM); save it as UTF-8 without one"),
                     {}};
    if (bytes.trimmed().isEmpty())
        return Error{ErrorCode::InvalidInput, QStringLiteral("empty, not one JSON value"), {}};
    // QJsonDocument refuses bare scalars; wrapping them in an array accepts every JSON value.
    QJsonParseError parseError;
    QByteArray array = "[" + bytes + "]";
    array.replace(byteOrderMark, escapedByteOrderMark);
    const QJsonDocument document = QJsonDocument::fromJson(array, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return Error{
            ErrorCode::InvalidInput,
            QStringLiteral("not JSON: %1 at byte %2").arg(parseError.errorString()).arg(qMax(0, parseError.offset - 1)),
            {}};
    const QJsonArray wrapped = document.array();
    if (wrapped.size() != 1)
        return Error{ErrorCode::InvalidInput, QStringLiteral("not one JSON value but %1").arg(wrapped.size()), {}};
    return wrapped.first();
}

} // namespace ops::base
