#include "ui/logs/log_filter_bar.h"

#include "ui/common/plain_tip.h"
#include "ui/common/tokens.h"
#include "ui/logs/log_term_edit.h"
#include "ui/logs/log_words.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSet>

#include <algorithm>

namespace ops::ui {
namespace {

using domain::LogFilter;
using domain::LogLevel;

QPushButton* button(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(objectName);
    made->setAutoDefault(false);
    return made;
}

} // namespace

LogFilterBar::LogFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_level(new QComboBox(this))
    , m_errors(button(tr("Errors"), QStringLiteral("logErrors"), this))
    , m_panics(button(tr("Panics"), QStringLiteral("logPanics"), this))
    , m_sinceHalt(button(tr("Since halt"), QStringLiteral("logSinceHalt"), this))
    , m_streams(new QComboBox(this))
    , m_services(button({}, QStringLiteral("logServices"), this))
    , m_text(new LogTermEdit(QStringLiteral("logFilter"), tr("Show lines with"), this))
    , m_exclude(new LogTermEdit(QStringLiteral("logExclude"), tr("Hide lines with"), this))
    , m_more(button({}, QStringLiteral("logMoreTexts"), this))
    , m_clear(button(tr("Show all"), QStringLiteral("logShowAll"), this))
    , m_lines(new QHBoxLayout(this))
    , m_choicesPart(new QHBoxLayout)
    , m_textsPart(new QHBoxLayout)
{
    m_level->setObjectName(QStringLiteral("logLevel"));
    m_level->setAccessibleName(tr("Level at least"));
    m_level->addItem(tr("All levels"), static_cast<int>(LogLevel::None));
    for (const LogLevel level :
         {LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error, LogLevel::Fatal})
        m_level->addItem(level == LogLevel::Fatal ? logLevelText(level, false)
                                                  : tr("%1 and above").arg(logLevelText(level, false)),
                         static_cast<int>(level));
    m_errors->setCheckable(true);
    m_errors->setToolTip(tr("As in the runbook: grep -i error"));
    m_panics->setCheckable(true);
    m_panics->setToolTip(tr("As in the runbook: grep -i panic"));
    m_sinceHalt->setCheckable(true);
    m_sinceHalt->setToolTip(tr("Only what came after the last halt was sent"));
    m_sinceHalt->hide();
    m_streams->setObjectName(QStringLiteral("logStreams"));
    m_streams->setAccessibleName(tr("Streams"));
    m_streams->addItem(tr("Both streams"), -1);
    for (const domain::LogChannel channel : {domain::LogChannel::Output, domain::LogChannel::Error})
        m_streams->addItem(logChannelText(channel), static_cast<int>(channel));
    m_streams->hide();
    m_services->setMenu(&m_serviceMenu);
    m_services->hide();
    m_lines->setContentsMargins(0, 0, 0, 0);
    for (QBoxLayout* part : {m_lines, m_choicesPart, m_textsPart})
        part->setSpacing(space::s);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_level), static_cast<QWidget*>(m_errors), static_cast<QWidget*>(m_panics),
          static_cast<QWidget*>(m_sinceHalt), static_cast<QWidget*>(m_streams), static_cast<QWidget*>(m_services)})
        m_choicesPart->addWidget(widget);
    m_textsPart->addWidget(m_text, 1);
    m_textsPart->addWidget(m_exclude, 1);
    m_textsPart->addWidget(m_more);
    m_textsPart->addWidget(m_clear);
    m_lines->addLayout(m_choicesPart);
    m_lines->addLayout(m_textsPart, 1);
    m_lines->setAlignment(m_choicesPart, Qt::AlignLeft);
    showServices();
    showMore();
    readForm();
    const auto changed = [this] {
        readForm();
        Q_EMIT edited();
    };
    connect(m_level, &QComboBox::activated, this, changed);
    connect(m_streams, &QComboBox::activated, this, changed);
    connect(m_sinceHalt, &QPushButton::clicked, this, [this](bool since) {
        setWindow(since ? m_lastHalt : domain::LogTime(), {});
        Q_EMIT edited();
    });
    connect(m_errors, &QPushButton::clicked, this, [this, changed] {
        m_panics->setChecked(false);
        changed();
    });
    connect(m_panics, &QPushButton::clicked, this, [this, changed] {
        m_errors->setChecked(false);
        changed();
    });
    connect(m_text, &LogTermEdit::edited, this, changed);
    connect(m_exclude, &LogTermEdit::edited, this, changed);
    connect(m_more, &QPushButton::clicked, this, [this, changed] {
        m_moreIncluded.clear();
        m_moreExcluded.clear();
        showMore();
        changed();
    });
    connect(&m_serviceMenu, &LogTickMenu::ticked, this, [this, changed] {
        if (!m_serviceMenu.isVisible())
            tickAllIfNone();
        showServices();
        changed();
    });
    connect(&m_serviceMenu, &QMenu::aboutToHide, this, &LogFilterBar::tickAllIfNone);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        Q_EMIT edited();
    });
}

