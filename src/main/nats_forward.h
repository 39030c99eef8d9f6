#pragma once

#include "app/credentials_controller.h"
#include "app/links_controller.h"
#include "app/ports/host_forward_port.h"
#include "app/session_context.h"

#include <QObject>

#include <vector>

namespace ops::main {

// The way to the servers of an environment that has `natsThrough`: one forward for each NATS server and one for the
// monitoring port. The session's own URLs are the near ends, and there are none before all forwards are ready: what
// the file names is the far host's, and somebody else's on this machine. Whenever a forward is lost the links are let
// go, with the reason; when all are ready again the links are connected anew, wherever the near ends are then. GUI
// thread; owned by the console, outlived by all that it is given.
class NatsForward final : public QObject {
    Q_OBJECT

public:
    // Takes the URLs out of the session.
    NatsForward(app::SessionContext& context, app::HostForwardPort& port, app::LinksController& links,
                app::CredentialsController& credentials, QObject* parent = nullptr);

    // Nothing is asked of the host before this.
    void start();
    // Somebody is about to need it: what is not there is tried again at once instead of after the pause.
    void hurry();

Q_SIGNALS:
    // The session's URLs are others than before; also said when it turns out at first that there are none yet.
    void serversChanged();

private:
    struct Forward {
        app::HostForward wanted;
        QString scheme;
        QString address; // of the near end; empty: it is not there at present
    };

    void add(const QString& name, const QString& url);
    Forward* find(const QString& name);
    void onReady(const QString& name, const QString& address);
    void onLost(const QString& name, const base::Error& why);
    void open();

    app::SessionContext& m_context;
    app::HostForwardPort& m_port;
    app::LinksController& m_links;
    app::CredentialsController& m_credentials;
    std::vector<Forward> m_forwards; // the servers in their order, then the monitoring port
    bool m_started = false;
    bool m_told = false; // serversChanged() was sent
};

} // namespace ops::main
