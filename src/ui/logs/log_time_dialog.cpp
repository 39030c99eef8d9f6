#include "ui/logs/log_time_dialog.h"

#include "base/time_text.h"
#include "ui/common/dialog_button.h"
#include "ui/common/dialog_head.h"
#include "ui/common/tokens.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ops::ui {

using domain::LogMomentEnd;
using domain::LogMomentFault;
using domain::LogTime;

namespace {

constexpr int dialogWidth = 560;

QString faultText(LogMomentFault fault, const QString& field)
{
    switch (fault) {
    case LogMomentFault::None:
        return {};
    case LogMomentFault::Unreadable:
        break;
    case LogMomentFault::NoSuchTime:
        return LogTimeDialog::tr("“%1” has a day or a time of day that does not exist.").arg(field);
    case LogMomentFault::NoDay:
        return LogTimeDialog::tr("“%1” needs a date: no line says which day is meant.").arg(field);
    case LogMomentFault::Skipped:
        return LogTimeDialog::tr(
                   "“%1” was skipped here: the clocks were put forward over it. Write it in UTC, with a Z.")
            .arg(field);
    case LogMomentFault::Twice:
        return LogTimeDialog::tr(
                   "“%1” came twice here: the clocks were put back over it. Add the offset, such as +01:00.")
            .arg(field);
    }
    return LogTimeDialog::tr("“%1” cannot be read. Write it as 17:04, 17:04:08.113 or 2026-01-30 17:04.").arg(field);
}

} // namespace

LogTimeDialog::LogTimeDialog(LogTime from, LogTime until, LogTime reference, LogZone zone, QWidget* parent)
    : OpsDialog(parent)
    , m_reference(reference)
    , m_zone(zone)
    , m_fromField(field(QStringLiteral("logTimeFrom"), tr("From")))
    , m_untilField(field(QStringLiteral("logTimeUntil"), tr("Until")))
    , m_note(wrappingLabel({}, Type::Body, Tone::Muted, this))
{
    setObjectName(QStringLiteral("logTimeDialog"));
    setWindowTitle(tr("Time window"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_note->setObjectName(QStringLiteral("logTimeNote"));
    m_fromField->setText(textOf(from));
    m_untilField->setText(textOf(until));
    auto* foot = new DialogFoot(this);
    m_apply = new DialogButton(tr("Show these"), QStringLiteral("logTimeApply"), foot);
    auto* clear = new DialogButton(tr("No window"), QStringLiteral("logTimeClear"), foot);
    auto* cancel = new DialogButton(tr("Cancel"), QStringLiteral("logTimeCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_apply);
    acts->addWidget(clear);
    acts->addStretch(1);
    acts->addWidget(cancel);
    auto* ends = new QGridLayout;
    ends->setHorizontalSpacing(space::m);
    ends->setVerticalSpacing(space::s);
    int row = 0;
    for (QLineEdit* end : {m_fromField, m_untilField}) {
        auto* name = new Label(end->accessibleName(), Type::Body, Tone::Normal, this);
        name->setBuddy(end);
        ends->addWidget(name, row, 0);
        ends->addWidget(end, row, 1);
        ++row;
    }
    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::m);
    body->addWidget(new Label(tr("Time window"), Type::Title, Tone::Normal, this));
    body->addLayout(ends);
    body->addWidget(wrappingLabel(howToWrite(), Type::Caption, Tone::Muted, this));
    body->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addLayout(body);
    column->addWidget(foot);
    for (const QLineEdit* end : {m_fromField, m_untilField}) {
        connect(end, &QLineEdit::textChanged, this, &LogTimeDialog::look);
        // It sends nothing: Enter may end it.
        connect(end, &QLineEdit::returnPressed, this, &LogTimeDialog::apply);
    }
    connect(m_apply, &QPushButton::clicked, this, &LogTimeDialog::apply);
    connect(clear, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen({}, {});
        accept();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    look();
    m_fromField->setFocus();
    m_fromField->selectAll();
    fit(dialogWidth);
}

QLineEdit* LogTimeDialog::field(const QString& objectName, const QString& name)
{
    auto* made = new QLineEdit(this);
    made->setObjectName(objectName);
    made->setAccessibleName(name);
    made->setPlaceholderText(tr("17:04:08.113 or 2026-01-30 17:04; empty: no limit"));
    return made;
}

domain::LogMoment LogTimeDialog::read(const QString& text, LogMomentEnd end) const
{
    using domain::LogMomentZone;
    return domain::readLogMoment(text, m_reference,
                                 m_zone == LogZone::Local ? LogMomentZone::Local : LogMomentZone::Utc, end);
}

// As the table says it; a stamp in UTC where that would not be read as the same moment.
QString LogTimeDialog::textOf(LogTime time) const
{
    const QString text = logTimeText(time, m_zone);
    return !time.known() || read(text, LogMomentEnd::From).time == time ? text : base::utcStampText(time.utcMs);
}

QString LogTimeDialog::howToWrite() const
{
    QString zones = tr("Times are in %1, unless they end in Z for UTC or in an offset such as +01:00. A line at "
                       "“Until” itself is not shown.")
                        .arg(logZoneName(m_zone));
    if (!m_reference.known())
        return zones;
    return zones + QLatin1Char(' ') +
           tr("A time without a date is of %1.").arg(logTimeText(m_reference, m_zone).section(QLatin1Char(' '), 0, 0));
}

// Returns what is wrong with it; nothing where it can be taken.
QString LogTimeDialog::take(const QLineEdit& typed, LogMomentEnd end, LogTime& time) const
{
    time = {};
    if (typed.text().trimmed().isEmpty())
        return {};
    const domain::LogMoment moment = read(typed.text(), end);
    time = moment.time;
    return faultText(moment.fault, typed.accessibleName());
}

QString LogTimeDialog::windowText(LogZone zone) const
{
    const QString from = logTimeText(m_from, zone) + QLatin1Char(' ') + logZoneName(zone);
    const QString until = logTimeText(m_until, zone) + QLatin1Char(' ') + logZoneName(zone);
    if (m_from.known() && m_until.known())
        return tr("%1 to %2").arg(from, until);
    if (m_from.known())
        return tr("%1 and later").arg(from);
    return m_until.known() ? tr("Before %1").arg(until) : tr("No limit: lines of every time");
}

void LogTimeDialog::look()
{
    QString problem = take(*m_fromField, LogMomentEnd::From, m_from);
    const QString second = take(*m_untilField, LogMomentEnd::Until, m_until);
    if (problem.isEmpty())
        problem = second;
    if (problem.isEmpty() && m_from.known() && m_until.known() && m_until <= m_from)
        problem = tr("“Until” is not after “From”. Where they are of two days, write the dates too.");
    QStringList texts{problem};
    if (problem.isEmpty()) {
        texts = {windowText(LogZone::Utc)};
        if (m_zone == LogZone::Local)
            texts << windowText(LogZone::Local);
        texts.removeDuplicates();
    }
    m_apply->setEnabled(problem.isEmpty());
    m_note->setTone(problem.isEmpty() ? Tone::Muted : Tone::Soft);
    m_note->setText(texts.join(QLatin1Char('\n')));
    for (QLineEdit* end : {m_fromField, m_untilField})
        end->setAccessibleDescription(m_note->text());
    growToFit();
}

void LogTimeDialog::apply()
{
    if (!m_apply->isEnabled())
        return;
    Q_EMIT chosen(m_from, m_until);
    accept();
}

} // namespace ops::ui
