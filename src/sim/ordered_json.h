#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace ops::sim {

// Builds one compact JSON object with its keys in the order they are added: Titan's services write theirs in a fixed
// order, QJsonDocument sorts. Value type, any thread.
class OrderedJson {
public:
    OrderedJson& add(const char* key, const QString& text);
    OrderedJson& add(const char* key, qint64 number);
    OrderedJson& add(const char* key, int number) { return add(key, static_cast<qint64>(number)); }
    OrderedJson& add(const char* key, bool value) { return addRaw(key, value ? "true" : "false"); }
    OrderedJson& add(const char* key, double number); // shortest form that reads back equal; never NaN or infinite
    OrderedJson& addRaw(const char* key, const QByteArray& json);
    OrderedJson& addAll(const QJsonObject& members); // appended in their (sorted) order
    QByteArray bytes() const { return "{" + m_body + "}"; }

private:
    QByteArray m_body;
};

QByteArray compactJson(const QJsonObject& object);

} // namespace ops::sim