void LogFilterBar::readForm()
{
    LogFilter filter;
    if (m_errors->isChecked())
        filter = LogFilter::errors();
    else if (m_panics->isChecked())
        filter = LogFilter::panics();
    if (const auto term = m_text->term())
        filter.include.push_back(*term);
    if (const auto term = m_exclude->term())
        filter.exclude.push_back(*term);
    filter.include.insert(filter.include.end(), m_moreIncluded.begin(), m_moreIncluded.end());
    filter.exclude.insert(filter.exclude.end(), m_moreExcluded.begin(), m_moreExcluded.end());
    filter.minLevel = static_cast<LogLevel>(m_level->currentData().toInt());
    const int channel = m_streams->currentData().toInt();
    if (channel >= 0)
        filter.channel = static_cast<domain::LogChannel>(channel);
    const QList<QAction*> actions = m_serviceMenu.ticks();
    for (const QAction* action : actions)
        if (action->isChecked())
            filter.services.append(action->data().toString());
    // All of them is any of them, and those that come later too.
    if (m_absent.isEmpty() && filter.services.size() == actions.size())
        filter.services.clear();
    filter.services += m_absent;
    filter.from = m_filter.from;
    filter.until = m_filter.until;
    m_filter = filter;
    m_clear->setEnabled(!m_filter.acceptsEverything());
    showStreams();
}

// What holds is never hidden.
void LogFilterBar::showStreams()
{
    m_streams->setVisible(m_streamsOffered || m_filter.channel);
}

void LogFilterBar::setWindow(domain::LogTime from, domain::LogTime until)
{
    m_filter.from = from;
    m_filter.until = until;
    m_sinceHalt->setChecked(from.known() && from == m_lastHalt && !until.known());
    m_clear->setEnabled(!m_filter.acceptsEverything());
}

void LogFilterBar::setStreams(bool offered)
{
    m_streamsOffered = offered;
    showStreams();
}

void LogFilterBar::setLastHalt(domain::LogTime at)
{
    const bool moves = m_sinceHalt->isChecked() && !(at == m_lastHalt);
    m_lastHalt = at;
    m_sinceHalt->setVisible(at.known());
    if (!moves)
        return;
    setWindow(at, {});
    Q_EMIT edited();
}

void LogFilterBar::setServices(const QStringList& names)
{
    QStringList known;
    const QList<QAction*> actions = m_serviceMenu.ticks();
    for (const QAction* action : actions)
        known.append(action->data().toString());
    if (known == names)
        return;
    const bool noneTicked = isNoneTicked() && !known.isEmpty(); // somebody is at it
    const QSet<QString> there(known.begin(), known.end());      // there may be thousands
    for (const QString& name : names) {
        if (there.contains(name))
            continue;
        m_absent.removeAll(name);
        const bool ticked = !noneTicked && (m_filter.services.isEmpty() || m_filter.services.contains(name));
        if (name.isEmpty())
            m_noService = m_serviceMenu.addTick(name, tr("Lines without a service"), ticked);
        else
            m_serviceMenu.addTick(name, name, ticked, m_noService);
    }
    m_services->setVisible(names.size() > 1);
    showServices();
}

bool LogFilterBar::isNoneTicked() const
{
    const QList<QAction*> actions = m_serviceMenu.ticks();
    return m_absent.isEmpty() &&
           std::none_of(actions.begin(), actions.end(), [](const QAction* action) { return action->isChecked(); });
}

// None of them would be no filter, and say otherwise. While the menu is open the first one may be about to be ticked.
void LogFilterBar::tickAllIfNone()
{
    if (!isNoneTicked())
        return;
    m_serviceMenu.setTicked([](const QAction*) { return true; });
    showServices();
}

