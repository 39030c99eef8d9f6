#pragma once

#include "app/ports/command_link_port.h"
#include "app/ports/journal_port.h"
#include "app/ports/listener_probe_port.h"
#include "app/ports/secret_port.h"
#include "app/ports/telemetry_link_port.h"

// Ports that record what they are asked and answer when the test says so. Test thread; no timers, no I/O.
namespace ops::test {

class FakeCommandLink final : public app::CommandLinkPort {
    Q_OBJECT

public:
    void connectLink(const domain::LinkConfig& config) override { configs.append(config); }
    void disconnectLink() override { ++disconnects; }
    void send(const domain::Command& command) override
    {
        sent.append(command);
        log.append(QStringLiteral("send"));
        if (onSend)
            onSend();
    }
    void cancelStarts() override { log.append(QStringLiteral("cancelStarts")); }

    void setStatus(const domain::LinkStatus& status) { Q_EMIT linkChanged(status); }
    void setUp(const base::Instant& at)
    {
        domain::LinkStatus status;
        status.phase = domain::LinkPhase::Up;
        status.server = QStringLiteral("nats://127.0.0.1:4222");
        status.rttMs = 0.4;
        status.since = at;
        status.provenAt = at;
        setStatus(status);
    }
    void setDown(const base::Instant& at, base::ErrorCode code = base::ErrorCode::Refused)
    {
        domain::LinkStatus status;
        status.phase = domain::LinkPhase::Down;
        status.since = at;
        status.error = base::Error{code, QStringLiteral("closed port"), QStringLiteral("nats://127.0.0.1:4222")};
        setStatus(status);
    }
    // Kept whole: where g++ 12 inlines it into a large test it takes an empty optional for an unset error.
    [[gnu::noinline]] void finish(domain::SendVerdict verdict, const base::Instant& at,
                                  std::optional<base::Error> error = {})
    {
        const domain::Command& command = sent.last();
        Q_EMIT sendFinished(
            {command.id, command.attempt, verdict, at, QStringLiteral("nats://127.0.0.1:4222"), std::move(error)});
    }
    void reply(const QByteArray& payload, const base::Instant& at, bool noResponders = false)
    {
        const domain::Command& command = sent.last();
        Q_EMIT replyReceived({command.id, command.attempt, payload, noResponders, at});
    }

    QVector<domain::LinkConfig> configs;
    QVector<domain::Command> sent;
    QStringList log; // the order of what was asked; shared with FakeJournal through onSend / onAppend
    std::function<void()> onSend;
    int disconnects = 0;
};

class FakeTelemetryLink final : public app::TelemetryLinkPort {
    Q_OBJECT

public:
    void connectLink(const domain::LinkConfig& config, const QStringList& wanted) override
    {
        configs.append(config);
        subjects = wanted;
    }
    void disconnectLink() override {}
    void readLastStored(const QString& stream, const QString& subject) override
    {
        storedQuestions.append(stream + QLatin1Char(' ') + subject);
    }

    void setStatus(const domain::LinkStatus& status) { Q_EMIT linkChanged(status); }
    void setUp(const base::Instant& at)
    {
        domain::LinkStatus status;
        status.phase = domain::LinkPhase::Up;
        status.server = QStringLiteral("nats://127.0.0.1:4222");
        status.since = at;
        status.provenAt = at;
        setStatus(status);
    }
    void hear(const QString& subject, const QByteArray& payload, const base::Instant& at)
    {
        Q_EMIT received({app::TelemetryMessage{subject, payload, payload.size(), at}});
    }
    void answerStored(const app::StoredMessage& message) { Q_EMIT storedMessageRead(message); }

    QVector<domain::LinkConfig> configs;
    QStringList subjects;
    QStringList storedQuestions;
};

class FakeListenerProbe final : public app::ListenerProbePort {
    Q_OBJECT

public:
    void configure(const QString& url, const QStringList& own) override
    {
        monitoringUrl = url;
        ownNames = own;
    }
    void probe(const QString& subject) override { asked.append(subject); }

    void answer(const domain::ListenerSnapshot& snapshot) { Q_EMIT probed(snapshot); }
    void fail(const base::Error& error) { Q_EMIT probeFailed(error); }

    QString monitoringUrl;
    QStringList ownNames;
    QStringList asked;
};

class FakeJournal final : public app::JournalPort {
    Q_OBJECT

public:
    void append(const domain::JournalRecord& record, quint64 token) override
    {
        records.append(record);
        tokens.append(token);
        if (onAppend)
            onAppend(record);
        if (failing)
            Q_EMIT appendFailed(token, *failing);
        else if (answersAtOnce)
            confirm(records.size() - 1);
    }
    void load(int) override { Q_EMIT loaded({}); }

    // The record at `index` has reached the disk.
    void confirm(qsizetype index)
    {
        domain::JournalEntry entry;
        entry.sequence = static_cast<quint64>(index) + 1;
        entry.record = records.at(index);
        entry.eventWord = domain::journalEventWord(entry.record.event);
        Q_EMIT appended(tokens.at(index), entry);
    }
    void setStatus(bool writable, std::optional<base::Error> error = {})
    {
        app::JournalStatus status;
        status.writable = writable;
        status.path = QStringLiteral("/state/journal.jsonl");
        status.error = std::move(error);
        Q_EMIT statusChanged(status);
    }
    QStringList words() const
    {
        QStringList list;
        for (const domain::JournalRecord& record : records)
            list << domain::journalEventWord(record.event);
        return list;
    }

    QVector<domain::JournalRecord> records;
    QVector<quint64> tokens;
    std::optional<base::Error> failing;
    bool answersAtOnce = true;
    std::function<void(const domain::JournalRecord&)> onAppend;
};

class FakeSecrets final : public app::SecretPort {
    Q_OBJECT

public:
    void read(const QString& environment) override { reads.append(environment); }
    void store(const QString& environment, const QString& secret) override
    {
        stored.append(environment + QLatin1Char('=') + secret);
    }

    void answer(const QString& environment, const QString& secret) { Q_EMIT secretRead(environment, secret); }
    void answerStored(const QString& environment) { Q_EMIT secretStored(environment); }
    void breakDown(const QString& environment, const base::Error& why) { Q_EMIT keyringUnavailable(environment, why); }

    QStringList reads;
    QStringList stored;
};

} // namespace ops::test
