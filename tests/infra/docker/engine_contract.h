#pragma once

#include "infra/docker/engine_log.h"
#include "support/test_case.h"

#include <memory>

namespace ops::test {

// One kind of engine with a running container "titan-brain", and how to have things happen to it. Each function returns
// when it was done; the news come by themselves.
class EngineRig {
public:
    EngineRig() = default;
    EngineRig(const EngineRig&) = delete;
    EngineRig& operator=(const EngineRig&) = delete;
    virtual ~EngineRig() = default;

    virtual app::EnginePort& port() = 0;
    virtual bool dies() = 0; // titan-brain, killed; it is not started again
    virtual bool starts() = 0;
    virtual bool renames(const QString& from, const QString& to) = 0;
    virtual bool adds(const QString& name) = 0;     // created, not started
    virtual bool removes(const QString& name) = 0;  // for good
    virtual bool print(const QByteArray& line) = 0; // titan-brain does
    virtual bool engineDies() = 0;
    virtual bool engineReturns() = 0;
    virtual bool engineFreezes() = 0;
    virtual bool engineThaws() = 0;
    virtual void measureLoad() {} // where that does not happen by itself
};

// What every EnginePort keeps to, the one in memory included. A subclass brings the rig.
class EngineContract : public TestCase {
    Q_OBJECT

protected:
    virtual std::unique_ptr<EngineRig> makeRig() = 0;
    EngineRig& rig() { return *m_rig; }
    EngineLog& log() { return *m_log; }
    app::EnginePort& port() { return m_rig->port(); }

private Q_SLOTS:
    void init();
    void cleanup();

    void looksBeforeItSaysThatItFollows();
    void saysNothingUnlessFollowed();
    void endAndStartAreTold();
    void aNewNameIsTold();
    void whatComesAndGoesIsTold();
    void actsAreCarriedOut();
    void anActOnNobodyFails();
    void theTailIsRead();
    void theTailOfNobodyFails();
    void loadOnlyWhenWanted();
    void deathAndReturn();
    void freezeAndThaw();
    void whatEndedUnseenIsNoGhost();

private:
    bool follows(); // waits for it

    std::unique_ptr<EngineRig> m_rig;
    std::unique_ptr<EngineLog> m_log;
};

} // namespace ops::test
