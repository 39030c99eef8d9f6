#include "infra/keychain/keyring_secrets.h"

#include "infra/keychain/glib_session.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

#include <functional>

namespace ops::infra {
namespace {

constexpr int noAnswer = -1;

// Runs a job under our own deadline; `done` gets its error number (or noAnswer) and text, exactly once. A job that is
// late is left to itself: it deletes itself when it ends, and nobody listens any more.
template <class Job>
void run(Job* job, QObject* context, const std::function<void(int, const QString&, Job*)>& done)
{
    auto* timer = new QTimer(context);
    timer->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, timer, [job, timer, done] {
        timer->stop();
        timer->deleteLater();
        done(static_cast<int>(job->error()), job->errorString(), job);
    });
    QObject::connect(timer, &QTimer::timeout, timer, [job, timer, done] {
        job->disconnect(timer);
        timer->deleteLater();
        done(noAnswer,
             QStringLiteral("the Secret Service gave no answer in %1 s").arg(KeyringSecrets::deadlineMs / 1000),
             nullptr);
    });
    timer->start(KeyringSecrets::deadlineMs);
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // never a plain text file in its place (rule G3)
    job->start();
}

QString testKey()
{
    return QStringLiteral("usable-keyring-test");
}

QString keyFor(const QString& environment)
{
    return QStringLiteral("environment/") + environment;
}

} // namespace

base::ErrorCode errorCodeForKeychainError(int error)
{
    using base::ErrorCode;
    switch (error) {
    case noAnswer:
        return ErrorCode::TimedOut;
    case QKeychain::EntryNotFound:
        return ErrorCode::NotFound;
    case QKeychain::CouldNotDeleteEntry:
        return ErrorCode::IoFailed;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return ErrorCode::PermissionDenied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what 0.13.2 says when there is no session bus or no service on it
        return ErrorCode::Unavailable;
    case QKeychain::NoError:
    default:
        return ErrorCode::Internal;
    }
}

KeyringSecrets::KeyringSecrets(QObject* parent, QString service)
    : app::SecretPort(parent)
    , m_service(std::move(service))
{
}

void KeyringSecrets::unavailable(const QString& environment, int error, const QString& detail)
{
    Q_EMIT keyringUnavailable(environment, {errorCodeForKeychainError(error), detail, QStringLiteral("keyring")});
}

void KeyringSecrets::read(const QString& environment)
{
    surviveEndOfSessionBus();
    readOnce(environment, true);
}

void KeyringSecrets::readOnce(const QString& environment, bool mayRetry)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(keyFor(environment));
    run<QKeychain::ReadPasswordJob>(
        job, this, [this, environment, mayRetry](int error, const QString& detail, QKeychain::ReadPasswordJob* done) {
            if (error == QKeychain::NoError) {
                Q_EMIT secretRead(environment, done->textData());
            } else if (error == QKeychain::EntryNotFound) {
                proveEmpty(environment);
            } else if (error == QKeychain::OtherError && mayRetry) {
                forgetSecretService(); // it may have been restarted
                readOnce(environment, false);
            } else {
                unavailable(environment, error, detail);
            }
        });
}

// A locked or half set up keyring says EntryNotFound too; only one that takes an entry really holds none.
void KeyringSecrets::proveEmpty(const QString& environment)
{
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(testKey());
    job->setTextData(QStringLiteral("test"));
    run<QKeychain::WritePasswordJob>(
        job, this, [this, environment](int error, const QString& detail, QKeychain::WritePasswordJob*) {
            if (error != QKeychain::NoError) {
                unavailable(environment, error, detail);
                return;
            }
            auto* tidy = new QKeychain::DeletePasswordJob(m_service);
            tidy->setKey(testKey());
            run<QKeychain::DeletePasswordJob>(tidy, this, [](int, const QString&, QKeychain::DeletePasswordJob*) {});
            Q_EMIT secretRead(environment, {});
        });
}

void KeyringSecrets::store(const QString& environment, const QString& secret)
{
    surviveEndOfSessionBus();
    storeOnce(environment, secret, true);
}

void KeyringSecrets::storeOnce(const QString& environment, const QString& secret, bool mayRetry)
{
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(keyFor(environment));
    job->setTextData(secret);
    run<QKeychain::WritePasswordJob>(
        job, this,
        [this, environment, secret, mayRetry](int error, const QString& detail, QKeychain::WritePasswordJob*) {
            if (error == QKeychain::NoError) {
                Q_EMIT secretStored(environment);
            } else if (error == QKeychain::OtherError && mayRetry) {
                forgetSecretService();
                storeOnce(environment, secret, false);
            } else {
                unavailable(environment, error, detail);
            }
        });
}

} // namespace ops::infra
