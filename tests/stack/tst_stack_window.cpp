#include "domain/shipped_runbook.h"
#include "main/console.h"
#include "main/language.h"
#include "main/session_window.h"
#include "support/stack_fixture.h"
#include "support/test_case.h"
#include "ui/common/theme.h"
#include "ui/services/services_page.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>

using namespace ops;
using domain::ActPhase;
using domain::ContainerAct;
using domain::ContainerRun;
using domain::ServiceRow;

namespace {

constexpr int containersOfTheRunbook = 11;
constexpr int patienceMs = 90'000;
// It outlives the threads of the libraries.
const base::SystemClock systemClock;

// The docker of this machine, which writes down how it is called for as long as this lives.
class RecordedDocker {
public:
    RecordedDocker()
    {
        const QString real = QStandardPaths::findExecutable(QStringLiteral("docker"));
        QFile file(m_directory.filePath(QStringLiteral("docker")));
        m_isThere = !real.isEmpty() && file.open(QIODevice::WriteOnly) &&
                    file.write("#!/bin/sh\nprintf '%s %s\\n' \"$DOCKER_HOST\" \"$*\" >>" + record().toUtf8() +
                               "\nexec " + real.toUtf8() + " \"$@\"\n") > 0 &&
                    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("PATH", m_directory.path().toLocal8Bit() + ':' + m_path);
    }
    ~RecordedDocker() { qputenv("PATH", m_path); }
    RecordedDocker(const RecordedDocker&) = delete;
    RecordedDocker& operator=(const RecordedDocker&) = delete;

    bool isThere() const { return m_isThere; }
    // Here, and for the near end of a session's forward: the test's own calls name the engine's socket itself.
    bool ranOverForward(const QString& words) const
    {
        QFile file(record());
        const QStringList lines =
            file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')) : QStringList();
        return std::any_of(lines.begin(), lines.end(), [&words](const QString& line) {
            const QString engine = line.section(QLatin1Char(' '), 0, 0);
            return engine.startsWith(QLatin1String("unix:///")) && engine.contains(QLatin1String("/titan-ops-")) &&
                   line.section(QLatin1Char(' '), 1).startsWith(words);
        });
    }

private:
    QString record() const { return m_directory.filePath(QStringLiteral("calls")); }

    QByteArray m_path = qgetenv("PATH");
    QTemporaryDir m_directory;
    bool m_isThere = false;
};

const ServiceRow* rowIn(main::Console& console, const char* name)
{
    const auto& rows = console.services().rows();
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [name](const ServiceRow& each) { return each.name == QLatin1String(name); });
    return found == rows.end() ? nullptr : &*found;
}

int countIn(main::Console& console, const std::function<bool(const ServiceRow&)>& is)
{
    const auto& rows = console.services().rows();
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), is));
}

int healthyIn(main::Console& console)
{
    return countIn(console, [](const ServiceRow& each) {
        return each.engineFollowed && each.container && each.container->run == ContainerRun::Running &&
               each.container->health == domain::ImageHealth::Healthy;
    });
}

// As its dialog asks for it; the effect is what the container shows.
void actIn(main::Console& console, ContainerAct what, const char* service)
{
    const QString key = rowIn(console, service)->key;
    const auto cost = console.serviceActs().cost(what, key);
    const auto asked = console.serviceActs().request(what, key, cost, {});
    QVERIFY2(asked.ok(), asked ? "" : qPrintable(base::toLogLine(asked.error())));
    QTRY_COMPARE_WITH_TIMEOUT(console.serviceActs().latest(key)->phase, ActPhase::Seen, patienceMs);
}

} // namespace

// The console's own session, window included, on the practice host over ssh: what an operator sees of eleven real
// containers. The pictures stay in the build directory.
class TestStackWindow final : public test::TestCase {
    Q_OBJECT

private:
    test::StackFixture m_stack;
    QTemporaryDir m_state;
    domain::Environment m_environment;
    domain::Runbook m_runbook;
    std::unique_ptr<main::Console> m_console;
    std::unique_ptr<main::SessionWindow> m_session;

