#pragma once

#include "app/ports/engine_port.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QStringList>
#include <QVector>

#include <algorithm>

namespace ops::test {

// What an engine said, and what somebody knows who listened to it.
class EngineLog : public QObject {
    Q_OBJECT

public:
    explicit EngineLog(app::EnginePort& engine)
    {
        connect(&engine, &app::EnginePort::statusChanged, this, [this](const domain::EngineStatus& news) {
            if (statuses.isEmpty() || statuses.last().phase != news.phase)
                events << phaseWord(news.phase);
            statuses << news;
        });
        connect(&engine, &app::EnginePort::snapshotTaken, this, [this](const app::EngineSnapshot& snapshot) {
            events << QStringLiteral("look");
            ++looks;
            host = snapshot.host;
            const auto isThere = [&snapshot](const QString& id) {
                return std::any_of(snapshot.containers.begin(), snapshot.containers.end(),
                                   [&id](const domain::Container& container) { return container.id == id; });
            };
            for (const domain::Container& container : std::as_const(known))
                if (!isThere(container.id)) // the look came before its event
                    events << QStringLiteral("gone ") + container.name;
            known.clear();
            for (const domain::Container& container : snapshot.containers)
                known.insert(container.id, container);
        });
        connect(&engine, &app::EnginePort::containerChanged, this,
                [this](const domain::Container& container, const domain::EngineEvent& event) {
                    events << event.action + QLatin1Char(' ') + container.name;
                    known.insert(container.id, container);
                });
        connect(&engine, &app::EnginePort::containerGone, this, [this](const QString& id) {
            events << QStringLiteral("gone ") + known.value(id).name;
            known.remove(id);
        });
        connect(&engine, &app::EnginePort::loadTaken, this,
                [this](const QVector<domain::ContainerLoad>& news) { loads << news; });
        connect(&engine, &app::EnginePort::tailRead, this,
                [this](quint64 token, const QByteArray& text) { tails.insert(token, text); });
        connect(&engine, &app::EnginePort::tailFailed, this,
                [this](quint64 token, const base::Error& error) { tailErrors.insert(token, error); });
        connect(&engine, &app::EnginePort::actFinished, this,
                [this](quint64 id, const domain::ActReply& reply) { acts.insert(id, reply); });
    }

    static QString phaseWord(domain::EnginePhase phase)
    {
        static const char* const words[] = {"idle", "attaching", "following", "frozen", "silent", "is-gone"};
        return QString::fromLatin1(words[static_cast<int>(phase)]);
    }
    domain::EnginePhase phase() const { return statuses.isEmpty() ? domain::EnginePhase::Idle : statuses.last().phase; }
    QString idOf(const QString& name) const
    {
        for (const domain::Container& container : known)
            if (container.name == name)
                return container.id;
        return {};
    }
    std::optional<domain::Container> named(const QString& name) const
    {
        const auto found = known.constFind(idOf(name));
        return found == known.constEnd() ? std::nullopt : std::optional(*found);
    }
    bool heard(const QString& event) const { return events.contains(event); }
    QString text() const { return events.join(QStringLiteral(", ")); } // for failing tests

    QStringList events; // "attaching", "look", "die titan-brain", "gone titan-brain"
    QVector<domain::EngineStatus> statuses;
    QMap<QString, domain::Container> known; // id ->
    QString host;
    int looks = 0;
    QVector<QVector<domain::ContainerLoad>> loads;
    QHash<quint64, QByteArray> tails;
    QHash<quint64, base::Error> tailErrors;
    QHash<quint64, domain::ActReply> acts;
};

} // namespace ops::test
