#include "domain/log/command_marker.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::JournalEvent;

class TestCommandMarker final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<JournalEvent>("event");
        QTest::addColumn<QJsonObject>("fields");
        QTest::addColumn<QString>("text"); // empty: no row
        const auto row = [](const char* name, JournalEvent event, const QJsonObject& fields, const QString& text) {
            QTest::newRow(name) << event << fields << text;
        };
        const QString kind = QStringLiteral("kind");
        const QString halt = QStringLiteral("HARD_HALT");
        row("sent", JournalEvent::CommandSent, {{kind, halt}, {QStringLiteral("result"), QStringLiteral("SENT")}},
            QStringLiteral("HARD_HALT SENT"));
        row("denied", JournalEvent::CommandSent,
            {{kind, halt},
             {QStringLiteral("result"), QStringLiteral("DENIED")},
             {QStringLiteral("error"), QStringLiteral("denied: Not Permitted")}},
            QStringLiteral("HARD_HALT DENIED: denied: Not Permitted"));
        row("a service act", JournalEvent::CommandSent,
            {{kind, QStringLiteral("stop")},
             {QStringLiteral("service"), QStringLiteral("titan-brain")},
             {QStringLiteral("what"), QStringLiteral("engine-asked")}},
            QStringLiteral("stop titan-brain SENT"));
        row("its effect", JournalEvent::CommandStage,
            {{kind, QStringLiteral("stop")},
             {QStringLiteral("service"), QStringLiteral("titan-brain")},
             {QStringLiteral("what"), QStringLiteral("effect-seen")}},
            QStringLiteral("stop titan-brain effect-seen"));
        row("verdict", JournalEvent::CommandStage,
            {{kind, halt},
             {QStringLiteral("verdict"), QStringLiteral("PARTLY APPLIED")},
             {QStringLiteral("applied"), 1},
             {QStringLiteral("expected"), 2}},
            QStringLiteral("HARD_HALT PARTLY APPLIED 1/2"));
        row("sent is said once", JournalEvent::CommandStage,
            {{kind, halt}, {QStringLiteral("verdict"), QStringLiteral("SENT")}}, {});
        row("a rung", JournalEvent::CommandStage, {{kind, halt}, {QStringLiteral("rung"), QStringLiteral("STORED")}},
            {});
        row("cancelled", JournalEvent::CommandCancelled,
            {{kind, QStringLiteral("OPEN")}, {QStringLiteral("why"), QStringLiteral("a stop wins")}},
            QStringLiteral("OPEN NOT SENT: a stop wins"));
        row("somebody else's", JournalEvent::ForeignCommand,
            {{QStringLiteral("state"), QStringLiteral("OPEN")},
             {QStringLiteral("reason"), QStringLiteral("deploy\ndone")}},
            QStringLiteral("OPEN ← ops: deploy done"));
        row("state", JournalEvent::StateChanged,
            {{QStringLiteral("from"), QStringLiteral("OPEN")},
             {QStringLiteral("to"), halt},
             {QStringLiteral("provenBy"), QStringLiteral("titan-brain, titan-execution")}},
            QStringLiteral("OPEN → HARD_HALT: titan-brain, titan-execution"));
        row("a state for another reason", JournalEvent::StateChanged,
            {{QStringLiteral("from"), halt}, {QStringLiteral("to"), halt}}, {});
        row("a state that is not proven any more", JournalEvent::StateChanged,
            {{QStringLiteral("from"), halt},
             {QStringLiteral("to"), QStringLiteral("UNKNOWN")},
             {QStringLiteral("provenBy"), QStringLiteral("titan-brain")},
             {QStringLiteral("missing"), QStringLiteral("titan-execution")}},
            QStringLiteral("HARD_HALT → UNKNOWN: titan-execution"));
        for (const JournalEvent event :
             {JournalEvent::SessionStarted, JournalEvent::SessionEnded, JournalEvent::CommandPrepared,
              JournalEvent::CommandReply, JournalEvent::LinkChanged, JournalEvent::AlarmRaised,
              JournalEvent::AlarmAcknowledged, JournalEvent::JournalGap, JournalEvent::JournalRepaired})
            row(qPrintable(domain::journalEventWord(event)), event, {{kind, halt}}, {});
    }
    void texts()
    {
        QFETCH(const JournalEvent, event);
        QFETCH(const QJsonObject, fields);
        QFETCH(const QString, text);
        domain::JournalRecord record;
        record.event = event;
        record.actor = QStringLiteral("ops");
        record.at.utcMs = 1'769'792'400'000;
        record.fields = fields;
        const auto made = domain::commandMarker(record);
        QCOMPARE(made.has_value(), !text.isEmpty());
        if (!made)
            return;
        QCOMPARE(made->marker.text, text);
        QVERIFY(made->marker.kind == domain::LogMarkerKind::Command);
        QCOMPARE(made->service, fields.value(QStringLiteral("service")).toString());
        QCOMPARE(made->utcMs, record.at.utcMs);
        // As it is stored.
        const QByteArray line = domain::logMarkerLine(made->marker);
        const auto read = domain::parseLogMarker({line.constData(), static_cast<size_t>(line.size())});
        QVERIFY(read.ok() && *read == made->marker);
    }

    void halts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("hard") << QStringLiteral("HARD_HALT 7f3a SENT") << true;
        QTest::newRow("soft") << QStringLiteral("SOFT_HALT 7f3a SENT") << true;
        QTest::newRow("somebody else's") << QStringLiteral("HARD_HALT ← ops: drill") << true;
        QTest::newRow("its effect") << QStringLiteral("HARD_HALT 7f3a APPLIED 2/2") << false;
        QTest::newRow("never left") << QStringLiteral("HARD_HALT 7f3a NOT SENT") << false;
        QTest::newRow("denied") << QStringLiteral("HARD_HALT 7f3a DENIED: no") << false;
        QTest::newRow("state") << QStringLiteral("HARD_HALT → OPEN: titan-brain") << false;
        QTest::newRow("resume") << QStringLiteral("OPEN 7f3a SENT") << false;
    }
    void halts()
    {
        QFETCH(const QString, text);
        QTEST(domain::isHalt({domain::LogMarkerKind::Command, text, {}}), "isOne");
        QVERIFY(!domain::isHalt({domain::LogMarkerKind::Gap, text, {}}));
    }

    // Which of several halts it was.
    void theCommandHasItsName()
    {
        domain::JournalRecord record;
        record.event = JournalEvent::CommandSent;
        record.command = base::CommandId::generate();
        record.fields = {{QStringLiteral("kind"), QStringLiteral("SOFT_HALT")}};
        QCOMPARE(domain::commandMarker(record)->marker.text,
                 QStringLiteral("SOFT_HALT %1 SENT").arg(record.command.shortText()));
    }
};

QTEST_GUILESS_MAIN(TestCommandMarker)
#include "tst_command_marker.moc"
