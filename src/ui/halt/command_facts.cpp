#include "ui/halt/command_facts.h"

#include "base/lateness.h"
#include "domain/trading_state.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/stays_open.h"
#include "ui/common/tokens.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace ops::ui {
namespace {

// One entry a subscription: a service that listens twice is named once, with both connections.
QString listenerNames(const domain::ListenerSnapshot& snapshot)
{
    QStringList parts;
    const QStringList names = snapshot.names();
    for (const QString& name : names) {
        QStringList cids;
        for (const domain::Listener& listener : snapshot.listeners)
            if (listener.name == name)
                cids << QString::number(listener.cid);
        cids.removeDuplicates();
        parts << QStringLiteral("%1 (cid %2)").arg(name, cids.join(QStringLiteral(", ")));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

CommandFacts::CommandFacts(const WindowContext& context, domain::CommandKind kind, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_kind(kind)
    , m_listenerMark(new Mark(MarkKind::None, this))
    , m_listeners(wrappingLabel({}, Type::Body, Tone::Normal, this))
    , m_subject(new Label({}, Type::Fixed, Tone::Muted, this))
    , m_bytes(wrappingLabel({}, Type::Fixed, Tone::Normal, this))
    , m_staysOpen(wrappingLabel({}, Type::Body, Tone::Normal, this))
    , m_pathBox(new QWidget(this))
    , m_path(wrappingLabel({}, Type::Strong, Tone::Halt, m_pathBox))
    , m_commandLine(new CopyField(tr("Command line"), m_pathBox))
{
    m_listeners->setObjectName(QStringLiteral("facts.listeners"));
    m_bytes->setObjectName(QStringLiteral("facts.bytes"));
    m_staysOpen->setObjectName(QStringLiteral("facts.staysOpen"));
    m_path->setObjectName(QStringLiteral("facts.path"));
    m_commandLine->nameParts(QStringLiteral("facts.commandLine"));
    // The exact bytes can be marked and copied with the mouse; with the keyboard they are one Tab too many here.
    m_bytes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subject->setText(context.session.runbook.halt.subject);

    auto* listenerRow = new QHBoxLayout;
    listenerRow->setSpacing(space::xs + 2);
    listenerRow->addWidget(m_listenerMark, 0, Qt::AlignTop);
    listenerRow->addWidget(m_listeners, 1);
    auto* sends = new QVBoxLayout;
    sends->setSpacing(2);
    sends->addWidget(m_subject);
    sends->addWidget(m_bytes);
    auto* path = new QVBoxLayout(m_pathBox);
    path->setContentsMargins(0, 0, 0, 0);
    path->setSpacing(space::xs);
    path->addWidget(m_path);
    path->addWidget(m_commandLine);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::m);
    grid->setColumnStretch(1, 1);
    const auto row = [this, grid](int number, const QString& name, QLayout* content) {
        grid->addWidget(new Label(name, Type::Body, Tone::Muted, this), number, 0, Qt::AlignTop);
        grid->addLayout(content, number, 1);
    };
    row(0, tr("Will hear it now"), listenerRow);
    row(1, tr("Sends"), sends);
    if (domain::isStopKind(kind)) {
        grid->addWidget(new Label(tr("Does not"), Type::Body, Tone::Muted, this), 2, 0, Qt::AlignTop);
        grid->addWidget(m_staysOpen, 2, 1);
    } else {
        m_staysOpen->hide();
    }
    grid->addWidget(m_pathBox, 3, 0, 1, 2);

    connect(&m_context.links, &app::LinksController::listenersChanged, this, &CommandFacts::showListeners);
    connect(&m_context.links, &app::LinksController::linksChanged, this, &CommandFacts::showPath);
    refresh();
}

void CommandFacts::setReason(const QString& reason)
{
    m_reason = reason;
    refresh();
}

void CommandFacts::refresh()
{
    m_bytes->setText(QString::fromUtf8(m_context.commands.previewPayload(m_kind, m_reason)));
    m_staysOpen->setText(
        staysOpenText(m_context.session.runbook.halt.doesNot, m_context.states.exposure(), m_context.now()));
    showListeners();
    showPath();
}

void CommandFacts::showListeners()
{
    const auto& snapshot = m_context.links.listeners();
    const auto& error = m_context.links.listenersError();
    const auto show = [this](MarkKind mark, const QString& text, Tone tone, Type type) {
        m_listenerMark->setKind(mark);
        m_listeners->setType(type);
        m_listeners->setTone(tone);
        m_listeners->setText(text);
    };
    if (!snapshot) {
        show(MarkKind::Unknown,
             error ? tr("Unknown.") + QLatin1Char(' ') + describe(*error) : tr("Unknown: the server has not answered."),
             Tone::Unknown, Type::Strong);
        return;
    }
    const bool stale = base::tookLonger(snapshot->at, m_context.now(), app::LinksController::listenersMaxAge);
    const QString age = ageText(snapshot->at, m_context.now(), stale);
    QStringList notes{age};
    if (!snapshot->streams.isEmpty())
        notes << tr("a stream stores it, which proves nothing");
    if (snapshot->incomplete)
        notes << tr("the server names no more than these");
    const auto count = static_cast<int>(snapshot->names().size());
    if (count == 0)
        show(MarkKind::Alarm, tr("NOBODY (%1)").arg(notes.join(QStringLiteral(", "))), Tone::Halt, Type::Strong);
    else
        show(stale ? MarkKind::Unknown : MarkKind::None,
             tr("%1 — %n listener(s), %2", nullptr, count)
                 .arg(listenerNames(*snapshot), notes.join(QStringLiteral(", "))),
             stale ? Tone::Muted : Tone::Normal, stale ? Type::Body : Type::Strong);
}

void CommandFacts::showPath()
{
    const domain::LinkStatus& link = m_context.links.commandLink();
    m_pathBox->setVisible(!link.up());
    if (link.up())
        return;
    // A stop dials once more by itself, unless there is no way to the servers at all.
    const bool dials = domain::isStopKind(m_kind) && m_context.links.wayOpen();
    QString text = tr("The command path is not up (%1).").arg(describe(link, m_context.now()));
    text += QLatin1Char(' ') +
            (dials ? tr("Sending tries to connect once, for one second; this line does the same from the host:")
                   : tr("It cannot be sent now. From the host:"));
    m_path->setText(text);
    domain::Command command;
    command.kind = m_kind;
    command.payload = m_context.commands.previewPayload(m_kind, m_reason);
    m_commandLine->setText(m_context.commands.cliLine(command));
}

} // namespace ops::ui
