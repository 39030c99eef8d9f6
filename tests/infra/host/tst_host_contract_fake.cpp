#include "infra/host/host_contract.h"
#include "support/fake_command_host.h"

#include <QTest>
#include <QTimer>

using namespace ops;

namespace {

// A host that plays the contract's few commands, so that what is tested against it is tested against the contract.
class FakeRig final : public test::HostRig {
public:
    FakeRig()
    {
        m_host->onRun = [this](const domain::HostRunId& id, const domain::HostCommand& command) { play(id, command); };
        m_host->onCancel = [this](const domain::HostRunId& id) {
            end(id, domain::HostEnd::Cancelled, base::ErrorCode::Cancelled);
        };
    }

    app::CommandHostPort& port() override { return *m_host; }
    void destroyPort() override { m_host.reset(); }
    domain::HostCommand exits(int code) const override { return command("exit", QByteArray::number(code)); }
    domain::HostCommand prints(const QByteArray& output, const QByteArray& errors) const override
    {
        domain::HostCommand made = command("print", output);
        made.argv << errors;
        return made;
    }
    domain::HostCommand echoes(const QByteArray& input) const override
    {
        domain::HostCommand made = command("echo", {});
        made.stdinBytes = input;
        return made;
    }
    domain::HostCommand hangs() const override { return command("hang", {}); }
    domain::HostCommand isMissing() const override { return command("missing", {}); }
    domain::HostCommand killsItself() const override { return command("die", {}); }
    bool kernelTellsSignals() const override { return true; }

private:
    static domain::HostCommand command(const QByteArray& verb, const QByteArray& word)
    {
        domain::HostCommand made;
        made.argv = {"fake", verb, word};
        return made;
    }
    void end(const domain::HostRunId& id, domain::HostEnd how, base::ErrorCode code)
    {
        domain::HostOutcome outcome;
        outcome.end = how;
        outcome.began = domain::HostBegan::Yes;
        outcome.gone = true;
        outcome.error = base::Error{code, QStringLiteral("played"), QStringLiteral("fake")};
        m_host->finish(id, outcome);
    }
    void play(const domain::HostRunId& id, const domain::HostCommand& command)
    {
        const QByteArray& verb = command.argv.at(1);
        if (verb == "missing") {
            m_host->finish(id, domain::couldNotStart({base::ErrorCode::NotFound, QStringLiteral("played"), {}}));
            return;
        }
        m_host->begin(id);
        if (verb == "exit") {
            m_host->exit(id, command.argv.at(2).toInt());
        } else if (verb == "print") {
            m_host->print(id, command.argv.at(2));
            m_host->print(id, command.argv.at(3), domain::OutputChannel::Errors);
            m_host->exit(id, 0);
        } else if (verb == "echo") {
            m_host->print(id, command.stdinBytes);
            m_host->exit(id, 0);
        } else if (verb == "die") {
            domain::HostOutcome outcome;
            outcome.end = domain::HostEnd::Signalled;
            outcome.began = domain::HostBegan::Yes;
            outcome.signalNumber = 9;
            outcome.gone = true;
            outcome.error = base::Error{base::ErrorCode::IoFailed, QStringLiteral("played"), {}};
            m_host->finish(id, outcome);
        } else if (command.deadline) {
            QTimer::singleShot(*command.deadline, m_host.get(),
                               [this, id] { end(id, domain::HostEnd::TimedOut, base::ErrorCode::TimedOut); });
        }
    }

    std::unique_ptr<test::FakeCommandHost> m_host = std::make_unique<test::FakeCommandHost>();
};

} // namespace

class TestHostContractFake final : public test::HostContract {
    Q_OBJECT

protected:
    std::unique_ptr<test::HostRig> makeRig() override { return std::make_unique<FakeRig>(); }
};

QTEST_GUILESS_MAIN(TestHostContractFake)
#include "tst_host_contract_fake.moc"
