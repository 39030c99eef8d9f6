#pragma once

#include "sim/docker/container_book.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// The practice stack's own command front end: what `docker` and the runbook's scripts would print, from the state of
// the played services. Pure. It plays what the console asks and says plainly what it does not play.
namespace ops::sim {

// The version that its `docker version` tells; whoever shows it shows that nothing here is real.
inline constexpr auto simulatedVersion = "28.0.0-simulated";

enum class FrontFollow { No, Events, Logs };
enum class FrontAct { Start, Stop, Restart };

struct FrontAnswer {
    QByteArray out;
    QByteArray errors;
    int exitCode = 0;
    // Goes on after this: events for ever, logs until their container ends.
    FrontFollow follow = FrontFollow::No;
    QString container; // whose logs
    bool stamps = false;
    // To be carried out; each name is printed when it is done, as docker does.
    std::optional<FrontAct> act;
    QStringList containers;
};

FrontAnswer answerCommand(const QStringList& argv, const ContainerBook& book, qint64 nowMs);

// One event and one log line, as the followers print them.
QByteArray eventLine(const ContainerBook& book, const SimEvent& event);
QByteArray logLine(const SimLogLine& line, bool stamps);

} // namespace ops::sim
