#include "ui/services/service_log.h"

#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/elided_label.h"
#include "ui/common/tokens.h"
#include "ui/services/tail_lines.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

namespace ops::ui {
namespace {

// Changes when the container ends, starts or is made anew.
QString processOf(const domain::ServiceRow& row)
{
    if (!row.container)
        return {};
    return QStringLiteral("%1/%2/%3")
        .arg(row.container->id, domain::containerRunWord(row.container->run))
        .arg(row.container->startedUtcMs.value_or(0));
}

} // namespace

ServiceLog::ServiceLog(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_head(new ElidedLabel(Type::CaptionStrong, Tone::Muted, this))
    , m_again(new QPushButton(tr("Read again"), this))
    , m_lines(new QPlainTextEdit(this))
{
    m_again->setObjectName(QStringLiteral("serviceLogAgain"));
    m_again->setAutoDefault(false);
    m_lines->setObjectName(QStringLiteral("serviceLog"));
    m_lines->setAccessibleName(tr("The last lines of the log"));
    m_lines->setReadOnly(true);
    m_lines->setFont(fixedFont());
    m_lines->setTabChangesFocus(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* head = new QHBoxLayout;
    head->addWidget(m_head, 1);
    head->addWidget(m_again);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addLayout(head);
    column->addWidget(m_lines, 1);
    connect(m_again, &QPushButton::clicked, this, &ServiceLog::read);
    connect(&m_context.services, &app::ServicesController::tailRead, this, &ServiceLog::showText);
    connect(&m_context.services, &app::ServicesController::tailFailed, this, &ServiceLog::showError);
}

void ServiceLog::setRow(const domain::ServiceRow& row)
{
    const QString process = processOf(row);
    m_readable = row.container && row.engineFollowed;
    m_again->setEnabled(m_readable);
    if (row.key != m_key) {
        m_key = row.key;
        m_process.clear();
        m_readAt.reset();
        m_reading = false;
        m_lines->clear();
    }
    if (!row.container)
        m_lines->setPlaceholderText(tr("There is no container to read from."));
    else if (!row.engineFollowed)
        m_lines->setPlaceholderText(tr("The container engine is not followed now: the log cannot be read."));
    if (!row.engineFollowed)
        m_process.clear(); // when it is back, what came meanwhile is wanted
    if (m_readable && process != m_process) {
        m_process = process;
        read();
    }
    refresh();
}

void ServiceLog::read()
{
    m_reading = true;
    m_lines->setPlaceholderText(tr("Reading the last lines…"));
    m_context.services.readTail(m_key);
    refresh();
}

void ServiceLog::refresh()
{
    QString text = tr("Log, the last %n lines", nullptr, app::ServicesController::tailLines);
    if (m_readAt)
        text += QStringLiteral(" · ") + tr("read %1").arg(ageText(*m_readAt, m_context.now()));
    if (m_reading)
        text += QStringLiteral(" · ") + tr("reading…");
    m_head->setText(text);
}

void ServiceLog::showText(const QString& key, const QByteArray& text)
{
    if (key != m_key)
        return;
    m_reading = false;
    m_readAt = m_context.now();
    m_lines->setPlaceholderText(tr("The log is empty."));
    m_lines->setPlainText(tailLines(text).join(QLatin1Char('\n')));
    m_lines->verticalScrollBar()->setValue(m_lines->verticalScrollBar()->maximum());
    refresh();
}

void ServiceLog::showError(const QString& key, const base::Error& error)
{
    if (key != m_key)
        return;
    m_reading = false;
    m_readAt.reset();
    m_lines->clear(); // lines of before would look like now
    m_lines->setPlaceholderText(tr("The log could not be read. %1").arg(describe(error)));
    refresh();
}

} // namespace ops::ui
