#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using app::CredentialsController;

namespace {

constexpr QLatin1String environmentName("titan-prod");
constexpr QLatin1String secret("s3cr3t-Passwort");

base::Error noKeyring()
{
    return {base::ErrorCode::Unavailable, QStringLiteral("no secret service"), {}};
}

} // namespace

// One question for a password, kept in the keyring or for this session, and nothing that waits for it.
class TestCredentialsController final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void withoutAUserNobodyIsAsked()
    {
        domain::Environment environment = test::rigEnvironment();
        environment.user.clear();
        test::ConsoleRig rig(test::rigRunbook(), environment);
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.credentials.start();
        QCOMPARE(rig.link.configs.size(), 1);
        QVERIFY(rig.link.configs.last().password.isEmpty());
        QVERIFY(rig.secrets.reads.isEmpty());
        QCOMPARE(needed.count(), 0);
        QVERIFY(!rig.credentials.sessionOnly());
    }

    void theKeyringIsAskedFirst()
    {
        test::ConsoleRig rig;
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.credentials.start();
        QCOMPARE(rig.secrets.reads, QStringList{environmentName});
        QVERIFY(rig.link.configs.isEmpty());
        rig.secrets.answer(QStringLiteral("titan-staging"), QStringLiteral("another's"));
        QVERIFY(rig.link.configs.isEmpty());
        rig.secrets.answer(environmentName, secret);
        QCOMPARE(rig.link.configs.last().password, secret);
        QCOMPARE(rig.telemetry.configs.last().password, secret);
        QCOMPARE(needed.count(), 0);
        QVERIFY(rig.secrets.stored.isEmpty());
        QVERIFY(!rig.credentials.sessionOnly());
    }

    void theOperatorIsAskedOnceAndItIsKept()
    {
        test::ConsoleRig rig;
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        QCOMPARE(needed.count(), 1);
        QVERIFY(needed.last().first().toBool());
        rig.credentials.provide(secret, true);
        QCOMPARE(rig.link.configs.last().password, secret);
        QCOMPARE(rig.secrets.stored, QStringList{environmentName + QLatin1Char('=') + secret});
        rig.secrets.answerStored(environmentName);
        QVERIFY(!rig.credentials.sessionOnly());
        QCOMPARE(needed.count(), 1);
    }

    // rule: G3
    void notKeptMeansThisSessionOnly()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        const QSignalSpy told(&rig.credentials, &CredentialsController::sessionOnlyChanged);
        rig.credentials.provide(secret, false);
        QVERIFY(rig.secrets.stored.isEmpty());
        QVERIFY(rig.credentials.sessionOnly());
        QVERIFY(!rig.credentials.keyringError());
        QCOMPARE(told.count(), 1);
        QCOMPARE(rig.link.configs.last().password, secret);
    }

    // rule: G3
    void withoutAKeyringItIsSaidAndNothingIsOffered()
    {
        test::ConsoleRig rig;
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.credentials.start();
        rig.secrets.breakDown(QStringLiteral("titan-staging"), noKeyring()); // another environment's trouble
        QCOMPARE(needed.count(), 0);
        rig.secrets.breakDown(environmentName, noKeyring());
        QCOMPARE(needed.count(), 1);
        QVERIFY(!needed.last().first().toBool());
        QVERIFY(rig.credentials.sessionOnly());
        QCOMPARE(*rig.credentials.keyringError(), noKeyring());
    }

    // rule: G3
    void aKeyringThatFailsWhileKeepingIsSaidToo()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        rig.credentials.provide(secret, true);
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        const auto connects = rig.link.configs.size();
        rig.secrets.breakDown(environmentName, noKeyring());
        QVERIFY(rig.credentials.sessionOnly());
        QCOMPARE(*rig.credentials.keyringError(), noKeyring());
        QCOMPARE(needed.count(), 0); // answered already
        QCOMPARE(rig.link.configs.size(), connects);
    }

    void goingOnWithoutOneTriesWithoutOne()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        rig.credentials.skip();
        QCOMPARE(rig.link.configs.size(), 1);
        QVERIFY(rig.link.configs.last().password.isEmpty());
        QCOMPARE(rig.link.configs.last().user, QStringLiteral("console"));
    }

    void aRefusedPasswordIsAskedForOnceMore_data()
    {
        QTest::addColumn<bool>("fromKeyring");
        QTest::newRow("typed") << false;
        QTest::newRow("from the keyring") << true;
    }
    void aRefusedPasswordIsAskedForOnceMore()
    {
        QFETCH(bool, fromKeyring);
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, fromKeyring ? secret : QString());
        if (!fromKeyring)
            rig.credentials.provide(secret, false);
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.link.setDown(rig.clock.now(), base::ErrorCode::Refused); // a closed port is no answer about it
        QCOMPARE(needed.count(), 0);
        QVERIFY(!rig.credentials.refused());
        for (int i = 0; i < 3; ++i)
            rig.link.setDown(rig.clock.now(), base::ErrorCode::AuthFailed); // the link goes on trying
        QCOMPARE(needed.count(), 1);
        QVERIFY(rig.credentials.refused());
        rig.credentials.provide(QStringLiteral("the right one"), false);
        QVERIFY(!rig.credentials.refused());
        rig.link.setUp(rig.clock.now());
        rig.link.setDown(rig.clock.now(), base::ErrorCode::AuthFailed); // revoked later: the banner's matter
        QCOMPARE(needed.count(), 1);
    }

    // rule: G3
    void whoeverWritesLogsIsToldFirst()
    {
        test::ConsoleRig rig;
        qsizetype connectsWhenTold = -1;
        QString told;
        QObject::connect(&rig.credentials, &CredentialsController::secretKnown, &rig.credentials,
                         [&](const QString& known) {
                             told = known;
                             connectsWhenTold = rig.link.configs.size();
                         });
        rig.credentials.start();
        rig.secrets.answer(environmentName, secret);
        QCOMPARE(told, secret);
        QCOMPARE(connectsWhenTold, 0);
    }

    // The servers are at other addresses, or the way to them is there again.
    void connectingAnewAsksNobody_data()
    {
        QTest::addColumn<bool>("kept");
        QTest::newRow("from the keyring") << true;
        QTest::newRow("this session only") << false;
    }
    // rule: G3
    void connectingAnewAsksNobody()
    {
        QFETCH(bool, kept);
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.credentials.reconnect(); // nothing to connect with yet
        QVERIFY(rig.link.configs.isEmpty());
        rig.secrets.answer(environmentName, kept ? secret : QString());
        if (!kept)
            rig.credentials.provide(secret, false);
        const QSignalSpy needed(&rig.credentials, &CredentialsController::passwordNeeded);
        rig.context.environment.natsUrls = {QStringLiteral("nats://127.0.0.1:40001")};
        rig.credentials.reconnect();
        QCOMPARE(rig.link.configs.size(), 2);
        QCOMPARE(rig.link.configs.last().password, secret);
        QCOMPARE(rig.link.configs.last().urls, rig.context.environment.natsUrls);
        QCOMPARE(rig.secrets.reads.size(), 1);
        QCOMPARE(needed.count(), 0);
    }

    void connectingAnewWithoutOneStaysWithoutOne()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        rig.credentials.skip();
        rig.credentials.reconnect();
        QCOMPARE(rig.link.configs.size(), 2);
        QVERIFY(rig.link.configs.last().password.isEmpty());
    }

    // rule: H3
    void aHaltDoesNotWaitForTheQuestion()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why"));
        QCOMPARE(rig.link.sent.size(), 1);
        rig.credentials.provide(secret, false); // and answering it does not send again
        QCOMPARE(rig.link.sent.size(), 1);
    }

    // rule: G3
    void theJournalNeverSeesIt()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(environmentName, {});
        rig.credentials.provide(secret, true);
        rig.linksUp();
        rig.link.setDown(rig.clock.now(), base::ErrorCode::AuthFailed);
        rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why"));
        QVERIFY(!rig.journal.records.isEmpty());
        for (const domain::JournalRecord& record : rig.journal.records)
            QVERIFY(!QJsonDocument(record.fields).toJson().contains(QByteArray(secret.data(), secret.size())));
    }
};

QTEST_GUILESS_MAIN(TestCredentialsController)
#include "tst_credentials_controller.moc"
