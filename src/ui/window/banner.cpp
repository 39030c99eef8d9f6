#include "ui/window/banner.h"

#include "base/lateness.h"
#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/environment_band.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>

namespace ops::ui {
namespace {

constexpr int leastProof = 124; // the state's proof is the last thing to give way

// Without the milliseconds: the banner's clock is for reading, not for records.
QString clockText(const base::Instant& now)
{
    return base::utcTimeText(now.utcMs).left(8) + QStringLiteral(" UTC");
}

// The near end of a forward tells nobody where the link leads: then it is the host that it goes through.
QString serverText(const domain::LinkStatus& link, const QString& through)
{
    QString server = link.server;
    if (!server.isEmpty() && !through.isEmpty())
        return Banner::tr("through %1").arg(through);
    const auto scheme = server.indexOf(QLatin1String("://"));
    return scheme < 0 ? server : server.mid(scheme + 3);
}

// The cause alone: the banner has no room for the evidence, which the guard and the journal give in full.
QString linkText(const domain::LinkStatus& link, const base::Instant& now)
{
    if (link.phase == domain::LinkPhase::Down && link.error)
        return Banner::tr("down: %1").arg(causeText(link.error->code));
    return describe(link, now);
}

MarkKind linkMark(const domain::LinkStatus& link)
{
    if (link.up())
        return MarkKind::Ok;
    return link.phase == domain::LinkPhase::Down ? MarkKind::Failed : MarkKind::Waiting;
}

} // namespace

Banner::Banner(const WindowContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_badge(new StateBadge(StateBadge::Size::Large, this))
    , m_proofs(new QWidget(this))
    , m_proof(new ElidedLabel(Type::Caption, Tone::Muted, m_proofs))
    , m_proofAge(new ElidedLabel(Type::Caption, Tone::Muted, m_proofs))
    , m_path(new BannerSegment(QStringLiteral("banner.path"), this))
    , m_telemetry(new BannerSegment(QStringLiteral("banner.telemetry"), this))
    , m_listeners(new BannerSegment(QStringLiteral("banner.listeners"), this))
    , m_who(new QWidget(this))
    , m_clock(new ElidedLabel(Type::Fixed, Tone::Normal, m_who))
    , m_warning(new Label({}, Type::CaptionStrong, Tone::Halt, this))
    , m_halt(new HaltButton(this))
    , m_guardNews([this] { showGuard(); }, this)
    , m_stateNews([this] { showState(); }, this)
    , m_linkNews(
          [this] {
              showCommandPath();
              showTelemetry();
          },
          this)
{
    setObjectName(QStringLiteral("banner"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_badge->setObjectName(QStringLiteral("banner.state"));
    m_proof->setObjectName(QStringLiteral("banner.proof"));
    m_proof->setElideMode(Qt::ElideRight);
    m_proof->setMinimumWidth(leastProof);
    m_proofAge->setObjectName(QStringLiteral("banner.proofAge"));
    m_clock->setObjectName(QStringLiteral("banner.clock"));
    m_clock->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // a time that is cut is none
    m_warning->setObjectName(QStringLiteral("banner.warning"));
    m_warning->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* proof = new QVBoxLayout(m_proofs);
    proof->setContentsMargins(0, 0, 0, 0);
    proof->setSpacing(2);
    proof->addStretch(1);
    proof->addWidget(m_proof);
    proof->addWidget(m_proofAge);
    proof->addStretch(1);

    auto* who = new QVBoxLayout(m_who);
    who->setContentsMargins(0, 0, 0, 0);
    who->setSpacing(2);
    auto* actor = new ElidedLabel(Type::Caption, Tone::Muted, m_who);
    actor->setText(context.session.actor);
    who->addStretch(1);
    who->addWidget(actor);
    who->addWidget(m_clock);
    who->addStretch(1);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, space::xl - space::xs, 0);
    row->setSpacing(0);
    row->addWidget(new EnvironmentBand(context.session.environment, EnvironmentBand::Layout::TwoLines, this));
    row->addSpacing(space::l);
    row->addWidget(m_badge);
    row->addSpacing(space::s);
    row->addWidget(m_proofs);
    row->addSpacing(space::l);
    row->addWidget(m_path);
    row->addWidget(m_telemetry);
    row->addWidget(m_listeners, 1);
    row->addStretch(); // when the listeners are not there
    row->addWidget(m_who);
    row->addSpacing(space::xl);
    row->addWidget(m_warning);
    row->addSpacing(space::s);
    row->addWidget(m_halt);
    const int twoLines = QFontMetrics(bodyFont()).height() * 2 + space::xl;
    setFixedHeight(qMax(56, twoLines));

    m_path->setCaption(tr("command path"));
    m_telemetry->setCaption(tr("telemetry"));
    m_listeners->setCaption(tr("listening to halt"));
    m_listeners->setValueGivesWay(); // a long error, or many names

    connect(m_halt, &QAbstractButton::clicked, this, [this] { m_context.guard.lift(); });
    connect(&m_context.guard, &app::GuardController::changed, &m_guardNews, &Coalescer::request);
    connect(&m_context.states, &app::TradingStateController::changed, &m_stateNews, &Coalescer::request);
    connect(&m_context.links, &app::LinksController::listenersChanged, this, &Banner::showListeners);
    connect(&m_context.links, &app::LinksController::linksChanged, &m_linkNews, &Coalescer::request);
    showGuard();
    refresh();
}

void Banner::refresh()
{
    m_clock->setText(clockText(m_context.now()));
    showState();
    showCommandPath();
    showTelemetry();
    showListeners();
}

void Banner::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    chooseParts();
}

bool Banner::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        chooseParts();
    return QFrame::event(event);
}

// A row that is given less than it needs would be cut at its end, where the halt control is.
void Banner::chooseParts()
{
    // The desktop has a clock; what a link is is told by the state's age and beside the halt control as well.
    const std::array<QWidget*, 5> parts{m_who, m_telemetry, m_listeners, m_path, m_proofs};
    const auto least = [](const QWidget* part) {
        return part->minimumSizeHint().expandedTo(part->minimumSize()).width();
    };
    int needed = layout()->minimumSize().width();
    for (const QWidget* part : parts)
        needed += part->isHidden() ? least(part) : 0;
    for (QWidget* part : parts) {
        const bool fits = needed <= width();
        if (!fits)
            needed -= least(part);
        part->setVisible(fits);
    }
}

void Banner::showState()
{
    const domain::StateView view = m_context.states.view();
    m_badge->setState(view.shown, view.stale);
    m_proof->setText(proofText(view));
    m_proofAge->setText(proofAgeText(view, m_context.now()));
}

void Banner::showCommandPath()
{
    const domain::LinkStatus& link = m_context.links.commandLink();
    const QString server = serverText(link, m_context.session.environment.natsThrough);
    m_path->setCaption(tr("command path"), server);
    const bool down = link.phase == domain::LinkPhase::Down;
    m_path->setValue(linkMark(link), linkText(link, m_context.now()), down ? Tone::Halt : Tone::Normal);

    // Said before use, beside the control that is about to be used (rule H1).
    QString warning;
    if (down)
        warning = tr("The path is down:\nuse the command line");
    else if (!link.up())
        warning = tr("The path is\nnot proven yet");
    if (m_warning->text() != warning)
        m_warning->setText(warning);
    m_warning->setTone(down ? Tone::Halt : Tone::Muted);
    m_warning->setVisible(!warning.isEmpty());
    m_halt->setAccessibleDescription(QString(warning).replace(QLatin1Char('\n'), QLatin1Char(' ')));
}

void Banner::showTelemetry()
{
    const domain::LinkStatus& link = m_context.links.telemetryLink();
    const bool down = link.phase == domain::LinkPhase::Down;
    const QString server = serverText(link, m_context.session.environment.natsThrough);
    m_telemetry->setCaption(tr("telemetry"), server);
    m_telemetry->setValue(linkMark(link), linkText(link, m_context.now()), down ? Tone::Halt : Tone::Normal);
}

void Banner::showListeners()
{
    const auto& snapshot = m_context.links.listeners();
    const auto& error = m_context.links.listenersError();
    if (!snapshot) {
        m_listeners->setValue(MarkKind::Unknown, error ? tr("unknown: %1").arg(describe(*error)) : tr("unknown"),
                              Tone::Unknown);
        return;
    }
    const bool stale = base::tookLonger(snapshot->at, m_context.now(), app::LinksController::listenersMaxAge);
    const QString age = ageText(snapshot->at, m_context.now(), stale);
    QStringList names = snapshot->names();
    if (names.isEmpty()) {
        m_listeners->setValue(MarkKind::Alarm, tr("NOBODY, %1").arg(age), Tone::Halt);
        return;
    }
    QString text = names.join(QStringLiteral(", "));
    if (stale)
        text = age + QStringLiteral(": ") + text;
    m_listeners->setValue(MarkKind::None, text, stale ? Tone::Muted : Tone::Normal);
}

void Banner::showGuard()
{
    m_halt->setGuardOpen(m_context.guard.guard().phase != domain::GuardPhase::Closed);
}

} // namespace ops::ui
