#include "ui/alarms/alarm_row.h"

#include "ui/common/describe.h"
#include "ui/common/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ops::ui {
namespace {

QPushButton* rowButton(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    return button;
}

} // namespace

AlarmRow::AlarmRow(const app::Alarm& alarm, const QString& commandLine, QWidget* parent)
    : QFrame(parent)
    , m_id(alarm.id)
{
    setObjectName(QStringLiteral("alarmRow"));
    const AlarmText text = describe(alarm);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(new Label(text.word, Type::Strong, Tone::Halt, this));
    head->addWidget(new Label(text.about, Type::Caption, Tone::Muted, this));
    head->addStretch(1);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addLayout(head);
    auto* cause = wrappingLabel(text.cause, Type::Body, Tone::Normal, this);
    cause->setObjectName(QStringLiteral("alarmCause"));
    words->addWidget(cause);
    if (!text.act.isEmpty()) {
        auto* act = wrappingLabel(tr("Now: %1").arg(text.act), Type::Strong, Tone::Normal, this);
        act->setObjectName(QStringLiteral("alarmAct"));
        words->addWidget(act);
    }

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::s, space::xl - space::xs, space::s);
    row->setSpacing(space::m);
    row->addWidget(new Mark(MarkKind::Alarm, this), 0, Qt::AlignTop);
    row->addLayout(words, 1);
    const bool stop = !alarm.command.id.isNull() && domain::isStopKind(alarm.command.kind);
    const bool resumed = alarm.kind == app::AlarmKind::ForeignResume || alarm.kind == app::AlarmKind::HaltLost;
    const bool haltHelps = stop || resumed;
    if (haltHelps) {
        auto* again =
            rowButton(resumed ? tr("Halt again…") : tr("Send again…"), QStringLiteral("alarmSendAgain"), this);
        connect(again, &QPushButton::clicked, this, &AlarmRow::sendAgainRequested);
        row->addWidget(again);
    }
    if (!commandLine.isEmpty()) {
        auto* copy = rowButton(tr("Copy command line"), QStringLiteral("alarmCopy"), this);
        connect(copy, &QPushButton::clicked, this, [copy, commandLine] {
            QGuiApplication::clipboard()->setText(commandLine);
            copy->setText(tr("Copied"));
        });
        row->addWidget(copy);
    }
    auto* acknowledge = rowButton(tr("Acknowledge"), QStringLiteral("alarmAcknowledge"), this);
    connect(acknowledge, &QPushButton::clicked, this, [this] { Q_EMIT acknowledged(m_id); });
    row->addWidget(acknowledge);
    setAccessibleName(QStringList{text.word, text.about, text.cause, text.act}.join(QStringLiteral(". ")));
}

void AlarmRow::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.haltBack);
    painter.fillRect(QRect(0, 0, space::xs, height()), t.halt);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.border);
}

} // namespace ops::ui
