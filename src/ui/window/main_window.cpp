#include "ui/window/main_window.h"

#include "ui/activity/activity_page.h"
#include "ui/alarms/alarm_bar.h"
#include "ui/common/environment_band.h"
#include "ui/common/repeat_filter.h"
#include "ui/common/tokens.h"
#include "ui/health/health_page.h"
#include "ui/logs/logs_page.h"
#include "ui/overview/overview_page.h"
#include "ui/services/services_page.h"
#include "ui/window/banner.h"
#include "ui/window/halt_shortcut.h"
#include "ui/window/nav_rail.h"
#include "ui/window/page_area.h"
#include "ui/window/page_stack.h"
#include "ui/window/status_strip.h"
#include "ui/window/window_fit.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>
#include <QScreen>
#include <QShowEvent>
#include <QVBoxLayout>
#include <QWindow>

#include <chrono>

namespace ops::ui {
namespace {

constexpr QSize smallestWindow{1024, 640};
constexpr QSize firstSize{1440, 900};
constexpr std::chrono::milliseconds ageStep{500};

void drawOverviewIcon(QPainter& painter, const QRectF& box)
{
    painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    painter.drawEllipse(box.center(), box.width() / 6, box.height() / 6);
}

// Containers, stacked.
void drawServicesIcon(QPainter& painter, const QRectF& box)
{
    const double high = box.height() / 4;
    for (int layer = 0; layer < 3; ++layer) {
        const QRectF one(box.left() + 1, box.top() + layer * high * 1.35 + 1, box.width() - 2, high);
        painter.drawRect(one);
        painter.drawPoint(QPointF(one.left() + high / 2 + 1, one.center().y()));
    }
}

// Lines of a log, the newest one marked.
void drawLogsIcon(QPainter& painter, const QRectF& box)
{
    const double step = box.height() / 4;
    for (int line = 0; line < 4; ++line) {
        const double y = box.top() + step * (line + 0.5);
        painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + box.width() * (line % 2 == 0 ? 1.0 : 0.7), y));
    }
    painter.drawRect(QRectF(box.left() - 1, box.top() + step * 3 - 1, box.width() + 2, step + 2));
}

void drawActivityIcon(QPainter& painter, const QRectF& box)
{
    const double step = box.height() / 4;
    for (int line = 0; line < 4; ++line) {
        const double y = box.top() + step * (line + 0.5);
        painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + box.width() * 0.12, y));
        painter.drawLine(QPointF(box.left() + box.width() * 0.3, y), QPointF(box.right(), y));
    }
}

// A pulse: flat, up, down, flat.
void drawHealthIcon(QPainter& painter, const QRectF& box)
{
    const double middle = box.center().y();
    const double step = box.width() / 6;
    painter.drawPolyline(
        QPolygonF({QPointF(box.left(), middle), QPointF(box.left() + step * 1.6, middle),
                   QPointF(box.left() + step * 2.6, box.top() + 1), QPointF(box.left() + step * 3.7, box.bottom() - 1),
                   QPointF(box.left() + step * 4.5, middle), QPointF(box.right(), middle)}));
}

QWidget* line(QWidget* parent)
{
    auto* widget = new QFrame(parent);
    widget->setFixedHeight(1);
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Mid);
    return widget;
}

} // namespace

