#include "domain/halt_message.h"
#include "infra/nats/command_link.h"
#include "infra/nats/halt_watch.h"
#include "infra/nats/telemetry_link.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QTest>

#include <algorithm>

using namespace ops;
using namespace std::chrono_literals;
using test::NatsFixture;
using test::RawNats;

namespace {

const QString haltSubject = QStringLiteral("titan.cmd.sys.halt");
const base::SystemClock systemClock;

// Both links as the console joins them, with all that they said about commands and about the halt subject.
struct Rig {
    infra::CommandLink command{systemClock};
    infra::TelemetryLink telemetry{systemClock};
    domain::LinkStatus commandStatus;
    domain::LinkStatus telemetryStatus;
    QVector<domain::SendOutcome> outcomes;
    QVector<domain::CommandReply> replies;
    QVector<QByteArray> heard;
    QString user;
    int attempts = 0;

    Rig()
    {
        infra::shareHaltWatch(command, telemetry, haltSubject);
        QObject::connect(&command, &app::CommandLinkPort::linkChanged, &command,
                         [this](const domain::LinkStatus& s) { commandStatus = s; });
        QObject::connect(&telemetry, &app::TelemetryLinkPort::linkChanged, &telemetry,
                         [this](const domain::LinkStatus& s) { telemetryStatus = s; });
        QObject::connect(&command, &app::CommandLinkPort::sendFinished, &command,
                         [this](const domain::SendOutcome& o) { outcomes.append(o); });
        QObject::connect(&command, &app::CommandLinkPort::replyReceived, &command,
                         [this](const domain::CommandReply& r) { replies.append(r); });
        QObject::connect(&telemetry, &app::TelemetryLinkPort::received, &telemetry,
                         [this](const QVector<app::TelemetryMessage>& batch) {
                             for (const app::TelemetryMessage& message : batch)
                                 if (message.subject == haltSubject)
                                     heard.append(message.payload);
                         });
    }
    domain::LinkConfig configFor(const NatsFixture& server) const
    {
        domain::LinkConfig config;
        config.urls = QStringList{server.url()};
        config.user = user;
        config.password = user.isEmpty() ? QString() : QStringLiteral("pw");
        config.clientName = QStringLiteral("titan-ops-console test");
        config.watchSubject = haltSubject;
        return config;
    }
    void connectCommandTo(const NatsFixture& server) { command.connectLink(configFor(server)); }
    void connectTelemetryTo(const NatsFixture& server)
    {
        telemetry.connectLink(configFor(server), {haltSubject, QStringLiteral("titan.evt.>")});
    }
    void connectTo(const NatsFixture& server)
    {
        connectCommandTo(server);
        connectTelemetryTo(server);
    }
    bool up() const { return commandStatus.up() && telemetryStatus.up(); }
    void halt(const QByteArray& payload)
    {
        domain::Command c;
        c.id = base::CommandId(QStringLiteral("00000000000000a1"));
        c.attempt = ++attempts;
        c.subject = haltSubject;
        c.payload = payload;
        c.decidedAt = systemClock.now();
        command.send(c);
    }
    int noResponders() const
    {
        return static_cast<int>(
            std::count_if(replies.begin(), replies.end(), [](const auto& reply) { return reply.noResponders; }));
    }
};

} // namespace

