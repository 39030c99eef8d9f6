#pragma once

#include "base/clock.h"
#include "infra/host/host_contract.h"

#include <QTemporaryDir>

namespace ops::test {

// A host that runs real programs of this machine's, here or over ssh to itself.
class RealRig : public HostRig {
public:
    domain::HostCommand exits(int code) const override { return shell("exit " + QByteArray::number(code)); }
    domain::HostCommand prints(const QByteArray& output, const QByteArray& errors) const override
    {
        domain::HostCommand made = shell("printf %s \"$1\"; printf %s \"$2\" >&2");
        made.argv << "sh" << output << errors;
        return made;
    }
    domain::HostCommand echoes(const QByteArray& input) const override
    {
        domain::HostCommand made;
        made.argv = {"cat"};
        made.stdinBytes = input;
        return made;
    }
    domain::HostCommand hangs() const override
    {
        domain::HostCommand made;
        made.argv = {"sleep", "97"};
        made.deadline = std::chrono::seconds(60);
        return made;
    }
    domain::HostCommand isMissing() const override
    {
        domain::HostCommand made;
        made.argv = {"no-such-program-here"};
        return made;
    }
    domain::HostCommand killsItself() const override { return shell("kill -9 $$"); }

    static domain::HostCommand shell(const QByteArray& script)
    {
        domain::HostCommand made;
        made.argv = {"sh", "-c", script};
        made.deadline = std::chrono::seconds(60);
        return made;
    }
};

// The contract, and what only real processes can show.
class RealHostContract : public HostContract {
    Q_OBJECT

protected:
    const base::SystemClock& clock() const { return m_clock; }
    // Waits for a run's first line of output, which has to be made of numbers, and returns them.
    QList<qint64> numbersFrom(const domain::HostRunId& id);

private Q_SLOTS:
    void everyByteReachesTheProgram();
    void environmentIsAdded();
    void workingDirectory_data();
    void workingDirectory();
    void programsThatCannotRun_data();
    void programsThatCannotRun();
    void outputComesWhileItRuns();
    void outputComesAtMostTwentyTimesASecond();
    void aHundredMegabytesAreBounded();
    void asMuchInputAsAllowed();
    void inputThatNobodyReads();
    void cancelEndsGrandchildren_data();
    void cancelEndsGrandchildren();
    void aFrozenCommandFreezesNobody();
    void whatIsLeftBehindHoldsNothingUp();
    void whatIsLeftBehindMayGoOnPrinting();
    void whatIsOverIsCollected();
    void theEndOfTheHostEndsItsCommands();
    void nothingElseIsInherited();

private:
    base::SystemClock m_clock;
    QTemporaryDir m_directory;
};

} // namespace ops::test