    bool photograph(const char* name)
    {
        QTest::qWait(50); // what is about to be painted
        const QDir directory(QStringLiteral(OPS_PICTURES));
        return directory.mkpath(QStringLiteral(".")) &&
               m_session->window().grab().save(directory.filePath(QLatin1String(name)));
    }
    QString truth(const char* container, const char* format) const
    {
        const auto said = m_stack.docker({QStringLiteral("inspect"), QStringLiteral("--format"),
                                          QString::fromLatin1(format), QString::fromLatin1(container)});
        return QString::fromUtf8(said.out).trimmed();
    }

private Q_SLOTS:
    void initTestCase()
    {
        main::installLanguage(*qApp, QStringLiteral("en"));
        ui::applyTheme(*qApp, ui::ThemeChoice::Light);
        QVERIFY2(m_stack.start(), qPrintable(m_stack.log()));
        const auto runbook = test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        domain::HostConfig host;
        host.name = QStringLiteral("titan-1");
        host.kind = domain::HostKind::Ssh;
        host.destination = m_stack.sshHost();
        host.configFile = m_stack.sshConfig();
        host.workingDirectory = m_stack.projectDirectory();
        m_runbook = *runbook;
        m_environment.name = QStringLiteral("stack");
        m_environment.kind = domain::EnvironmentKind::Drill;
        m_environment.natsUrls = {m_stack.natsUrl()};
        m_environment.monitoringUrl = m_stack.monitoringUrl();
        m_environment.hosts = {host};
        m_environment.natsThrough = host.name; // as for a NATS that listens on its own machine only
        m_console = std::make_unique<main::Console>(systemClock, m_environment, m_runbook, m_state.path());
        m_session = std::make_unique<main::SessionWindow>(*m_console, m_state.path(), ui::AboutDialog::Facts{});
        connect(m_session.get(), &main::SessionWindow::painted, m_console.get(), &main::Console::start);
        m_session->show();
        m_session->window().resize(1280, 800);
        m_session->window().showPage(QStringLiteral("services"));
    }
    void cleanupTestCase()
    {
        m_session.reset();
        m_console.reset();
        QVERIFY2(m_stack.stop(), qPrintable(m_stack.log()));
    }

    void elevenContainersAreSeenOverSsh()
    {
        QTRY_COMPARE_WITH_TIMEOUT(healthyIn(*m_console), containersOfTheRunbook, patienceMs);
        QCOMPARE(m_console->services().rows().size(), size_t(containersOfTheRunbook));
        const auto engines = m_console->services().engines();
        QCOMPARE(engines.size(), size_t(1));
        QVERIFY(!domain::isSimulatedEngine(engines.front().version));
        // What trades says so by itself, over NATS.
        QTRY_COMPARE_WITH_TIMEOUT(m_console->states().view().shown, domain::TradingState::Open, patienceMs);
        QVERIFY(m_console->context().environment.natsUrls != QStringList{m_stack.natsUrl()}); // through ssh
        QTRY_COMPARE_WITH_TIMEOUT(rowIn(*m_console, "titan-brain")->level(domain::LevelKind::Endpoint).grade,
                                  domain::LevelGrade::Ok, patienceMs);
        // The others' endpoints are asked anew where the first answer, while all of them started, came too late.
        QTRY_COMPARE_WITH_TIMEOUT(
            countIn(*m_console, [](const ServiceRow& each) { return domain::needsAttention(each, systemClock.now()); }),
            0, patienceMs);
        auto* page = m_session->window().findChild<ui::ServicesPage*>();
        QVERIFY(page != nullptr);
        page->chooseService(QStringLiteral("titan-brain"));
        auto* log = page->findChild<QPlainTextEdit*>(QStringLiteral("serviceLog"));
        QTRY_VERIFY_WITH_TIMEOUT(log->toPlainText().contains(QLatin1String("timestamp")), patienceMs);
        QVERIFY(photograph("services-over-ssh.png"));
    }

