#include "domain/json_reader.h"

#include "base/json_text.h"
#include "domain/repeated_json_key.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace ops::domain {
namespace {

constexpr int foundLength = 60;

bool isRemark(const QString& key)
{
    return key.startsWith(QLatin1Char('_')) || key == QLatin1String("comment");
}

} // namespace

JsonReader::JsonReader(std::shared_ptr<Shared> shared, QJsonValue value, QString path)
    : m_shared(std::move(shared))
    , m_value(std::move(value))
    , m_path(std::move(path))
{
}

JsonReader JsonReader::fromBytes(const QByteArray& bytes, const QString& fileName)
{
    auto shared = std::make_shared<Shared>();
    shared->fileName = fileName;
    const auto parsed = base::parseJson(bytes);
    JsonReader root(shared, parsed ? *parsed : QJsonValue(QJsonValue::Undefined), QStringLiteral("$"));
    if (!parsed)
        root.fail(parsed.error().detail, QStringLiteral("one JSON object in UTF-8"));
    else if (!root.isObject())
        root.fail(root.found(), QStringLiteral("an object"));
    else if (const auto repeated = repeatedJsonKey(bytes, isRemark))
        JsonReader(shared, {}, *repeated).fail(QStringLiteral("this key twice"), QStringLiteral("it once"));
    return root;
}

JsonReader JsonReader::at(const QString& key) const
{
    m_shared->asked[m_path] << key;
    JsonReader child(m_shared, m_value.toObject().value(key), m_path + QLatin1Char('.') + key);
    if (!m_value.isObject())
        fail(found(), QStringLiteral("an object"));
    else if (child.m_value.isUndefined())
        child.fail(QStringLiteral("nothing"), QStringLiteral("a value, this key is required"));
    return child;
}

std::optional<JsonReader> JsonReader::optionalAt(const QString& key) const
{
    m_shared->asked[m_path] << key;
    if (!m_value.isObject())
        fail(found(), QStringLiteral("an object"));
    const QJsonValue value = m_value.toObject().value(key);
    if (value.isUndefined())
        return std::nullopt;
    return JsonReader(m_shared, value, m_path + QLatin1Char('.') + key);
}

QString JsonReader::text() const
{
    if (!m_value.isString() || m_value.toString().isEmpty())
        fail(found(), QStringLiteral("text"));
    return m_value.toString();
}

QString JsonReader::anyText() const
{
    if (!m_value.isString())
        fail(found(), QStringLiteral("text"));
    return m_value.toString();
}

bool JsonReader::boolean() const
{
    if (!m_value.isBool())
        fail(found(), QStringLiteral("true or false"));
    return m_value.toBool();
}

int JsonReader::integer(int minimum, int maximum) const
{
    const double number = m_value.toDouble();
    if (!m_value.isDouble() || number < minimum || number > maximum || number != static_cast<int>(number)) {
        fail(found(), QStringLiteral("a whole number from %1 to %2").arg(minimum).arg(maximum));
        return minimum;
    }
    return static_cast<int>(number);
}

base::Decimal JsonReader::decimal() const
{
    const auto parsed = base::Decimal::parse(m_value.toString());
    if (!m_value.isString() || !parsed) {
        fail(found(), QStringLiteral("a decimal number in quotes"));
        return {};
    }
    return *parsed;
}

QStringList JsonReader::texts() const
{
    QStringList list;
    forEach([&](const JsonReader& item) { list << item.text(); });
    return list;
}

void JsonReader::forEach(const std::function<void(const JsonReader&)>& visit) const
{
    if (!m_value.isArray()) {
        fail(found(), QStringLiteral("an array"));
        return;
    }
    const QJsonArray array = m_value.toArray();
    for (int i = 0; i < array.size(); ++i)
        visit(JsonReader(m_shared, array.at(i), QStringLiteral("%1[%2]").arg(m_path).arg(i)));
}

void JsonReader::forEachMember(const std::function<void(const QString&, const JsonReader&)>& visit) const
{
    if (!m_value.isObject()) {
        fail(found(), QStringLiteral("an object"));
        return;
    }
    const QJsonObject object = m_value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!isRemark(it.key()))
            visit(it.key(), JsonReader(m_shared, it.value(), m_path + QLatin1Char('.') + it.key()));
}

qsizetype JsonReader::count() const
{
    return m_value.isArray() ? m_value.toArray().size() : 0;
}

void JsonReader::fail(const QString& found, const QString& expected) const
{
    if (m_shared->error)
        return;
    m_shared->error =
        base::Error{base::ErrorCode::InvalidInput, QStringLiteral("found %1, expected %2").arg(found, expected),
                    QStringLiteral("%1: %2").arg(m_shared->fileName, m_path)};
}

void JsonReader::refuseUnknown() const
{
    const QJsonObject object = m_value.toObject();
    const QStringList asked = m_shared->asked.value(m_path);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (isRemark(it.key()) || asked.contains(it.key()))
            continue;
        JsonReader(m_shared, it.value(), m_path + QLatin1Char('.') + it.key())
            .fail(QStringLiteral("a key that means nothing here"),
                  QStringLiteral("one of: %1").arg(asked.join(QStringLiteral(", "))));
    }
}

QString JsonReader::found() const
{
    switch (m_value.type()) {
    case QJsonValue::Undefined:
        return QStringLiteral("nothing");
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return m_value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(m_value.toDouble());
    case QJsonValue::String: {
        // Judged by its letters, not by a URL parser: what does not parse may hold a password all the same.
        const QString text = m_value.toString();
        if (text.contains(QLatin1String("//")) && text.contains(QLatin1Char('@')))
            return QStringLiteral("a URL with a user or password");
        return QStringLiteral("\"%1\"").arg(text.left(foundLength));
    }
    case QJsonValue::Array:
        return QStringLiteral("an array");
    case QJsonValue::Object:
        break;
    }
    return QStringLiteral("an object");
}

QString JsonReader::choiceText(const QStringList& names) const
{
    QString word = m_value.toString();
    if (!m_value.isString() || !names.contains(word)) {
        QStringList sorted = names;
        sorted.sort();
        fail(found(), QStringLiteral("one of: %1").arg(sorted.join(QStringLiteral(", "))));
    }
    return word;
}

} // namespace ops::domain
