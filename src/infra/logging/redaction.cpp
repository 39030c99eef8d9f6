#include "infra/logging/redaction.h"

#include <QMutexLocker>
#include <QUrl>

#include <algorithm>

namespace ops::infra::logging {
namespace {

constexpr qsizetype shortestSecret = 4;

bool endsAuthority(char c)
{
    return c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '>' || c == ',' ||
           static_cast<unsigned char>(c) <= ' ';
}

// scheme://user:pass@host becomes scheme://***@host.
void hideUserInfo(QByteArray& text)
{
    qsizetype from = 0;
    for (qsizetype at = text.indexOf("://"); at >= 0; at = text.indexOf("://", from)) {
        from = at + 3;
        qsizetype last = -1;
        for (qsizetype i = from; i < text.size() && !endsAuthority(text.at(i)); ++i)
            if (text.at(i) == '@')
                last = i;
        if (last >= 0)
            text.replace(from, last - from, "***");
    }
}

} // namespace

void Redaction::addSecret(const QByteArray& secret)
{
    const QMutexLocker locked(&m_mutex);
    // A secret may also stand in a URL, in its encoded form.
    for (const QByteArray& form : {secret, QUrl::toPercentEncoding(QString::fromUtf8(secret))})
        if (form.size() >= shortestSecret && !m_secrets.contains(form))
            m_secrets.append(form);
    std::sort(m_secrets.begin(), m_secrets.end(),
              [](const QByteArray& a, const QByteArray& b) { return a.size() > b.size(); });
}

QByteArray Redaction::apply(QByteArray text) const
{
    {
        const QMutexLocker locked(&m_mutex);
        for (const QByteArray& secret : m_secrets)
            text.replace(secret, "***");
    }
    hideUserInfo(text);
    return text;
}

} // namespace ops::infra::logging