void LogFilterBar::showServices()
{
    const QList<QAction*> actions = m_serviceMenu.ticks();
    int all = 0;
    int ticked = 0;
    for (const QAction* action : actions) {
        all += action == m_noService ? 0 : 1;
        ticked += action != m_noService && action->isChecked() ? 1 : 0;
    }
    const bool none = isNoneTicked();
    const QString text =
        ticked == all || none ? tr("%n services", nullptr, all) : tr("%1 of %n services", nullptr, all).arg(ticked);
    const bool without = m_noService != nullptr && (none || m_noService->isChecked());
    m_services->setText(without ? tr("%1 + no service").arg(text) : text);
}

void LogFilterBar::setProblem(const std::optional<base::Error>& problem)
{
    for (LogTermEdit* field : {m_text, m_exclude}) {
        const auto term = field->term();
        const bool isToBlame = problem && term && (problem->subject.isEmpty() || problem->subject == term->text);
        field->setProblem(isToBlame ? problem->detail : QString());
    }
}

// The services that are chosen but not there stay chosen: they may come.
void LogFilterBar::setFilter(const LogFilter& filter)
{
    clearForm();
    m_level->setCurrentIndex(std::max(0, m_level->findData(static_cast<int>(filter.minLevel))));
    if (filter.channel)
        m_streams->setCurrentIndex(m_streams->findData(static_cast<int>(*filter.channel)));
    m_moreIncluded = filter.include;
    m_moreExcluded = filter.exclude;
    for (const auto& [preset, shown] :
         {std::pair(LogFilter::errors(), m_errors), std::pair(LogFilter::panics(), m_panics)}) {
        if (m_moreIncluded.empty() || m_errors->isChecked() || !(m_moreIncluded.front() == preset.include.front()))
            continue;
        shown->setChecked(true);
        m_moreIncluded.erase(m_moreIncluded.begin());
    }
    for (const auto& [terms, field] : {std::pair(&m_moreIncluded, m_text), std::pair(&m_moreExcluded, m_exclude)}) {
        if (terms->empty())
            continue;
        field->setTerm(terms->front());
        terms->erase(terms->begin());
    }
    m_absent = filter.services;
    const QList<QAction*> actions = m_serviceMenu.ticks();
    for (const QAction* action : actions)
        m_absent.removeAll(action->data().toString());
    m_serviceMenu.setTicked([&filter](const QAction* action) {
        return filter.services.isEmpty() || filter.services.contains(action->data().toString());
    });
    showServices();
    showMore();
    setWindow(filter.from, filter.until);
    readForm();
}

// Texts of a saved filter that there is no field for: they are said, and can be given up.
void LogFilterBar::showMore()
{
    const auto count = static_cast<int>(m_moreIncluded.size() + m_moreExcluded.size());
    m_more->setText(tr("%n more texts ×", nullptr, count));
    QStringList texts;
    for (const domain::LogTextTerm& term : m_moreIncluded)
        texts << tr("with %1").arg(term.text);
    for (const domain::LogTextTerm& term : m_moreExcluded)
        texts << tr("without %1").arg(term.text);
    m_more->setAccessibleDescription(texts.join(QLatin1Char('\n')));
    m_more->setToolTip(plainTip(texts.join(QLatin1Char('\n'))));
    m_more->setVisible(count > 0);
}

void LogFilterBar::addTool(QWidget* tool)
{
    m_textsPart->insertWidget(m_textsPart->indexOf(m_clear), tool);
}

QSize LogFilterBar::minimumSizeHint() const
{
    return {std::max(m_choicesPart->minimumSize().width(), m_textsPart->minimumSize().width()),
            QWidget::minimumSizeHint().height()};
}

void LogFilterBar::resizeEvent(QResizeEvent* event)
{
    arrange();
    QWidget::resizeEvent(event);
}

bool LogFilterBar::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange(); // one of them came, went or has another text
    return QWidget::event(event);
}

void LogFilterBar::arrange()
{
    const int oneLine = m_choicesPart->minimumSize().width() + m_lines->spacing() + m_textsPart->minimumSize().width();
    m_lines->setDirection(width() < oneLine ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void LogFilterBar::clear()
{
    clearForm();
    m_filter = {};
    readForm();
}

void LogFilterBar::clearForm()
{
    m_moreIncluded.clear();
    m_moreExcluded.clear();
    m_absent.clear();
    showMore();
    m_level->setCurrentIndex(0);
    m_errors->setChecked(false);
    m_panics->setChecked(false);
    m_sinceHalt->setChecked(false);
    m_streams->setCurrentIndex(0);
    m_text->setTerm({});
    m_exclude->setTerm({});
    m_serviceMenu.setTicked([](const QAction*) { return true; });
    showServices();
}

void LogFilterBar::focusText()
{
    m_text->focusField();
}

} // namespace ops::ui
