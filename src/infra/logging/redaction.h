#pragma once

#include <QByteArray>
#include <QList>
#include <QMutex>

namespace ops::infra::logging {

// Takes secrets out of text before it is written anywhere (rule G3): what was registered, and the user info of URLs.
// Thread-safe.
class Redaction {
public:
    // Secrets shorter than four bytes are not looked for: they would tear holes into everything.
    void addSecret(const QByteArray& secret);
    QByteArray apply(QByteArray text) const;

private:
    mutable QMutex m_mutex;
    QList<QByteArray> m_secrets; // longest first
};

} // namespace ops::infra::logging
