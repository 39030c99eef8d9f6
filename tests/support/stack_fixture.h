#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <memory>

namespace ops::test {

// A practice host for one test: a private Docker Engine with the runbook's eleven containers, a registry and an sshd,
// as tests/stack/stack.sh makes it. The test has to be declared with ops_stack_test(): ctest then starts it in a
// network namespace of its own, and the stack's ports are those of the runbook on the test's own loopback. By hand:
// tests/stack/in_netns.sh build/ci/tests/tst_NAME. Needs root, and says so; a stack that cannot be had fails the test.
//
// The stack ends with this object, and also when the test is killed. Test thread only; the functions block.
class StackFixture {
public:
    enum class Compose { V2, V1 };
    struct Options {
        Compose compose = Compose::V2;
        QString version = QStringLiteral("v1.2.3"); // or v1.2.2
    };
    struct Outcome {
        int exitCode = -1; // -1: it did not start, did not end in time or died of a signal
        QByteArray out;
        QByteArray err;
        bool ok() const { return exitCode == 0; }
        QByteArray said() const; // for a failed test's message
    };

    StackFixture();
    ~StackFixture();
    StackFixture(const StackFixture&) = delete;
    StackFixture& operator=(const StackFixture&) = delete;

    // True when all eleven containers are healthy. Call as QVERIFY2(stack.start(), qPrintable(stack.log())).
    bool start();
    bool start(const Options& options);
    // Takes everything down and waits for it; false: something did not end in time.
    bool stop();
    QString log() const; // what the scripts said, with the times of the steps

    // Where a client finds it. All addresses are good in the test's network namespace only.
    QString directory() const { return m_directory; }
    QString dockerSocket() const { return m_directory + QStringLiteral("/docker.sock"); }
    QString projectDirectory() const { return m_directory + QStringLiteral("/titan"); } // compose file, scripts, npm
    QString sshConfig() const { return m_directory + QStringLiteral("/ssh/config"); }
    QString sshHost() const { return QStringLiteral("titan"); }
    QString sharedSshHost() const { return QStringLiteral("titan-shared"); } // the same with one multiplexed master
    QString natsUrl() const { return QStringLiteral("nats://127.0.0.1:4222"); }
    QString monitoringUrl() const { return QStringLiteral("http://127.0.0.1:8222"); }
    QString brainUrl() const { return QStringLiteral("http://localhost:3100/health"); }
    QString consoleUrl() const { return QStringLiteral("http://localhost:3000/api/health"); }
    // What makes docker, docker compose and ssh in a child process mean this host. The variant is start()'s unless
    // named.
    QProcessEnvironment environment() const;
    QProcessEnvironment environment(Compose variant) const;

    // Each runs to its end in the project's folder, at most for the time given.
    Outcome run(const QString& program, const QStringList& arguments, int timeoutMs = 60'000) const;
    Outcome run(const QProcessEnvironment& environment, const QString& program, const QStringList& arguments,
                int timeoutMs = 60'000) const;
    Outcome docker(const QStringList& arguments, int timeoutMs = 60'000) const;
    Outcome compose(const QStringList& arguments, int timeoutMs = 60'000) const; // -f docker-compose.prod.yml included
    Outcome ssh(const QString& command, int timeoutMs = 60'000) const;           // sshHost(), a shell's command line

    // Each true when it was done.
    bool kill9Engine();                   // the containers run on, as on a host with live restore
    bool restartEngine();                 // kill -9 if it runs, then a new one; returns when it answers
    bool freezeEngine();                  // SIGSTOP
    bool thawEngine();                    // SIGCONT
    bool kill9(const QString& container); // its first process
    bool stopSsh();                       // kill -9 of sshd and all its sessions: connections are cut
    bool startSsh();
    bool freezeSsh(); // SIGSTOP of the same
    bool thawSsh();

    // Process ids as the test counts them; 0: there is none.
    qint64 pid1(const QString& container) const;
    qint64 initPid() const;   // first process of the stack's namespaces
    qint64 keeperPid() const; // the process outside that clears the stack away

private:
    Outcome script(const QStringList& words) const;

    QString m_directory;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_output;
};

} // namespace ops::test
