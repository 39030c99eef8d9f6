#pragma once

#include "infra/host/run_log.h"

#include <memory>

namespace ops::test {

// One kind of command host, and how to have it do a few things.
class HostRig {
public:
    HostRig() = default;
    HostRig(const HostRig&) = delete;
    HostRig& operator=(const HostRig&) = delete;
    virtual ~HostRig() = default;

    virtual app::CommandHostPort& port() = 0;
    virtual void destroyPort() = 0;
    virtual domain::HostCommand exits(int code) const = 0;
    virtual domain::HostCommand prints(const QByteArray& output, const QByteArray& errors) const = 0;
    virtual domain::HostCommand echoes(const QByteArray& input) const = 0;
    virtual domain::HostCommand hangs() const = 0; // begins, and never ends by itself
    virtual domain::HostCommand isMissing() const = 0;
    virtual domain::HostCommand killsItself() const = 0;
    virtual bool kernelTellsSignals() const = 0; // or a shell, by an exit code
};

// What every CommandHostPort keeps to, the fake one included. A subclass brings the rig.
class HostContract : public TestCase {
    Q_OBJECT

protected:
    virtual std::unique_ptr<HostRig> makeRig() = 0;
    HostRig& rig() { return *m_rig; }
    RunLog& log() { return *m_log; }
    app::CommandHostPort& port() { return m_rig->port(); }
    // A rig like the last one, without what ran there.
    void renewRig();

private Q_SLOTS:
    void init();
    void cleanup();

    void exitCodes_data();
    void exitCodes();
    void deathBySignal();
    void channelsStayApart();
    void inputIsEchoed();
    void cancelEndsIt();
    void cancelBeforeItBegan();
    void cancelOfWhatIsOverOrNeverWas();
    void deadlineEndsIt();
    void aFollowerHasNoDeadline();
    void whatCannotRunIsRefusedLater();
    void whatIsMissingNeverRan();
    void manyAtOnce();
    void afterItsEndAHostSaysNothing();

private:
    std::unique_ptr<HostRig> m_rig;
    std::unique_ptr<RunLog> m_log;
};

} // namespace ops::test
