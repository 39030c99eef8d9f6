#include "halt/halt_rig.h"
#include "support/memory_folder.h"
#include "support/test_case.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QDialog>
#include <QTest>

using namespace ops;
using namespace ops::test;

namespace {

qint64 secondsNow()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

// The three messages as an independent client hears them, from the real session driven by hand.
class TestHaltBytes final : public TestCase {
    Q_OBJECT

private:
    // Puts the reason into the open dialog as an operator does.
    static void giveReason(QWidget& dialog, const QString& how, const QString& reason)
    {
        if (how == QLatin1String("preset"))
            return;
        if (how.startsWith(QLatin1String("reason."))) {
            click(*part(dialog, how.toLatin1().constData()));
            return;
        }
        click(*part(dialog, "reason.own"));
        how == QLatin1String("paste") ? paste(reason) : type(reason);
    }
    bool act(const QString& state, const QString& how, const QString& reason)
    {
        if (state == QLatin1String("HARD_HALT")) {
            if (!m_session->lift())
                return false;
            giveReason(m_session->dialog("guardDialog"), how, reason);
            return m_session->holdUntilFired();
        }
        if (state == QLatin1String("SOFT_HALT")) {
            if (!m_session->openSoftHalt())
                return false;
            giveReason(m_session->dialog("softHaltDialog"), how, reason);
            click(*part(m_session->dialog("softHaltDialog"), "softHaltSend"));
            return true;
        }
        if (!m_session->openResume())
            return false;
        giveReason(m_session->dialog("resumeDialog"), how, reason);
        if (!m_session->waitUntilResumeIsEnabled()) // the stop before it has to be settled
            return false;
        click(*part(m_session->dialog("resumeDialog"), "resumeSend"));
        return true;
    }

    std::unique_ptr<NatsFixture> m_server;
    std::unique_ptr<QTemporaryDir> m_state;
    std::unique_ptr<IndependentSubscriber> m_subscriber;
    std::unique_ptr<HaltSession> m_session;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<NatsFixture>();
        QVERIFY2(m_server->start(), qPrintable(m_server->log()));
        m_subscriber = std::make_unique<IndependentSubscriber>();
        QVERIFY2(m_subscriber->start(m_server->url()), qPrintable(m_subscriber->complaints()));
        m_state = std::make_unique<QTemporaryDir>(memoryFolder());
        m_session = std::make_unique<HaltSession>(*m_server, m_state->path());
        QVERIFY(m_session->start());
    }
    void cleanupTestCase()
    {
        m_session.reset();
        m_subscriber.reset();
        m_server.reset();
    }
    void init()
    {
        TestCase::init();
        m_subscriber->clear();
    }
    void cleanup()
    {
        const QList<QDialog*> dialogs = m_session->window().findChildren<QDialog*>();
        for (QDialog* dialog : dialogs)
            dialog->close();
        m_session->window().activateWindow();
        QVERIFY(getsKeyboard(m_session->window()));
        QCOMPARE(m_subscriber->complaints(), QString());
    }

