#pragma once

#include "app/ports/secret_port.h"

namespace ops::infra {

// The one place where a QKeychain::Error (its number, so that nobody else needs the library's header) becomes an
// ErrorCode. NoError maps to Internal: it is none.
base::ErrorCode errorCodeForKeychainError(int error);

// Passwords in the desktop's Secret Service, one per environment. GUI thread, owned by main. QtKeychain's jobs have no
// time-out and answer "no entry" for a locked keyring as well: every job gets a timer, and "no entry" is believed only
// after a test entry could be written. The library is not touched before the first call.
class KeyringSecrets final : public app::SecretPort {
    Q_OBJECT

public:
    static constexpr int deadlineMs = 5000;

    // `service` is the keyring's name for us; tests use one of their own.
    explicit KeyringSecrets(QObject* parent = nullptr, QString service = QStringLiteral("titan-ops-console"));

    void read(const QString& environment) override;
    void store(const QString& environment, const QString& secret) override;

private:
    void readOnce(const QString& environment, bool mayRetry);
    void storeOnce(const QString& environment, const QString& secret, bool mayRetry);
    void proveEmpty(const QString& environment);
    void unavailable(const QString& environment, int error, const QString& detail);

    QString m_service;
};

} // namespace ops::infra
