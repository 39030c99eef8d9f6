#include "infra/host/child_process.h"
#include "infra/host/spawn.h"
#include "infra/posix/descriptor_limit.h"
#include "support/test_case.h"

#include <QTest>

#include <atomic>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ops;

// As many files as the system lets us have, and nobody else is the wiser.
class TestDescriptorLimit final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        limit.rlim_cur = startedWith;
        QVERIFY(limit.rlim_cur < limit.rlim_max);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        infra::raiseDescriptorLimit();
        infra::raiseDescriptorLimit(); // a second time changes nothing
    }

    void itIsTheHardOne()
    {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        QCOMPARE(limit.rlim_cur, limit.rlim_max);
        QVERIFY(infra::descriptorLimit() > startedWith);
    }

    // Whoever uses select() fails with more than 1024.
    void aChildHasWhatWeStartedWith()
    {
        const std::atomic<bool> abandoned{false};
        const auto child = infra::spawnChild({{"/bin/sh", "-c", "ulimit -n"}, {"PATH=/usr/bin:/bin"}, {}}, abandoned);
        QVERIFY2(child.ok(), child ? "" : qPrintable(base::toLogLine(child.error())));
        QByteArray said;
        const auto isSaid = [&] {
            char byte = 0;
            while (::read(child->output.get(), &byte, 1) == 1)
                said += byte;
            return said.endsWith('\n');
        };
        QTRY_VERIFY(isSaid());
        QCOMPARE(said.trimmed().toInt(), startedWith);
        ::kill(child->pid, SIGKILL);
        QCOMPARE(::waitpid(child->pid, nullptr, 0), child->pid);
        QVERIFY(infra::descriptorLimit() > startedWith); // ours is no child's
    }

    void soHasAProcessOfTheDrill()
    {
        infra::ChildProcess process;
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("ulimit -n")});
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
        QCOMPARE(process.readAllStandardOutput().trimmed().toInt(), startedWith);
    }

private:
    static constexpr int startedWith = 300;
};

QTEST_GUILESS_MAIN(TestDescriptorLimit)
#include "tst_descriptor_limit.moc"
