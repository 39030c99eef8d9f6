#pragma once

#include "app/ports/engine_port.h"
#include "base/result.h"
#include "domain/host/host_command.h"

// What is asked of the docker client of a command host: argvs, and how their answers are read. Formats are templates:
// a client of 20.10 takes the word json for a template of its own.
namespace ops::infra {

// Who the engine is and what its clock says.
struct EngineAnswer {
    QString version;
    QByteArray time;             // RFC 3339, as the engine writes it
    std::optional<qint64> utcMs; // the same as a number; nullopt: it cannot be read

    bool operator==(const EngineAnswer&) const = default;
};

domain::HostCommand askEngineCommand(const QString& host);
// Errors: no engine answered, for the cause that the client says; ProtocolError: what it printed is no answer.
base::Result<EngineAnswer> readEngineAnswer(const QByteArray& output, const QByteArray& errors = {});
// A follower. The engine replays what happened since `since` and goes on; the events of healthchecks, three for each,
// stay there.
domain::HostCommand eventsCommand(const QString& host, const QByteArray& since);
domain::HostCommand listCommand(const QString& host);
// All containers, with their ids, names, images and compose labels, and nothing else. Errors: a line without an id; no
// line where the client complains of something, for then nobody says that there are none.
base::Result<std::vector<domain::Container>> readList(const QByteArray& output, const QByteArray& errors = {});
// As docker itself cuts it: the name of what has none.
QString shortId(const QString& id);
domain::HostCommand inspectCommand(const QString& host, const QStringList& ids);
// What one inspect may be asked about: less than fits in an argv.
inline constexpr qsizetype maxInspected = 500;
domain::HostCommand loadsCommand(const QString& host);
// Lines that cannot be read are left out: a container may end while it is measured.
QVector<domain::ContainerLoad> readLoads(const QByteArray& output);
domain::HostCommand tailCommand(const QString& host, const QString& containerId, int lines);
// A follower. `since`: from that stamp on; empty: with the last `tail` lines, or with all of them.
domain::HostCommand logsCommand(const QString& host, const QString& containerId, std::optional<int> tail,
                                const QByteArray& since);
// What a log has from `since` (empty: its beginning) to `until`, both stamps included. With --until there is no use for
// --tail: it counts from the log's end.
domain::HostCommand historyCommand(const QString& host, const QString& containerId, const QByteArray& since,
                                   const QByteArray& until);
domain::HostCommand actCommand(const QString& host, app::ContainerAct act, const QString& containerId);

} // namespace ops::infra
