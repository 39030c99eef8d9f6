#include "infra/host/local_host.h"
#include "infra/host/real_host_contract.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>

using namespace ops;
using namespace std::chrono_literals;

namespace {

// A program whose start is held up, as by a disk that does not answer, for as long as this is: whoever executes it
// waits for our lease on its file.
class HeldUpProgram {
public:
    HeldUpProgram()
        : m_file(m_directory.filePath(QStringLiteral("program")))
        , m_before(::signal(SIGIO, SIG_IGN)) // the kernel asks for it back
    {
        m_held = QFile::copy(QStringLiteral("/bin/true"), m_file.fileName()) && m_file.open(QIODevice::ReadOnly) &&
                 ::fcntl(m_file.handle(), F_SETLEASE, F_WRLCK) == 0;
    }
    ~HeldUpProgram()
    {
        m_file.close();
        ::signal(SIGIO, m_before);
    }
    HeldUpProgram(const HeldUpProgram&) = delete;
    HeldUpProgram& operator=(const HeldUpProgram&) = delete;

    bool isHeld() const { return m_held; }
    void letGo() { m_file.close(); }
    QByteArray path() const { return m_file.fileName().toUtf8(); }

private:
    QTemporaryDir m_directory;
    QFile m_file;
    void (*m_before)(int);
    bool m_held = false;
};

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

    // rule: G6
    void whatMustNotBeLateDoesNotBeginLate()
    {
        HeldUpProgram heldUp;
        QVERIFY2(heldUp.isHeld(), "the file system of the temporary folder gives no leases (F_SETLEASE)");
        domain::HostCommand first;
        first.argv = {heldUp.path()};
        first.deadline = 30s;
        port().run(first);
        domain::HostCommand second = test::RealRig::shell("echo late");
        second.handOverWithin = 500ms;
        const domain::HostRunId id = port().run(second); // in its turn, which does not come
        QTest::qWait(1500);
        QVERIFY(log().of(id).events.isEmpty());
        heldUp.letGo();
        WAIT_FOR_END(log(), id);
        QVERIFY2(log().of(id).outcome->end == domain::HostEnd::TimedOut, qPrintable(log().of(id).text()));
        QVERIFY(log().of(id).outcome->began == domain::HostBegan::No && log().of(id).outcome->gone);
        QVERIFY(log().of(id).output.isEmpty());
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
