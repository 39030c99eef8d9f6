#pragma once

#include "base/error.h"

#include <QObject>

namespace ops::app {

// Where passwords are kept: the desktop's keyring. GUI thread, asynchronous, every answer within its own deadline.
// Fails closed: where there is no keyring nothing is stored anywhere and the caller is told so (rule G3).
class SecretPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void read(const QString& environment) = 0;
    virtual void store(const QString& environment, const QString& secret) = 0;

Q_SIGNALS:
    // Empty secret: the keyring works and holds none.
    void secretRead(const QString& environment, const QString& secret);
    void secretStored(const QString& environment);
    // The keyring cannot be used: session-only from here on.
    void keyringUnavailable(const QString& environment, const ops::base::Error& why);
};

} // namespace ops::app
