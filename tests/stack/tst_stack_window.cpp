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
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace ops;
using domain::ActPhase;
using domain::ContainerAct;
using domain::ContainerRun;
using domain::ServiceRow;

namespace {

constexpr int containersOfTheRunbook = 11;
constexpr int patienceMs = 30'000;
// It outlives the threads of the libraries.
const base::SystemClock systemClock;

} // namespace

// The console's own session, window included, on the practice host over ssh: what an operator sees of eleven real
// containers. The pictures stay in the build directory.
class TestStackWindow final : public test::TestCase {
    Q_OBJECT

private:
    test::StackFixture m_stack;
    QTemporaryDir m_state;
    std::unique_ptr<main::Console> m_console;
    std::unique_ptr<main::SessionWindow> m_session;

    const ServiceRow* row(const char* name) const
    {
        const auto& rows = m_console->services().rows();
        const auto found = std::find_if(rows.begin(), rows.end(),
                                        [name](const ServiceRow& each) { return each.name == QLatin1String(name); });
        return found == rows.end() ? nullptr : &*found;
    }
    int count(const std::function<bool(const ServiceRow&)>& is) const
    {
        const auto& rows = m_console->services().rows();
        return static_cast<int>(std::count_if(rows.begin(), rows.end(), is));
    }
    int healthy() const
    {
        return count([](const ServiceRow& each) {
            return each.engineFollowed && each.container && each.container->run == ContainerRun::Running &&
                   each.container->health == domain::ImageHealth::Healthy;
        });
    }
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
    // As its dialog asks for it; the effect is what the container shows.
    void act(ContainerAct what, const char* service)
    {
        const QString key = row(service)->key;
        const auto cost = m_console->serviceActs().cost(what, key);
        const auto asked = m_console->serviceActs().request(what, key, cost, {});
        QVERIFY2(asked.ok(), asked ? "" : qPrintable(base::toLogLine(asked.error())));
        QTRY_COMPARE_WITH_TIMEOUT(m_console->serviceActs().latest(key)->phase, ActPhase::Seen, patienceMs);
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
        domain::Environment environment;
        environment.name = QStringLiteral("stack");
        environment.kind = domain::EnvironmentKind::Drill;
        environment.natsUrls = {m_stack.natsUrl()};
        environment.monitoringUrl = m_stack.monitoringUrl();
        environment.hosts = {host};
        environment.natsThrough = host.name; // as for a NATS that listens on its own machine only
        m_console = std::make_unique<main::Console>(systemClock, environment, *runbook, m_state.path());
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
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containersOfTheRunbook, patienceMs);
        QCOMPARE(m_console->services().rows().size(), size_t(containersOfTheRunbook));
        const auto engines = m_console->services().engines();
        QCOMPARE(engines.size(), size_t(1));
        QVERIFY(!domain::isSimulatedEngine(engines.front().version));
        // What trades says so by itself, over NATS.
        QTRY_COMPARE_WITH_TIMEOUT(m_console->states().view().shown, domain::TradingState::Open, patienceMs);
        QVERIFY(m_console->context().environment.natsUrls != QStringList{m_stack.natsUrl()}); // through ssh
        QTRY_COMPARE_WITH_TIMEOUT(row("titan-brain")->level(domain::LevelKind::Endpoint).grade, domain::LevelGrade::Ok,
                                  patienceMs);
        QCOMPARE(count([](const ServiceRow& each) { return domain::needsAttention(each); }), 0);
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
        act(ContainerAct::Stop, "titan-ai-quant");
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("exited"));
        QVERIFY(photograph("services-over-ssh-stopped.png"));
        act(ContainerAct::Start, "titan-ai-quant");
        QCOMPARE(truth("titan-ai-quant", "{{.State.Status}}"), QStringLiteral("running"));
        const QString before = truth("titan-ai-quant", "{{.State.StartedAt}}");
        act(ContainerAct::Restart, "titan-ai-quant");
        QVERIFY(truth("titan-ai-quant", "{{.State.StartedAt}}") != before);
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containersOfTheRunbook, patienceMs);
    }

    void everyHealthCheckOfTheRunbookAnswers()
    {
        m_session->window().showPage(QStringLiteral("health"));
        m_console->health().runAll();
        QTRY_VERIFY_WITH_TIMEOUT(m_console->health().sweep().total > 0 && !m_console->health().sweep().running(),
                                 patienceMs);
        QVERIFY(photograph("health-over-ssh.png"));
        for (const char* id : {"endpoint/titan-brain", "command/Redis", "command/Postgres"}) {
            const domain::HealthRecord* record = m_console->health().record(QString::fromLatin1(id));
            QVERIFY2(record != nullptr, id);
            QVERIFY2(record->verdict.grade == domain::HealthGrade::Ok, qPrintable(record->verdict.actual));
        }
    }
};

QTEST_MAIN(TestStackWindow)
#include "tst_stack_window.moc"