    // rule: H6
    void anActIsSeenInTheRealContainer()
    {
        actIn(*m_console, ContainerAct::Stop, "titan-ai-quant");
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("exited"));
        QVERIFY(photograph("services-over-ssh-stopped.png"));
        actIn(*m_console, ContainerAct::Start, "titan-ai-quant");
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("running"));
        const QString before = truth("titan-ai-quant", "{{.State.StartedAt}}");
        actIn(*m_console, ContainerAct::Restart, "titan-ai-quant");
        QVERIFY(truth("titan-ai-quant", "{{.State.StartedAt}}") != before);
        QTRY_COMPARE_WITH_TIMEOUT(healthyIn(*m_console), containersOfTheRunbook, patienceMs);
    }

    // The engine's socket of a host that names it is forwarded through the session's ssh, beside the way to NATS, and
    // the docker client of this machine asks over it.
    void aHostsDockerSocketIsAskedFromHere()
    {
        const RecordedDocker docker;
        QVERIFY(docker.isThere());
        const QTemporaryDir state;
        domain::Environment environment = m_environment;
        environment.hosts.front().dockerSocket = QStringLiteral("/var/run/docker.sock");
        main::Console console(systemClock, environment, m_runbook, state.path());
        QVERIFY(!docker.ranOverForward({}));
        console.start();
        QTRY_COMPARE_WITH_TIMEOUT(healthyIn(console), containersOfTheRunbook, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(console.states().view().shown, domain::TradingState::Open, patienceMs);
        // It began over ssh: the forward has to be there first, and its engine to be reached.
        QTRY_VERIFY_WITH_TIMEOUT(docker.ranOverForward(QStringLiteral("ps --all")), patienceMs);
        const QString id = rowIn(console, "titan-ai-quant")->container->id;
        actIn(console, ContainerAct::Stop, "titan-ai-quant");
        QVERIFY(docker.ranOverForward(QStringLiteral("stop ") + id));
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("exited"));
        actIn(console, ContainerAct::Start, "titan-ai-quant");
        QVERIFY(docker.ranOverForward(QStringLiteral("start ") + id));
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("running"));
        QVERIFY(!docker.ranOverForward(QStringLiteral("compose"))); // its files are there
        QTRY_COMPARE_WITH_TIMEOUT(healthyIn(console), containersOfTheRunbook, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(healthyIn(*m_console), containersOfTheRunbook, patienceMs);
    }

    void everyHealthCheckOfTheRunbookAnswers()
    {
        m_session->window().showPage(QStringLiteral("health"));
        constexpr std::array asked{"endpoint/titan-brain", "command/Redis", "command/Postgres"};
        const auto inTime = [&] {
            return std::all_of(asked.begin(), asked.end(), [this](const char* id) {
                const domain::HealthRecord* record = m_console->health().record(QString::fromLatin1(id));
                return record != nullptr && record->latencyMs;
            });
        };
        for (int tries = 0; tries == 0 || (tries < 3 && !inTime()); ++tries) { // on a busy machine one may come late
            m_console->health().runAll();
            QTRY_VERIFY_WITH_TIMEOUT(m_console->health().sweep().total > 0 && !m_console->health().sweep().running(),
                                     patienceMs);
        }
        QVERIFY(photograph("health-over-ssh.png"));
        for (const char* id : asked) {
            const domain::HealthRecord* record = m_console->health().record(QString::fromLatin1(id));
            QVERIFY2(record != nullptr, id);
            QVERIFY2(record->verdict.grade == domain::HealthGrade::Ok, qPrintable(record->verdict.actual));
        }
    }
};

QTEST_MAIN(TestStackWindow)
#include "tst_stack_window.moc"