// The console listens to the halt subject itself and must not pass for a listener because of that.
// rule: H6, H7
class TestNatsHaltWatch : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void nobodyListeningIsSaidWhileBothLinksAreUp()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        Rig rig;
        rig.connectTo(server);
        QTRY_VERIFY(rig.up());
        // The telemetry link gives the subject up a moment after the command link came up; from then on it is said.
        QTRY_VERIFY((rig.halt("{}"), rig.noResponders() > 0));
        const int before = rig.noResponders();
        const auto sentBefore = rig.outcomes.size();
        rig.halt("{}");
        QTRY_VERIFY(rig.outcomes.size() > sentBefore);
        QTRY_VERIFY(rig.noResponders() > before);
        QCOMPARE(rig.outcomes.last().verdict, domain::SendVerdict::Sent);
    }

    void ownCommandIsToldOnceWhenItIsSent()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        Rig rig;
        rig.connectTo(server);
        QTRY_VERIFY(rig.up());
        for (int i = 0; i < 20; ++i)
            rig.halt("own " + QByteArray::number(i));
        rig.halt("last");
        QTRY_VERIFY(rig.heard.contains("last"));
        QCOMPARE(rig.heard.size(), 21);
        QCOMPARE(rig.heard.first(), QByteArray("own 0"));
    }

    void deniedCommandIsNotTold()
    {
        NatsFixture::Options options;
        options.extraConfig = "authorization { users: [ { user: console, password: pw, permissions: {"
                              " publish: { deny: [\"titan.cmd.>\"] } } }, { user: other, password: pw } ] }\n"
                              "no_auth_user: other";
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        Rig rig;
        rig.user = QStringLiteral("console");
        rig.connectTo(server);
        QTRY_VERIFY(rig.up());
        rig.halt("refused");
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, domain::SendVerdict::Denied);
        RawNats other;
        QVERIFY(other.connectTo(server.port()));
        QTRY_VERIFY((other.publish(haltSubject.toLatin1(), "foreign"), rig.heard.contains("foreign")));
        QVERIFY(!rig.heard.contains("refused"));
    }

    void nothingIsMissedOrDoubledWhenTheCommandLinkTakesOver()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats other;
        QVERIFY(other.connectTo(server.port()));
        Rig rig;
        rig.connectTelemetryTo(server);
        QTRY_VERIFY((other.publish(haltSubject.toLatin1(), "before"), rig.heard.contains("before")));
        rig.heard.clear();
        QVector<QByteArray> said;
        const auto sayMore = [&] {
            said.append("foreign " + QByteArray::number(said.size()));
            return other.publish(haltSubject.toLatin1(), said.last());
        };
        rig.connectCommandTo(server);
        while (said.size() < 200) {
            QVERIFY(sayMore());
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(rig.up());
        // Only the command link listens when nobody else does.
        QTRY_VERIFY((rig.halt("{}"), rig.noResponders() > 0));
        QVERIFY(sayMore());
        QTRY_VERIFY(rig.heard.contains(said.last()));
        rig.heard.removeAll("before");
        rig.heard.removeAll("{}");
        QVector<QByteArray> once = rig.heard;
        std::sort(once.begin(), once.end());
        std::sort(said.begin(), said.end());
        QCOMPARE(once, said);
    }

    void telemetryListensAgainWithoutTheCommandLink()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats other;
        QVERIFY(other.connectTo(server.port()));
        Rig rig;
        rig.connectTo(server);
        QTRY_VERIFY(rig.up());
        QTRY_VERIFY((rig.halt("{}"), rig.noResponders() > 0));
        rig.command.disconnectLink();
        QTRY_VERIFY(!rig.commandStatus.up());
        QTRY_VERIFY((other.publish(haltSubject.toLatin1(), "foreign"), rig.heard.contains("foreign")));
    }

    void handoverTellsPairsOnceAndRepeatsTwice()
    {
        using Source = infra::HandoverFilter::Source;
        const auto message = [](const char* payload, qint64 ms) {
            return app::TelemetryMessage{haltSubject, payload, qsizetype(qstrlen(payload)), {ms * 1'000'000, ms}};
        };
        infra::HandoverFilter filter;
        QVERIFY(filter.isNew(message("a", 0), Source::Own));
        QVERIFY(!filter.isNew(message("a", 5), Source::Elsewhere));
        QVERIFY2(filter.isNew(message("a", 6), Source::Elsewhere), "the pair is told; this is another one");
        QVERIFY2(filter.isNew(message("a", 7), Source::Elsewhere), "twice from one source is two");
        QVERIFY(!filter.isNew(message("a", 8), Source::Own));
        QVERIFY(!filter.isNew(message("a", 9), Source::Own));
        QVERIFY2(filter.isNew(message("b", 10), Source::Own), "other bytes");
        QVERIFY2(!filter.isNew(message("b", 2500), Source::Elsewhere), "late, as on a busy machine");
        QVERIFY(filter.isNew(message("b", 2600), Source::Own));
        QVERIFY2(filter.isNew(message("b", 5700), Source::Elsewhere), "too long ago to be the same");
    }
};

QTEST_GUILESS_MAIN(TestNatsHaltWatch)
#include "tst_nats_halt_watch.moc"