MainWindow::MainWindow(const WindowContext& context)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("%1 — Titan Ops Console").arg(environmentText(context.session.environment)));
    fitLeastSize();
    resize(fittedTo(firstSize, screen()->availableSize()));

    const auto makeOverview = [this, context](QWidget* parent) {
        auto* page = new OverviewPage(context, parent);
        connect(page, &OverviewPage::softHaltRequested, this, &MainWindow::softHaltRequested);
        connect(page, &OverviewPage::resumeRequested, this, &MainWindow::resumeRequested);
        refreshWhileShown(page, [page] { page->refresh(); });
        return page;
    };
    const auto makeServices = [this, context](QWidget* parent) {
        auto* page = new ServicesPage(context, parent);
        connect(page, &ServicesPage::actRequested, this, &MainWindow::serviceActRequested);
        connect(page, &ServicesPage::hostsRequested, this, &MainWindow::hostsRequested);
        refreshWhileShown(page, [page] { page->refresh(); });
        return page;
    };
    const auto makeLogs = [this, context](QWidget* parent) {
        auto* page = new LogsPage(context, parent);
        refreshWhileShown(page, [page] { page->refresh(); });
        return page;
    };
    const auto makeHealth = [this, context](QWidget* parent) {
        auto* page = new HealthPage(context, parent);
        refreshWhileShown(page, [page] { page->refresh(); });
        return page;
    };
    const auto makeActivity = [context](QWidget* parent) { return new ActivityPage(context, parent); };
    QVector<PageEntry> pages{
        {QStringLiteral("overview"), tr("Overview"), drawOverviewIcon, makeOverview},
        {QStringLiteral("services"), tr("Services"), drawServicesIcon, makeServices},
    };
    if (context.logFollow != nullptr && context.logView != nullptr)
        pages.append({QStringLiteral("logs"), tr("Logs"), drawLogsIcon, makeLogs});
    pages.append({QStringLiteral("health"), tr("Health"), drawHealthIcon, makeHealth});
    pages.append({QStringLiteral("activity"), tr("Activity"), drawActivityIcon, makeActivity});

    auto* centre = new QWidget(this);
    m_banner = new Banner(context, centre);
    auto* alarms = new AlarmBar(context, centre);
    m_rail = new NavRail(pages, centre);
    m_stack = new PageStack(pages, centre);
    auto* status = new StatusStrip(context, centre);

    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_rail);
    body->addWidget(new PageArea(m_stack, centre), 1);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(line(centre));
    column->addWidget(alarms);
    column->addLayout(body, 1);
    column->addWidget(line(centre));
    column->addWidget(status);
    setCentralWidget(centre);

    new RepeatFilter(*QCoreApplication::instance(), this);
    auto* haltKey = new HaltShortcut(*QCoreApplication::instance(), this);
    connect(haltKey, &HaltShortcut::pressed, this, [context] { context.guard.lift(); });
    connect(alarms, &AlarmBar::softHaltRequested, this, &MainWindow::softHaltRequested);
    connect(m_rail, &NavRail::chosen, m_stack, &PageStack::showPage);
    connect(m_stack, &PageStack::built, this, &MainWindow::pageBuilt);
    connect(m_rail, &NavRail::helpRequested, this, &MainWindow::helpRequested);
    connect(m_rail, &NavRail::aboutRequested, this, &MainWindow::aboutRequested);
    connect(&m_second, &QTimer::timeout, m_banner, &Banner::refresh);
    m_second.start(ageStep);
    m_rail->choose(QStringLiteral("overview"));
}

void MainWindow::fitToScreen()
{
    fitLeastSize();
    if (isMaximized() || isFullScreen())
        return; // the desktop fits it
    const QScreen* there = QGuiApplication::screenAt(geometry().center());
    setGeometry(fittedTo(geometry(), (there != nullptr ? there : screen())->availableGeometry()));
}

void MainWindow::fitLeastSize()
{
    setMinimumSize(fittedTo(smallestWindow, screen()->availableSize()));
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!event->spontaneous())
        connect(windowHandle(), &QWindow::screenChanged, this, &MainWindow::fitLeastSize, Qt::UniqueConnection);
}

void MainWindow::refreshWhileShown(QWidget* page, const std::function<void()>& refresh)
{
    const auto refreshShown = [page, refresh] {
        if (page->isVisible())
            refresh();
    };
    connect(&m_second, &QTimer::timeout, page, refreshShown);
    connect(m_stack, &QStackedWidget::currentChanged, page, refreshShown);
}

void MainWindow::showPage(const QString& id)
{
    m_rail->choose(id);
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (!m_stack->isOpen())
        QTimer::singleShot(0, m_stack, &PageStack::open);
}

QString MainWindow::pageId() const
{
    return m_rail->chosenId();
}

} // namespace ops::ui
