#pragma once

#include "bench/jump_clock.h"
#include "bench/nats_server.h"
#include "main/console.h"
#include "ui/common/window_context.h"

#include <QTemporaryDir>

#include <optional>

namespace ops::bench {

// What became of one hold, in ms from the moment the guard was about to fire.
struct HaltTimes {
    std::optional<double> sent;        // the verdict's stamp on the link's thread: the PONG after our bytes was read
    std::optional<double> sentShown;   // the slot on the GUI thread that tells everybody of it
    std::optional<double> judgedShown; // the slot that tells of the first verdict: UNKNOWN, NOBODY LISTENING, …
    domain::LadderVerdict verdict = domain::LadderVerdict::Pending;
};

// One link as the GUI thread is told of it. A lost link may be replaced before anybody looks: losses are counted.
struct LinkWatch {
    bool up = false;
    int losses = 0;
    base::Instant lostAt;
    base::Instant upAt;

    void note(const domain::LinkStatus& status, const base::Instant& now);
};

// The console's own session (main::Console: real links, journal, probe and controllers, on the machine's clock) over a
// private server, with one thing of ours: the guard is a second app::GuardController over the same controllers whose
// clock can be jumped, so that a hold takes no second. From its Fire on everything is what the program does. GUI
// thread.
class HaltConsole {
public:
    explicit HaltConsole(const NatsServer& server);
    // A runbook of ours could not be read, or the links did not come up.
    bool start();

    // First act: lifts the guard and serves events until the question who listens is answered, as in the second that a
    // hold takes.
    bool lift();
    // Second act: holds, tick by tick, up to the last tick, which fires. Returns at once; times() fills in later.
    void fire();
    const HaltTimes& times() const { return m_times; }
    bool waitForSent();
    bool waitForVerdict(domain::LadderVerdict verdict);
    // Serves events until every record so far is on the disk, so that no sample pays for the one before it.
    bool settle();

    bool linksUp() const { return m_commandLink.up && m_telemetryLink.up; }
    const LinkWatch& commandLink() const { return m_commandLink; }
    const LinkWatch& telemetryLink() const { return m_telemetryLink; }
    QByteArray preview() const { return m_guard->preview(); }
    main::Console& console() { return *m_console; }
    ui::WindowContext windowContext();

private:
    void noteLadder();

    const NatsServer& m_server;
    QTemporaryDir m_state;
    JumpClock m_guardClock;
    app::SessionContext m_guardContext;
    std::unique_ptr<main::Console> m_console;
    std::unique_ptr<app::GuardController> m_guard;
    LinkWatch m_commandLink;
    LinkWatch m_telemetryLink;
    HaltTimes m_times;
    base::Instant m_firedAt;
    bool m_listenersAnswered = false;
    quint64 m_lastMarker = 0;
    quint64 m_writtenMarker = 0;
};

} // namespace ops::bench
