#pragma once

#include "domain/host/host_command.h"
#include "domain/host/tool_report.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <vector>

namespace ops::app {

struct HostAnswer;

// Asks one host for the versions of its tools, one after the other. GUI thread; owned by the controller, for one
// search.
class ToolFinder : public QObject {
    Q_OBJECT

public:
    using Ask = std::function<QFuture<HostAnswer>(const domain::HostCommand&)>;
    struct Asks {
        Ask there; // on the host
        Ask here;  // on this machine, where ssh runs
    };

    ToolFinder(QString host, bool isRemote, Asks asks, QObject* parent);
    void start(); // answered by found

Q_SIGNALS:
    void found(const std::vector<ops::domain::ToolFinding>& findings);

private:
    void onDocker(const HostAnswer& answer);
    void onComposePlugin(const HostAnswer& answer);
    void onCompose(const domain::ToolFinding& finding);
    domain::HostCommand command(const QByteArrayList& argv) const;

    QString m_host;
    bool m_isRemote;
    Asks m_asks;
    std::vector<domain::ToolFinding> m_findings;
};

} // namespace ops::app
