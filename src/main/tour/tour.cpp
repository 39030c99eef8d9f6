#include "main/tour/tour.h"

#include "main/tour/account.h"
#include "main/tour/tour_plan.h"
#include "ui/common/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

namespace ops::main {
namespace {

// The looks of the design: small and large, light and dark. The first one is the tour's own.
QVector<ShotVariant> looks()
{
    const QSize small(1280, 800);
    const QSize large(2560, 1440);
    return {{false, small}, {true, small}, {true, large}, {false, large}, {false, small}};
}

} // namespace

QString Tour::user()
{
    return QStringLiteral("console");
}

QByteArray Tour::password()
{
    return QByteArrayLiteral("practice-only");
}

Tour::Tour(Console& console, SessionWindow& window, infra::DrillProcesses& drill, QString directory, QObject* parent)
    : QObject(parent)
    , m_console(console)
    , m_window(window)
    , m_drill(drill)
    , m_directory(std::move(directory))
{
}

Tour::~Tour() = default;

void Tour::start()
{
    if (!QDir().mkpath(m_directory)) {
        end(QStringLiteral("cannot make the directory %1").arg(m_directory));
        return;
    }
    m_window.window().resize(looks().constFirst().size);
    m_window.window().move(0, 0);
    const auto setTheme = [](bool dark) {
        ui::applyTheme(*qApp, dark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    };
    setTheme(false);
    m_logs = std::make_unique<TourLogs>(*m_console.context().clock, m_window.window());
    m_camera = std::make_unique<Camera>(m_window.window(), m_directory, looks(), setTheme);
    m_runner =
        std::make_unique<TourRunner>(*m_camera, tourSteps({m_console, m_window, m_drill, [this] { showStartDialog(); },
                                                           [this] { m_startDialog.reset(); }, *m_logs}));
    connect(m_runner.get(), &TourRunner::progressed, this, [](const QString& step, int number, int total) {
        if (!step.isEmpty())
            std::printf("[%2d/%d] %s\n", number, total, qPrintable(step));
        std::fflush(stdout);
    });
    connect(m_runner.get(), &TourRunner::finished, this, [this] { end({}); });
    connect(m_runner.get(), &TourRunner::failed, this, &Tour::end);
    m_runner->start();
}

void Tour::showStartDialog()
{
    domain::Environment prod;
    prod.name = QStringLiteral("titan-prod");
    prod.natsUrls = {QStringLiteral("nats://10.0.0.5:4222"), QStringLiteral("nats://10.0.0.6:4222")};
    const base::Error broken{base::ErrorCode::InvalidInput,
                             QStringLiteral("/kind: found \"PRODUCTION\", expected PROD, STAGING or DRILL"),
                             QStringLiteral("environments/titan-staging.json")};
    const QVector<ui::EnvironmentChoice> choices{{prod.name, prod, {}}, {QStringLiteral("titan-staging"), {}, broken}};
    m_startDialog = std::make_unique<ui::StartDialog>(choices, QStringLiteral("environments"), prod.name, std::nullopt,
                                                      &m_window.window());
    m_startDialog->present();
}

void Tour::end(const QString& problem)
{
    const int pictures = m_camera ? m_camera->taken() : 0;
    QString text = accountText(m_console, pictures);
    if (!problem.isEmpty())
        text += QStringLiteral("\nTHE TOUR DID NOT END AS IT SHOULD: %1\n").arg(problem);
    QFile file(QDir(m_directory).filePath(QStringLiteral("account.txt")));
    const QByteArray bytes = text.toUtf8();
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    if (!written)
        std::fprintf(stderr, "titan-ops-console: %s: cannot be written\n", qPrintable(file.fileName()));
    if (!problem.isEmpty())
        std::fprintf(stderr, "titan-ops-console: tour: %s\n", qPrintable(problem));
    Q_EMIT finished(written && problem.isEmpty() ? 0 : 1);
}

} // namespace ops::main
