#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace ops::base {

// Identifies one command for its whole life, over all attempts: 16 lower-case hex digits, unique in practice
// (64 random bits). The first four are what people see and say.
class CommandId {
public:
    CommandId() = default;
    explicit CommandId(QString text)
        : m_text(std::move(text))
    {
    }
    static CommandId generate();

    bool isNull() const { return m_text.isEmpty(); }
    const QString& text() const { return m_text; }
    QString shortText() const { return m_text.left(4); }

    bool operator==(const CommandId&) const = default;

private:
    QString m_text;
};

inline size_t qHash(const CommandId& id, size_t seed = 0)
{
    return ::qHash(id.text(), seed);
}

} // namespace ops::base
