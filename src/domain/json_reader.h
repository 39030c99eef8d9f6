#pragma once

#include "base/decimal.h"
#include "base/result.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace ops::domain {

// Reads JSON from a file that a person wrote, and remembers where it is: the first thing that is wrong is kept as an
// error that says file, JSON path, found and expected; everything read after it is a default value. Keys that nobody
// asked for are errors too (a misspelt limit must not be silently ignored), except remarks: "comment" and keys that
// begin with '_'. Copies share one error. Not thread-safe.
class JsonReader {
public:
    // Parses `bytes`; on a syntax error every read fails with it.
    static JsonReader fromBytes(const QByteArray& bytes, const QString& fileName);

    JsonReader at(const QString& key) const; // required
    std::optional<JsonReader> optionalAt(const QString& key) const;
    bool isObject() const { return m_value.isObject(); }

    QString text() const;    // a non-empty string
    QString anyText() const; // a string, may be empty
    bool boolean() const;
    int integer(int minimum, int maximum) const;
    base::Decimal decimal() const; // a string with an exact decimal
    QStringList texts() const;     // an array of non-empty strings
    template <class T>
    T oneOf(const QHash<QString, T>& choices) const;

    void forEach(const std::function<void(const JsonReader&)>& visit) const; // array
    void forEachMember(const std::function<void(const QString&, const JsonReader&)>& visit) const;
    qsizetype count() const;

    // Records that this value is wrong; the first record wins.
    void fail(const QString& found, const QString& expected) const;
    // Refuses members of this object that were never asked for, remarks excepted. Call when done with the object.
    void refuseUnknown() const;
    // "found" text for this value: shortened, and never a URL's user and password (rule G3).
    QString found() const;

    const std::optional<base::Error>& error() const { return m_shared->error; }

private:
    struct Shared {
        QString fileName;
        std::optional<base::Error> error;
        QHash<QString, QStringList> asked; // path of an object -> keys asked for
    };

    JsonReader(std::shared_ptr<Shared> shared, QJsonValue value, QString path);
    QString choiceText(const QStringList& names) const;

    std::shared_ptr<Shared> m_shared;
    QJsonValue m_value;
    QString m_path;
};

template <class T>
T JsonReader::oneOf(const QHash<QString, T>& choices) const
{
    const QString word = choiceText(choices.keys());
    return choices.value(word);
}

} // namespace ops::domain
