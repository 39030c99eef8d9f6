#pragma once

#include "base/error.h"

#include <QString>

#include <memory>
#include <optional>

// The program's log: titan-ops-console.log in the state directory, 5 MB by 3 files. Everybody logs through Qt
// (qWarning, QLoggingCategory); nobody but this folder knows what writes it. OPS_LOG_LEVEL: debug, info (default),
// warning, error.
namespace ops::infra::logging {

class Sink;

// While it lives, Qt's messages of all threads go to the log; afterwards to where they went before. Main makes one
// first and destroys it last. GUI thread.
class Session {
public:
    explicit Session(std::unique_ptr<Sink> sink);
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) = delete;

    QString path() const; // empty: standard error only
    // Why there is no file; said once on standard error as well.
    const std::optional<base::Error>& problem() const;
    // From now on never written, whatever text it is part of (rule G3).
    void addSecret(const QString& secret);
    void flush();

private:
    std::unique_ptr<Sink> m_sink;
};

Session install(const QString& stateDirectory);

} // namespace ops::infra::logging
