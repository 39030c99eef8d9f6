#include "ui/hosts/hosts_dialog.h"

#include "domain/services/engine_tool.h"
#include "ui/common/dialog_button.h"
#include "ui/common/environment_band.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/hosts/host_card.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds ageTime{1000};
constexpr int dialogWidth = 820;

// As high as what it holds, so that the dialog is; it scrolls, up and down, where the screen is too low for that. What
// changes within is laid out from the inside to the outside, and only then it is known how high it is.
class HostsArea final : public QScrollArea {
public:
    HostsArea(std::function<void()> changed, QWidget* parent)
        : QScrollArea(parent)
        , m_changed(std::move(changed))
    {
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        return widget()->hasHeightForWidth() ? widget()->heightForWidth(width) : widget()->sizeHint().height();
    }
    QSize minimumSizeHint() const override
    {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
                QScrollArea::minimumSizeHint().height()};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool handled = QScrollArea::eventFilter(watched, event);
        if (watched == widget() && event->type() == QEvent::LayoutRequest) {
            updateGeometry();
            m_changed();
        }
        return handled;
    }

private:
    std::function<void()> m_changed;
};

} // namespace

HostsDialog::HostsDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_head(new DialogHead(context.session.environment, tr("Command hosts"), this))
    , m_area(new HostsArea([this] { growToFit(); }, this))
{
    setObjectName(QStringLiteral("hostsDialog"));
    setWindowTitle(QStringLiteral("%1 — %2").arg(tr("Command hosts"), environmentText(context.session.environment)));
    m_head->setStatus(tr("Esc closes"), Tone::Muted);
    m_area->setObjectName(QStringLiteral("hostsArea"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setBackgroundRole(QPalette::Base);
    m_area->setWidget(makeCards());

    auto* foot = new DialogFoot(this);
    m_again = new DialogButton(tr("Look again"), QStringLiteral("hostsAgain"), foot);
    m_again->setEnabled(!m_cards.empty());
    m_close = new DialogButton(tr("Close"), QStringLiteral("hostsClose"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_again);
    acts->addStretch(1);
    acts->addWidget(m_close);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_area, 1);
    column->addWidget(foot);

    m_ages.setInterval(ageTime);
    connect(&m_ages, &QTimer::timeout, this, &HostsDialog::refresh);
    connect(&m_context.hosts, &app::CommandHostsController::toolsChanged, this, &HostsDialog::refresh);
    connect(&m_context.hosts, &app::CommandHostsController::statusChanged, this, &HostsDialog::refresh);
    connect(&m_context.services, &app::ServicesController::enginesChanged, this, &HostsDialog::refresh);
    connect(m_again, &QPushButton::clicked, this, &HostsDialog::lookAgain);
    connect(m_close, &QPushButton::clicked, this, &HostsDialog::reject);
}

QWidget* HostsDialog::makeCards()
{
    auto* box = new QWidget;
    box->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    for (const domain::HostConfig& host : m_context.session.environment.hosts) {
        m_cards.push_back(new HostCard(host, box));
        column->addWidget(m_cards.back());
    }
    if (m_cards.empty()) {
        auto* none =
            wrappingLabel(tr("This environment names no command host. Add \"hosts\" to its file (see the help)."),
                          Type::Body, Tone::Normal, box);
        none->setObjectName(QStringLiteral("hostsNone"));
        column->addWidget(none);
    }
    column->addStretch(1);
    return box;
}

void HostsDialog::openFresh()
{
    const QStringList hosts = m_context.hosts.hosts();
    for (const QString& host : hosts)
        m_context.hosts.findTools(host);
    for (size_t i = 0; i < m_cards.size(); ++i)
        showHost(i);
    m_close->setFocus(Qt::OtherFocusReason);
    fit(dialogWidth);
    present();
}

// Not when it is opened: to come to the front it may have to hide for a moment.
void HostsDialog::showEvent(QShowEvent* event)
{
    OpsDialog::showEvent(event);
    m_ages.start();
}

void HostsDialog::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) // minimised is not closed
        m_ages.stop();
    OpsDialog::hideEvent(event);
}

// Nothing in the area needs the focus while all is well, and it can be read by the keyboard all the same.
void HostsDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_PageDown)
        m_area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    else if (event->key() == Qt::Key_PageUp)
        m_area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
    else
        OpsDialog::keyPressEvent(event);
}

void HostsDialog::lookAgain()
{
    const QStringList hosts = m_context.hosts.hosts();
    for (const QString& host : hosts)
        m_context.hosts.findToolsAgain(host);
    refresh();
}

void HostsDialog::refresh()
{
    if (!isVisible())
        return;
    for (size_t i = 0; i < m_cards.size(); ++i)
        showHost(i);
    growToFit();
}

void HostsDialog::showHost(size_t index)
{
    const QString& name = m_context.session.environment.hosts.at(index).name;
    HostCard::Facts facts;
    if (const domain::HostStatus* status = m_context.hosts.status(name))
        facts.status = *status;
    facts.tools = m_context.hosts.tools(name);
    facts.looking = m_context.hosts.isLookingForTools(name);
    facts.foundAt = m_context.hosts.toolsFoundAt(name);
    const auto engines = m_context.services.engines();
    const auto engine = std::find_if(engines.begin(), engines.end(),
                                     [&](const domain::EngineStatus& each) { return each.host == name; });
    if (engine != engines.end())
        facts.tools = domain::withEngineNow(std::move(facts.tools), *engine, facts.status);
    m_cards.at(index)->setFacts(facts, m_context.now());
}

} // namespace ops::ui
