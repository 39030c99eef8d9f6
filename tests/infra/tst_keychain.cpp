#include "infra/keychain/keyring_secrets.h"
#include "infra/secret_service_fixture.h"
#include "support/test_case.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QTest>
#include <qt6keychain/keychain.h>

#include <cstdio>
#include <unistd.h>

using namespace ops;
using base::ErrorCode;
using infra::KeyringSecrets;
using test::SecretServiceFixture;

namespace {

const QString service = QStringLiteral("titan-ops-console-test");
const QString secret = QStringLiteral("s3cret \"\\ \u00fc\U0001F6D1");

// A console of the session: this test program again, because a process keeps the message bus that it found first.
class Client {
public:
    explicit Client(const QProcessEnvironment& environment)
    {
        QProcessEnvironment own = environment;
        own.insert(QStringLiteral("OPS_TEST_KEYRING_CLIENT"), QStringLiteral("1"));
        m_process.setProcessEnvironment(own);
        m_process.start(QCoreApplication::applicationFilePath(), QStringList());
        m_process.waitForStarted();
    }
    ~Client()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(15000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    QJsonObject read(const QString& environment) { return ask({{QStringLiteral("read"), environment}}); }
    QJsonObject store(const QString& environment, const QString& what)
    {
        return ask({{QStringLiteral("store"), environment}, {QStringLiteral("secret"), what}});
    }
    bool runs() const { return m_process.state() == QProcess::Running; }
    // All that it wrote to its log; nothing of that may be secret.
    QByteArray log()
    {
        m_process.waitForReadyRead(0);
        m_log += m_process.readAllStandardError();
        return m_log;
    }

private:
    QJsonObject ask(const QJsonObject& question)
    {
        m_process.write(QJsonDocument(question).toJson(QJsonDocument::Compact) + '\n');
        QElapsedTimer timer;
        timer.start();
        while (!m_process.canReadLine() && timer.elapsed() < 20000 && runs())
            m_process.waitForReadyRead(100);
        QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
        answer.insert(QStringLiteral("ms"), timer.elapsed());
        return answer;
    }

    QProcess m_process;
    QByteArray m_log;
};

QString codeOf(const QJsonObject& answer)
{
    return answer.value(QStringLiteral("unavailable")).toString();
}

QByteArray textOf(const QJsonObject& answer)
{
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace

// Passwords in a real Secret Service: kept there or nowhere, and every answer in time.
// rule: G3
class TestKeychain : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aPasswordIsKeptForTheNextStart()
    {
        SecretServiceFixture session;
        QVERIFY(session.startBus());
        QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
        {
            Client client(session.environment());
            const QJsonObject none = client.read(QStringLiteral("prod"));
            QVERIFY2(none.contains(QStringLiteral("secret")), textOf(none).constData());
            QVERIFY(none.value(QStringLiteral("secret")).toString().isEmpty()); // the keyring works and holds none
            const QJsonObject stored = client.store(QStringLiteral("prod"), secret);
            QVERIFY2(stored.value(QStringLiteral("stored")).toBool(), textOf(stored).constData());
            QVERIFY(
                client.store(QStringLiteral("staging"), QStringLiteral("another")).contains(QStringLiteral("stored")));
            QVERIFY2(client.log().isEmpty(), client.log().constData());
        }
        Client client(session.environment());
        QCOMPARE(client.read(QStringLiteral("prod")).value(QStringLiteral("secret")).toString(), secret);
        QCOMPARE(client.read(QStringLiteral("staging")).value(QStringLiteral("secret")).toString(),
                 QStringLiteral("another"));
        QVERIFY(client.store(QStringLiteral("prod"), QStringLiteral("changed")).contains(QStringLiteral("stored")));
        QCOMPARE(client.read(QStringLiteral("prod")).value(QStringLiteral("secret")).toString(),
                 QStringLiteral("changed"));
        // A client that is not ours sees the same, and no trace of the entry that proves a keyring usable.
        QCOMPARE(session.lookUp(service, QStringLiteral("environment/prod")), QByteArray("changed"));
        QCOMPARE(session.lookUp(service, QStringLiteral("environment/staging")), QByteArray("another"));
        QTRY_COMPARE(session.lookUp(service, QStringLiteral("usable-keyring-test")), QByteArray());
    }

    void whatCannotBeUsedIsSaidInTime_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("code");
        QTest::newRow("locked") << QStringLiteral("locked") << QStringLiteral("permission-denied");
        QTest::newRow("no bus") << QStringLiteral("no bus") << QStringLiteral("unavailable");
        QTest::newRow("no address of a bus") << QStringLiteral("no address") << QStringLiteral("unavailable");
        QTest::newRow("no keyring on the bus") << QStringLiteral("no keyring") << QStringLiteral("unavailable");
        QTest::newRow("never set up") << QStringLiteral("never set up") << QStringLiteral("unavailable");
        QTest::newRow("frozen") << QStringLiteral("frozen") << QStringLiteral("timed-out");
    }
    void whatCannotBeUsedIsSaidInTime()
    {
        QFETCH(QString, how);
        QFETCH(QString, code);
        SecretServiceFixture session;
        if (how != QLatin1String("no bus") && how != QLatin1String("no address"))
            QVERIFY(session.startBus());
        if (how == QLatin1String("locked")) {
            QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
            Client before(session.environment());
            QVERIFY(before.store(QStringLiteral("prod"), secret).contains(QStringLiteral("stored")));
            session.killKeyring();
        }
        if (how == QLatin1String("locked") || how == QLatin1String("never set up"))
            QVERIFY2(session.startKeyring(false), qPrintable(session.log()));
        if (how == QLatin1String("frozen")) {
            QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
            session.freezeKeyring();
        }
        QProcessEnvironment environment = session.environment();
        if (how == QLatin1String("no address"))
            environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        Client client(environment);
        for (const QJsonObject& answer :
             {client.read(QStringLiteral("prod")), client.store(QStringLiteral("prod"), secret)}) {
            QVERIFY2(codeOf(answer) == code, textOf(answer).constData());
            QVERIFY2(!answer.value(QStringLiteral("detail")).toString().isEmpty(), textOf(answer).constData());
            QVERIFY2(answer.value(QStringLiteral("ms")).toInt() < 2 * KeyringSecrets::deadlineMs + 1500,
                     textOf(answer).constData());
        }
        QVERIFY(client.runs());
        QVERIFY2(!client.log().contains("s3cret"), client.log().constData());
    }

