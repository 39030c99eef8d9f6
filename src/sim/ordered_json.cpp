#include "sim/ordered_json.h"

#include "base/json_text.h"

#include <QJsonDocument>
#include <QLocale>

#include <cmath>

namespace ops::sim {

OrderedJson& OrderedJson::add(const char* key, const QString& text)
{
    return addRaw(key, base::jsonString(text));
}

OrderedJson& OrderedJson::add(const char* key, qint64 number)
{
    return addRaw(key, QByteArray::number(number));
}

OrderedJson& OrderedJson::add(const char* key, double number)
{
    return addRaw(key, std::isfinite(number) ? QByteArray::number(number, 'g', QLocale::FloatingPointShortest)
                                             : QByteArray("0"));
}

OrderedJson& OrderedJson::addRaw(const char* key, const QByteArray& json)
{
    if (!m_body.isEmpty())
        m_body.append(',');
    m_body.append(base::jsonString(QString::fromUtf8(key)));
    m_body.append(':');
    m_body.append(json);
    return *this;
}

OrderedJson& OrderedJson::addAll(const QJsonObject& members)
{
    if (members.isEmpty())
        return *this;
    const QByteArray inner = compactJson(members);
    if (!m_body.isEmpty())
        m_body.append(',');
    m_body.append(inner.mid(1, inner.size() - 2));
    return *this;
}

QByteArray compactJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace ops::sim
