#include "infra/posix/file_name.h"

#include <algorithm>

namespace ops::infra {
namespace {

constexpr char16_t strayBase = 0xdc00; // of the byte 0
constexpr char16_t firstStray = 0xdc80;
constexpr char16_t lastStray = 0xdcff;
constexpr qsizetype longestSequence = 4; // bytes of a character in UTF-8

// Bytes of the character that `bytes` begin with; 0: they begin with none.
qsizetype characterLength(QByteArrayView bytes)
{
    for (qsizetype length = 1; length <= std::min(longestSequence, bytes.size()); ++length)
        if (bytes.first(length).isValidUtf8())
            return length;
    return 0;
}

bool isStray(const QString& name, qsizetype at)
{
    const char16_t unit = name.at(at).unicode();
    return unit >= firstStray && unit <= lastStray && (at == 0 || !name.at(at - 1).isHighSurrogate());
}

} // namespace

QString fileNameFromBytes(const QByteArray& bytes)
{
    if (bytes.isValidUtf8())
        return QString::fromUtf8(bytes);
    QString name;
    for (QByteArrayView rest(bytes); !rest.isEmpty();) {
        const qsizetype length = characterLength(rest);
        if (length == 0)
            name += QChar(static_cast<char16_t>(strayBase + static_cast<uchar>(rest.front())));
        else
            name += QString::fromUtf8(rest.first(length));
        rest = rest.sliced(std::max<qsizetype>(length, 1));
    }
    return name;
}

QByteArray fileNameBytes(const QString& name)
{
    QByteArray bytes;
    qsizetype written = 0;
    for (qsizetype at = 0; at < name.size(); ++at) {
        if (!isStray(name, at))
            continue;
        bytes += QStringView(name).sliced(written, at - written).toUtf8();
        bytes += static_cast<char>(name.at(at).unicode() - strayBase);
        written = at + 1;
    }
    return bytes + QStringView(name).sliced(written).toUtf8();
}

QString shownFileName(const QString& name)
{
    QString shown;
    for (qsizetype at = 0; at < name.size(); ++at) {
        if (isStray(name, at))
            shown += QStringLiteral("\\x") + QString::number(name.at(at).unicode() - strayBase, 16).toUpper();
        else
            shown += name.at(at);
    }
    return shown;
}

} // namespace ops::infra
