#include "ui/overview/overview_page.h"

#include "base/lateness.h"
#include "ui/common/age_text.h"
#include "ui/common/card.h"
#include "ui/common/cell_delegate.h"
#include "ui/common/describe.h"
#include "ui/common/halt_text.h"
#include "ui/common/stays_open.h"
#include "ui/overview/overview_rows.h"

#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace ops::ui {
namespace {

constexpr size_t mostForeign = 50;
constexpr int queueColumn = 3; // of the listeners; shown when somebody is in a group

QPushButton* pageButton(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return button;
}

} // namespace

OverviewPage::OverviewPage(const WindowContext& context, QWidget* parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_services({tr("Service"), tr("Role"), tr("State"), tr("Evidence"), tr("Age")})
    , m_listeners({tr("Listener"), tr("Connection"), tr("Subscription"), tr("Queue group")})
    , m_commands({tr("Time UTC"), tr("Command"), tr("By"), tr("Reason"), tr("Outcome"), tr("Proof")})
    , m_stateNews([this] { showState(); }, this)
    , m_commandNews([this] { showCommands(); }, this)
{
    setObjectName(QStringLiteral("page.overview"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(this);
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(space::xl, space::l, space::xl, space::l);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::l);

    auto* services = new DataTable(QStringLiteral("serviceTable"), tr("Proof by service"), content);
    services->setModel(&m_services);
    services->setItemDelegate(new CellDelegate(services));
    services->setColumnCharacters({19, 12, 20, 0, 18});
    services->setEmptyText(tr("This runbook names no service that proves its state, and none has been heard."));
    m_listenerTable = new DataTable(QStringLiteral("listenerTable"), tr("Who listens to the halt subject"), content);
    m_listenerTable->setModel(&m_listeners);
    m_listenerTable->setItemDelegate(new CellDelegate(m_listenerTable));
    m_listenerTable->setColumnCharacters({20, 12, 0, 14});
    m_listenerNote = new Label({}, Type::Caption, Tone::Muted, content);
    m_listenerNote->setObjectName(QStringLiteral("listenerNote"));
    auto* commands = new DataTable(QStringLiteral("commandTable"), tr("Last commands"), content);
    commands->setModel(&m_commands);
    commands->setItemDelegate(new CellDelegate(commands));
    commands->setColumnCharacters({15, 38, 20, 0, 26, 24});
    commands->setEmptyText(tr("No command was sent here or seen on the halt subject since this console started."));

    grid->addWidget(new Label(tr("Overview"), Type::Title, Tone::Normal, content), 0, 0, 1, 2);
    grid->addWidget(makeStateCard(content), 1, 0);
    grid->addWidget(makeHaltCard(content), 1, 1);
    grid->addWidget(makeTable(tr("Proof by service"), nullptr, services, content), 2, 0);
    grid->addWidget(makeTable(tr("Listening to %1").arg(context.session.runbook.halt.subject), m_listenerNote,
                              m_listenerTable, content),
                    2, 1);
    grid->addWidget(makeTable(tr("Last commands, ours and others'"), nullptr, commands, content), 3, 0, 1, 2);
    grid->setColumnStretch(0, 5);
    grid->setColumnStretch(1, 4);
    grid->setRowStretch(2, 2);
    grid->setRowStretch(3, 3);
    setWidget(content);

    if (const auto& known = m_context.states.watch().lastCommand)
        noteSeen(*known);
    connect(&m_context.states, &app::TradingStateController::changed, &m_stateNews, &Coalescer::request);
    connect(&m_context.states, &app::TradingStateController::commandSeen, this, &OverviewPage::noteSeen);
    connect(&m_context.links, &app::LinksController::listenersChanged, this, &OverviewPage::showListeners);
    connect(&m_context.commands, &app::CommandController::laddersChanged, &m_commandNews, &Coalescer::request);
    connect(&m_context.credentials, &app::CredentialsController::sessionOnlyChanged, this, &OverviewPage::showState);
    refresh();
}

Card* OverviewPage::makeStateCard(QWidget* parent)
{
    auto* card = new Card(tr("Trading state"), parent);
    m_badge = new StateBadge(StateBadge::Size::Large, card);
    m_badge->setObjectName(QStringLiteral("overview.state"));
    m_sentence = wrappingLabel({}, Type::Body, Tone::Normal, card);
    m_sentence->setObjectName(QStringLiteral("overview.sentence"));
    m_exposure = wrappingLabel({}, Type::Body, Tone::Muted, card);
    m_exposure->setObjectName(QStringLiteral("overview.exposure"));
    m_password = wrappingLabel({}, Type::Caption, Tone::Muted, card);
    m_password->setObjectName(QStringLiteral("overview.password"));
    QPushButton* soft = pageButton(tr("SOFT HALT…"), QStringLiteral("softHaltButton"), card);
    connect(soft, &QPushButton::clicked, this, &OverviewPage::softHaltRequested);
    card->body()->addWidget(m_badge);
    card->body()->addWidget(m_sentence);
    card->body()->addWidget(m_exposure);
    card->body()->addWidget(m_password);
    card->body()->addStretch(1);
    card->body()->addWidget(soft);
    return card;
}

Card* OverviewPage::makeHaltCard(QWidget* parent)
{
    auto* card = new Card(tr("Last halt"), parent);
    m_lastHalt = wrappingLabel({}, Type::Body, Tone::Normal, card);
    m_lastHalt->setObjectName(QStringLiteral("overview.lastHalt"));
    m_lastReason = wrappingLabel({}, Type::Body, Tone::Normal, card);
    m_lastReason->setObjectName(QStringLiteral("overview.lastReason"));
    QPushButton* resume = pageButton(tr("Resume trading…"), QStringLiteral("resumeButton"), card);
    connect(resume, &QPushButton::clicked, this, &OverviewPage::resumeRequested);
    card->body()->addWidget(m_lastHalt);
    card->body()->addWidget(m_lastReason);
    card->body()->addStretch(1);
    card->body()->addWidget(resume, 0, Qt::AlignRight);
    return card;
}

QWidget* OverviewPage::makeTable(const QString& heading, Label* note, DataTable* table, QWidget* parent)
{
    constexpr int fewestRows = 3;
    auto* box = new QWidget(parent);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(new Label(heading, Type::CaptionStrong, Tone::Muted, box));
    head->addStretch(1);
    if (note != nullptr)
        head->addWidget(note);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addLayout(head);
    column->addWidget(table, 1);
    table->setMinimumHeight((fewestRows + 1) * rowHeight());
    return box;
}

void OverviewPage::refresh()
{
    showState();
    showListeners();
    showCommands();
}

QString OverviewPage::passwordText() const
{
    if (!m_context.credentials.sessionOnly())
        return {};
    const QString plain = tr("The password is kept in this session's memory only.");
    const auto& error = m_context.credentials.keyringError();
    return error ? plain + QLatin1Char(' ') + tr("Keyring:") + QLatin1Char(' ') + describe(*error) : plain;
}

void OverviewPage::showState()
{
    const base::Instant now = m_context.now();
    const domain::StateView view = m_context.states.view();
    m_badge->setState(view.shown, view.stale);
    m_sentence->setText(describe(view, now));
    m_exposure->setText(staysOpenText(m_context.session.runbook.halt.doesNot, m_context.states.exposure(), now));
    const QString password = passwordText();
    m_password->setText(password);
    m_password->setVisible(!password.isEmpty());
    const auto& halt = m_context.states.watch().lastHalt;
    m_lastHalt->setText(lastHaltText(halt, m_context.session.actor, now));
    const QString reason = lastHaltReason(halt);
    m_lastReason->setText(reason);
    m_lastReason->setVisible(!reason.isEmpty());
    m_services.setRows(serviceRows(m_context.states.watch(), now));
}

void OverviewPage::showListeners()
{
    const auto& snapshot = m_context.links.listeners();
    const auto& error = m_context.links.listenersError();
    if (!snapshot) {
        m_listeners.setRows({});
        m_listenerTable->setEmptyText(error ? tr("Who listens is unknown.") + QLatin1Char(' ') + describe(*error)
                                            : tr("Who listens is unknown: the server has not been asked yet."));
        m_listenerNote->setText({});
        return;
    }
    const base::Instant now = m_context.now();
    const bool stale = base::tookLonger(snapshot->at, now, app::LinksController::listenersMaxAge);
    m_listeners.setRows(listenerRows(*snapshot, stale));
    const bool queues = std::any_of(snapshot->listeners.begin(), snapshot->listeners.end(),
                                    [](const domain::Listener& listener) { return !listener.queue.isEmpty(); });
    m_listenerTable->setColumnHidden(queueColumn, !queues);
    m_listenerTable->setEmptyText(
        tr("NOBODY listens: a halt sent now would reach no service. Check that the services run."));
    QStringList notes{ageText(snapshot->at, now, stale)};
    if (!snapshot->streams.isEmpty())
        notes << tr("a stream stores it, which proves nothing");
    if (snapshot->incomplete)
        notes << tr("incomplete: the server tells no more");
    m_listenerNote->setText(notes.join(QStringLiteral(" · ")));
}

void OverviewPage::showCommands()
{
    m_commands.setRows(commandRows(m_context.commands.ladders(), m_foreign));
}

void OverviewPage::noteSeen(const domain::SeenCommand& seen)
{
    if (seen.ours)
        return;
    m_foreign.insert(m_foreign.begin(), seen);
    if (m_foreign.size() > mostForeign)
        m_foreign.pop_back();
    m_commandNews.request();
}

} // namespace ops::ui