    void aKeyringThatIsKilledAndComesBackIsUsedAgain()
    {
        SecretServiceFixture session;
        QVERIFY(session.startBus());
        QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
        Client client(session.environment());
        QVERIFY(client.store(QStringLiteral("prod"), secret).contains(QStringLiteral("stored")));
        session.killKeyring();
        const QJsonObject gone = client.read(QStringLiteral("prod"));
        QVERIFY2(!codeOf(gone).isEmpty(), textOf(gone).constData());
        QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
        const QJsonObject back = client.read(QStringLiteral("prod"));
        QVERIFY2(back.value(QStringLiteral("secret")).toString() == secret, textOf(back).constData());
        QVERIFY2(!client.log().contains("s3cret"), client.log().constData());
    }

    // The library ends a program whose message bus ends; a console goes on.
    void theEndOfTheBusIsNotTheEndOfTheConsole()
    {
        SecretServiceFixture session;
        QVERIFY(session.startBus());
        QVERIFY2(session.startKeyring(true), qPrintable(session.log()));
        Client client(session.environment());
        QVERIFY(client.store(QStringLiteral("prod"), secret).contains(QStringLiteral("stored")));
        session.killKeyring();
        session.killBus();
        const QJsonObject gone = client.read(QStringLiteral("prod"));
        QVERIFY(client.runs());
        QVERIFY2(!codeOf(gone).isEmpty(), textOf(gone).constData());
    }

    void everyErrorOfTheLibraryHasACode_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("NoError") << int(QKeychain::NoError) << ErrorCode::Internal; // it is none
        QTest::newRow("EntryNotFound") << int(QKeychain::EntryNotFound) << ErrorCode::NotFound;
        QTest::newRow("CouldNotDeleteEntry") << int(QKeychain::CouldNotDeleteEntry) << ErrorCode::IoFailed;
        QTest::newRow("AccessDeniedByUser") << int(QKeychain::AccessDeniedByUser) << ErrorCode::PermissionDenied;
        QTest::newRow("AccessDenied") << int(QKeychain::AccessDenied) << ErrorCode::PermissionDenied;
        QTest::newRow("NoBackendAvailable") << int(QKeychain::NoBackendAvailable) << ErrorCode::Unavailable;
        QTest::newRow("NotImplemented") << int(QKeychain::NotImplemented) << ErrorCode::Unavailable;
        QTest::newRow("OtherError") << int(QKeychain::OtherError) << ErrorCode::Unavailable;
        QTest::newRow("no answer") << -1 << ErrorCode::TimedOut;
        QTest::newRow("one of a later version") << int(QKeychain::OtherError) + 1 << ErrorCode::Internal;
    }
    void everyErrorOfTheLibraryHasACode()
    {
        QFETCH(int, error);
        QFETCH(ErrorCode, code);
        QCOMPARE(infra::errorCodeForKeychainError(error), code);
    }
};

// Answers each line of its standard input with one on its standard output; ends with its input.
static int answerAsClient()
{
    KeyringSecrets secrets(nullptr, service);
    const auto say = [](const QJsonObject& answer) {
        const QByteArray line = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
        std::fflush(stdout);
    };
    QObject::connect(&secrets, &app::SecretPort::secretRead, &secrets, [&](const QString&, const QString& read) {
        say({{QStringLiteral("secret"), read}});
    });
    QObject::connect(&secrets, &app::SecretPort::secretStored, &secrets, [&](const QString&) {
        say({{QStringLiteral("stored"), true}});
    });
    QObject::connect(&secrets, &app::SecretPort::keyringUnavailable, &secrets,
                     [&](const QString&, const base::Error& why) {
                         say({{QStringLiteral("unavailable"), base::errorCodeName(why.code)},
                              {QStringLiteral("detail"), why.detail}});
                     });
    QByteArray input;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &secrets, [&] {
        char buffer[4096];
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof(buffer));
        if (got <= 0) {
            QCoreApplication::quit();
            return;
        }
        input.append(buffer, got);
        for (qsizetype end = input.indexOf('\n'); end >= 0; end = input.indexOf('\n')) {
            const QJsonObject question = QJsonDocument::fromJson(input.left(end)).object();
            input.remove(0, end + 1);
            if (question.contains(QStringLiteral("store")))
                secrets.store(question.value(QStringLiteral("store")).toString(),
                              question.value(QStringLiteral("secret")).toString());
            else
                secrets.read(question.value(QStringLiteral("read")).toString());
        }
    });
    return QCoreApplication::exec();
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (qEnvironmentVariableIsSet("OPS_TEST_KEYRING_CLIENT"))
        return answerAsClient();
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
