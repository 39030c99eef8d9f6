#include "infra/host/local_host.h"
#include "infra/host/real_host_contract.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace ops;

namespace {

class LocalRig final : public test::RealRig {
public:
    explicit LocalRig(const base::Clock& clock)
        : m_host(std::make_unique<infra::LocalHost>(
              domain::HostConfig{QStringLiteral("here"), domain::HostKind::Local, {}, {}, {}, {}}, clock))
    {
    }
    app::CommandHostPort& port() override { return *m_host; }
    void destroyPort() override { m_host.reset(); }
    bool kernelTellsSignals() const override { return true; }

private:
    std::unique_ptr<infra::LocalHost> m_host;
};

} // namespace

class TestHostContractLocal final : public test::RealHostContract {
    Q_OBJECT

protected:
    std::unique_ptr<test::HostRig> makeRig() override { return std::make_unique<LocalRig>(clock()); }

private Q_SLOTS:
    // Nobody read it before the deadline was over, but it was there: the thread had been held up, or the machine slept.
    void anAnswerInTimeIsNoneTooLate()
    {
        domain::HostCommand command = test::RealRig::shell("echo in time; exit 3");
        command.deadline = std::chrono::milliseconds(500);
        const domain::HostRunId id = port().run(command);
        QCOMPARE(QProcess::execute(QStringLiteral("sleep"), {QStringLiteral("1")}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(log().over(id), 20'000);
        QVERIFY2(log().of(id).outcome->end == domain::HostEnd::Exited && log().of(id).outcome->exitCode == 3,
                 qPrintable(log().of(id).text()));
        QCOMPARE(log().of(id).output, QByteArray("in time\n"));
    }

    // The system says "no such file" of a script that is there, for the program that its first line names; with Windows
    // line endings that is "/bin/sh\r".
    void aScriptWithoutItsInterpreterIsNotCalledMissing()
    {
        const QTemporaryDir directory;
        QFile script(directory.filePath(QStringLiteral("check.sh")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\r\nexit 0\r\n");
        script.close();
        QVERIFY(script.setPermissions(script.permissions() | QFileDevice::ExeOwner));
        for (const QByteArray& program : {QByteArray("./check.sh"), script.fileName().toUtf8()}) {
            domain::HostCommand command;
            command.argv = {program};
            command.workingDirectory = directory.path();
            const domain::HostRunId id = port().run(command);
            QTRY_VERIFY_WITH_TIMEOUT(log().over(id), 20'000);
            QCOMPARE(log().of(id).outcome->end, domain::HostEnd::CouldNotStart);
            QCOMPARE(log().of(id).outcome->error->code, base::ErrorCode::InvalidInput);
            QCOMPARE(log().of(id).outcome->error->subject, QString::fromUtf8(program));
        }
    }
};

QTEST_GUILESS_MAIN(TestHostContractLocal)
#include "tst_host_contract_local.moc"