    void theMessageArrivesByteForByte_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* state, const char* what, const char* how, const QString& reason,
                            const QByteArray& json) {
            QTest::addRow("%s, %s", state, what) << QByteArray(state) << QString::fromLatin1(how) << reason << json;
        };
        row("HARD_HALT", "preset", "preset", {}, "Emergency stop by operator");
        row("HARD_HALT", "chip", "reason.1", {}, {});
        row("HARD_HALT", "quotes and apostrophe", "type", QStringLiteral("\"stop\" it's"), "\\\"stop\\\" it's");
        row("HARD_HALT", "backslash", "type", QStringLiteral("C:\\new\\\\"), "C:\\\\new\\\\\\\\");
        row("HARD_HALT", "umlauts", "type", QStringLiteral("Größe über Übermaß"),
            QByteArrayLiteral("Gr\xc3\xb6\xc3\x9f\x65 \xc3\xbc\x62\x65r \xc3\x9c\x62\x65rma\xc3\x9f"));
        row("HARD_HALT", "newline and tab", "paste", QStringLiteral("one\ntwo\tthree"), "one\\ntwo\\tthree");
        row("HARD_HALT", "emoji", "paste", QStringLiteral("\U0001F525\U0001F468\u200D\U0001F692"),
            "\xf0\x9f\x94\xa5\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x9a\x92");
        row("HARD_HALT", "JSON", "paste", QStringLiteral("\"},{\"state\":\"OPEN\"}"),
            "\\\"},{\\\"state\\\":\\\"OPEN\\\"}");
        row("HARD_HALT", "a NATS command", "paste", QStringLiteral("x\r\nPUB titan.cmd.sys.halt 2\r\n{}\r\n"),
            "x\\r\\nPUB titan.cmd.sys.halt 2\\r\\n{}\\r\\n");
        row("HARD_HALT", "as long as it may be", "paste", QString(700, QChar(0xfc)),
            QByteArray("\xc3\xbc").repeated(500));
        row("SOFT_HALT", "preset", "preset", {}, "Scheduled maintenance");
        row("SOFT_HALT", "chip", "reason.1", {}, {});
        row("SOFT_HALT", "everything", "paste", QStringLiteral("\"ä\"\\\n\U0001F525"),
            "\\\"\xc3\xa4\\\"\\\\\\n\xf0\x9f\x94\xa5");
        row("OPEN", "preset", "preset", {}, "Resuming operations");
        row("OPEN", "everything", "paste", QStringLiteral("\"ä\"\\\n\U0001F525"),
            "\\\"\xc3\xa4\\\"\\\\\\n\xf0\x9f\x94\xa5");
    }
    void theMessageArrivesByteForByte()
    {
        QFETCH(QByteArray, state);
        QFETCH(QString, how);
        QFETCH(QString, reason);
        QFETCH(QByteArray, json);
        const qint64 before = secondsNow();
        QVERIFY(act(QString::fromLatin1(state), how, reason));
        QVERIFY(m_subscriber->waitForMessages(1));
        const qint64 after = secondsNow();
        if (json.isEmpty()) { // a chip's words, all of them plain
            const char* dialog = state == "HARD_HALT" ? "guardDialog" : "softHaltDialog";
            json = part<QAbstractButton>(m_session->dialog(dialog), how.toLatin1().constData())->text().toUtf8();
            QVERIFY(!json.isEmpty() && !json.contains('"') && !json.contains('\\'));
        }

        QCOMPARE(heardUntilNow(*m_server, *m_subscriber).size(), 1);
        const IndependentSubscriber::Message& message = m_subscriber->messages().front();
        QCOMPARE(message.subject, QStringLiteral("titan.cmd.sys.halt"));
        QVERIFY(!message.reply.isEmpty()); // asked as a request, so that services can answer
        QVERIFY(!message.hasHeaders);
        // The second act's second, and it lies within this test.
        const domain::Command& command = m_session->newest().command;
        const qint64 second = command.decidedAt.utcMs / 1000;
        QVERIFY(second >= before && second <= after);
        QCOMPARE(message.payload, haltBytes(state, json, second));
        QCOMPARE(message.payload, command.payload); // what the record and the journal hold
    }

    // rule: H4
    void sentAgainItIsTheSameCommandsNextAttempt()
    {
        QVERIFY(act(QStringLiteral("HARD_HALT"), QStringLiteral("preset"), {}));
        const domain::Command first = m_session->newest().command;
        click(*part(m_session->dialog("guardDialog"), "guardAgain"));
        QVERIFY(m_session->holdUntilFired());
        const domain::Command second = m_session->newest().command;
        QCOMPARE(second.id, first.id);
        QCOMPARE(second.attempt, first.attempt + 1);
        QVERIFY(m_subscriber->waitForMessages(2));
        QCOMPARE(m_subscriber->messages().at(0).payload, first.payload);
        QCOMPARE(m_subscriber->messages().at(1).payload, second.payload);
    }

    // rule: H2
    void aHoldTakesARealSecondAndLessSendsNothing()
    {
        QVERIFY(m_session->lift());
        QWidget& guard = m_session->dialog("guardDialog");
        const qint64 began = QDateTime::currentMSecsSinceEpoch();
        press(*part(guard, "guardHold"));
        QVERIFY(QTest::qWaitFor([this] { return m_session->console().guard().holdFraction() > 0.5; }, 5000));
        release(*part(guard, "guardHold"));
        QVERIFY(QDateTime::currentMSecsSinceEpoch() - began >= 500);
        QCOMPARE(m_session->console().guard().guard().phase, domain::GuardPhase::Lifted);
        QCOMPARE(heardUntilNow(*m_server, *m_subscriber), QStringList());
        m_subscriber->clear();
        const qint64 again = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(m_session->holdUntilFired());
        QVERIFY(m_session->newest().command.decidedAt.utcMs - again >= 999);
        QVERIFY(m_subscriber->waitForMessages(1));
    }

    // rule: H6
    void theListenerIsNamedAndProvesNothing()
    {
        QVERIFY(m_session->lift());
        QWidget& guard = m_session->dialog("guardDialog");
        QTRY_VERIFY2(textOf(guard, "facts.listeners").startsWith(QStringLiteral("independent-client (cid ")),
                     qPrintable(textOf(guard, "facts.listeners")));
        QVERIFY(m_session->holdUntilFired());
        QTRY_COMPARE_WITH_TIMEOUT(m_session->newest().verdict(), domain::LadderVerdict::SentOnly, 20'000);
        QVERIFY(textOf(guard, "dialogStatus").startsWith(QStringLiteral("SENT")));
        QVERIFY(part(guard, "record.act")->isVisible());
    }
};

QTEST_MAIN(TestHaltBytes)
#include "tst_halt_bytes.moc"
