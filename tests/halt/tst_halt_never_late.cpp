#include "halt/halt_rig.h"
#include "support/memory_folder.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QDialog>
#include <QPushButton>
#include <QTest>

using namespace ops;
using namespace ops::test;
using domain::LadderVerdict;

// Nothing is ever delivered late, and nothing goes out that nobody asked for: heard by a client that is not ours.
// rule: G6
class TestHaltNeverLate final : public TestCase {
    Q_OBJECT

private:
    std::unique_ptr<NatsFixture> m_server;
    std::unique_ptr<QTemporaryDir> m_state;
    std::unique_ptr<IndependentSubscriber> m_subscriber;
    std::unique_ptr<HaltSession> m_session;

    // Brings the server back on its port and waits until everybody is on it again.
    void restart()
    {
        m_subscriber->clear();
        QVERIFY2(m_server->start(), qPrintable(m_server->log()));
        QVERIFY(m_subscriber->waitForReconnect());
        QVERIFY(m_session->waitForLinks(true));
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_server = std::make_unique<NatsFixture>();
        QVERIFY2(m_server->start(), qPrintable(m_server->log()));
        m_subscriber = std::make_unique<IndependentSubscriber>();
        QVERIFY2(m_subscriber->start(m_server->url()), qPrintable(m_subscriber->complaints()));
        m_state = std::make_unique<QTemporaryDir>(memoryFolder());
        m_session = std::make_unique<HaltSession>(*m_server, m_state->path());
        QVERIFY(m_session->start());
    }
    void cleanup()
    {
        m_session.reset();
        m_subscriber.reset();
        m_server.reset();
    }

    // rule: R4
    void anOpenForADeadServerNeverArrives_data()
    {
        QTest::addColumn<bool>("noticed");
        QTest::newRow("pressed before the dead server is noticed") << false;
        QTest::newRow("pressed after it") << true;
    }
    void anOpenForADeadServerNeverArrives()
    {
        QFETCH(bool, noticed);
        QVERIFY(m_session->openResume());
        QVERIFY(m_session->waitUntilResumeIsEnabled());
        QWidget& resume = m_session->dialog("resumeDialog");
        auto* send = part<QPushButton>(resume, "resumeSend");
        m_server->kill();
        if (noticed) {
            QVERIFY(m_session->waitForLinks(false));
            QTRY_VERIFY(!send->isEnabled());
            click(*send); // shut
            QVERIFY(m_session->console().commands().ladders().empty());
        } else {
            click(*send);
            // Either it failed on the wire, or the news came between the press and the release.
            QTRY_VERIFY_WITH_TIMEOUT(textOf(resume, "dialogStatus") == QLatin1String("NOT SENT") ||
                                         part(resume, "resumeRefused")->isVisible(),
                                     20'000);
        }
        restart();
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
    }

    // The server is there but does not read: what is written to it now it would carry out whenever it wakes up.
    // rule: R4
    void anOpenForAFrozenServerNeverArrives()
    {
        QVERIFY(m_session->openResume());
        QVERIFY(m_session->waitUntilResumeIsEnabled());
        m_server->freeze();
        click(*part(m_session->dialog("resumeDialog"), "resumeSend"));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->newest().verdict(), LadderVerdict::Refused, 20'000);
        m_server->thaw();
        QVERIFY(m_session->waitForLinks(true));
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
    }

    void aHaltForADeadServerIsSaidAndNotDeliveredLater()
    {
        m_server->kill();
        QVERIFY(m_session->waitForLinks(false));
        QVERIFY(m_session->lift());
        QWidget& guard = m_session->dialog("guardDialog");
        QVERIFY(part(guard, "facts.path")->isVisible()); // rule: H1
        QVERIFY(m_session->holdUntilFired());
        QTRY_COMPARE_WITH_TIMEOUT(m_session->newest().verdict(), LadderVerdict::Refused, 20'000);
        QCOMPARE(textOf(guard, "dialogStatus"), QStringLiteral("NOT SENT"));
        QVERIFY(!m_session->console().alarms().alarms().empty());
        restart();
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        // Sent again by hand it arrives: the same command's next attempt (rule H4).
        m_subscriber->clear();
        click(*part(guard, "guardAgain"));
        QVERIFY(m_session->holdUntilFired());
        QCOMPARE(m_session->newest().command.attempt, 2);
        QVERIFY(m_subscriber->waitForMessages(1));
        QCOMPARE(m_subscriber->messages().front().payload, m_session->newest().command.payload);
    }

    // rule: H11
    void nothingIsSentAtStartOnReconnectOrAtTheEnd()
    {
        RawNats everything;
        QVERIFY(everything.connectTo(m_server->port()));
        QVERIFY(everything.subscribe("titan.>"));
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        for (const char* page : {"rail.activity", "rail.overview"})
            click(*part(m_session->window(), page));
        QVERIFY(m_session->lift()); // opened, and left
        keyClick(Qt::Key_Escape);
        QVERIFY(getsKeyboard(m_session->window()));

        m_server->kill();
        QVERIFY(m_session->waitForLinks(false));
        restart();
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        QVERIFY(everything.connectTo(m_server->port()));
        QVERIFY(everything.subscribe("titan.>"));

        m_session->window().close();
        m_session.reset();
        m_session = std::make_unique<HaltSession>(*m_server, m_state->path()); // the same journal is read again
        QVERIFY(m_session->start());
        m_session.reset();
        m_subscriber->clear();
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        for (const RawNats::Message& message : everything.takeSettled())
            QCOMPARE(message.subject, QByteArray("titan.cmd.sys.marker"));
    }

    // A restart after a halt: what was sent is history, not a task.
    void aRestartedConsoleRepeatsNothing()
    {
        QVERIFY(m_session->lift());
        QVERIFY(m_session->holdUntilFired());
        QVERIFY(m_subscriber->waitForMessages(1));
        m_session.reset();
        m_subscriber->clear();
        m_session = std::make_unique<HaltSession>(*m_server, m_state->path());
        QVERIFY(m_session->start());
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        QVERIFY(m_session->console().commands().ladders().empty());
    }
};

QTEST_MAIN(TestHaltNeverLate)
#include "tst_halt_never_late.moc"
