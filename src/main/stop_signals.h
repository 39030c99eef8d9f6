#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace ops::main {

// SIGTERM, SIGINT and SIGHUP as a Qt signal, so that a session that is ended from outside is ended like any other: its
// record is written, its children are stopped. One per process, for as long as it lives signals do nothing else; where
// no pipe can be had they keep their usual effect. GUI thread.
class StopSignals : public QObject {
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    void drain();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace ops::main
