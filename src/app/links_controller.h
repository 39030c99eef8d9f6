#pragma once

#include "app/ports/command_link_port.h"
#include "app/ports/journal_port.h"
#include "app/ports/listener_probe_port.h"
#include "app/ports/telemetry_link_port.h"
#include "app/session_context.h"

#include <QObject>

namespace ops::app {

// The state of both links and who listens to the halt subject. GUI thread; owned by main. Knows nothing of passwords
// beyond handing them to the ports.
class LinksController : public QObject {
    Q_OBJECT

public:
    LinksController(const SessionContext& context, CommandLinkPort& command, TelemetryLinkPort& telemetry,
                    ListenerProbePort& listeners, JournalPort& journal, QObject* parent = nullptr);

    // Connects both links; `password` may be empty. While the way is closed nobody is dialled.
    void connectLinks(const QString& password);

    // Where the servers are reached by a way that has to be made first. Closed: it is not there at present; both links
    // are let go, shown down with the reason, or connecting where there is none yet, and nobody is dialled: what
    // listens at the addresses of before may be anybody. Open: it is there; connectLinks() is to follow.
    void closeWay(const std::optional<base::Error>& why);
    void openWay();
    bool wayOpen() const { return m_wayOpen; }

    const domain::LinkStatus& commandLink() const { return m_commandStatus; }
    const domain::LinkStatus& telemetryLink() const { return m_telemetryStatus; }

    // The last answer of the monitoring port, if any, and why the last question failed, if it did.
    const std::optional<domain::ListenerSnapshot>& listeners() const { return m_snapshot; }
    const std::optional<base::Error>& listenersError() const { return m_listenersError; }
    // A snapshot older than this is shown as "last known" (rule G9).
    static constexpr std::chrono::seconds listenersMaxAge{5};
    void refreshListeners();

Q_SIGNALS:
    void linksChanged();
    void listenersChanged();

private:
    void takeCommand(const domain::LinkStatus& status);
    void takeTelemetry(const domain::LinkStatus& status);
    void noteLink(const QString& which, const domain::LinkStatus& before, const domain::LinkStatus& now);

    const SessionContext& m_context;
    CommandLinkPort& m_command;
    TelemetryLinkPort& m_telemetry;
    ListenerProbePort& m_probe;
    JournalPort& m_journal;
    domain::LinkStatus m_commandStatus;
    domain::LinkStatus m_telemetryStatus;
    std::optional<domain::ListenerSnapshot> m_snapshot;
    std::optional<base::Error> m_listenersError;
    bool m_wayOpen = true;
    std::optional<base::Error> m_noWay; // why it is closed
};

} // namespace ops::app
