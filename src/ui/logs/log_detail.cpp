#include "ui/logs/log_detail.h"

#include "domain/log/json_pretty.h"
#include "domain/log/log_text.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <string>

namespace ops::ui {
namespace {

// More than anybody reads, and little enough to be laid out in an instant.
constexpr size_t mostBytes = size_t{128} * 1024;
constexpr size_t mostContinuations = 500;

QPushButton* toggle(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setChecked(true);
    button->setAutoDefault(false);
    return button;
}

// Each of its lines made harmless for the screen.
QString shownLines(std::string_view text)
{
    QString shown;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        shown += domain::shownLogText(text.substr(0, end), mostBytes);
        if (end == std::string_view::npos)
            break;
        shown += QLatin1Char('\n');
        text.remove_prefix(end + 1);
    }
    return shown;
}

} // namespace

LogDetail::LogDetail(QWidget* parent)
    : QFrame(parent)
    , m_headRow(new QHBoxLayout)
    , m_head(new ElidedLabel(Type::Caption, Tone::Muted, this))
    , m_pretty(toggle(tr("Lay out JSON"), QStringLiteral("logDetailPretty"), this))
    , m_wrap(toggle(tr("Wrap"), QStringLiteral("logDetailWrap"), this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("logDetail"));
    m_head->setObjectName(QStringLiteral("logDetailHead"));
    m_text->setObjectName(QStringLiteral("logDetailText"));
    m_text->setAccessibleName(tr("The chosen line in full"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setFont(fixedFont());
    m_text->setPlaceholderText(tr("Choose a line to read it in full."));
    m_headRow->setSpacing(space::s);
    m_headRow->addWidget(m_head, 1);
    m_headRow->addWidget(m_pretty);
    m_headRow->addWidget(m_wrap);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addLayout(m_headRow);
    column->addWidget(m_text, 1);
    connect(m_pretty, &QPushButton::toggled, this, &LogDetail::render);
    connect(m_wrap, &QPushButton::toggled, this, [this](bool wrap) {
        m_text->setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
}

void LogDetail::showLine(const domain::LogReader& reader, domain::LogSeq seq)
{
    const domain::LogLine line = reader.line(seq);
    QStringList facts;
    if (line.time.known())
        facts << logTimeText(line.time, m_zone) + QLatin1Char(' ') + logZoneName(m_zone);
    if (line.tag.inheritedTime && line.time.known())
        facts.last() = tr("%1 (of an earlier line: this one has no time)").arg(facts.last());
    const QString level = logLevelText(line.tag.level, false);
    if (!level.isEmpty())
        facts << (line.tag.inferred ? tr("%1 (guessed: the line does not say)").arg(level) : level);
    const std::string_view service = reader.store().serviceName(line.service);
    if (!service.empty())
        facts << domain::shownLogText(service);
    facts << (line.tag.channel == domain::LogChannel::Error ? QStringLiteral("stderr") : QStringLiteral("stdout"));
    const std::string_view bytes = domain::withoutLineEnding(line.bytes);
    facts << tr("%n bytes", nullptr, static_cast<int>(line.bytes.size()));
    m_head->setText(facts.join(QStringLiteral(" · ")));

    m_raw = domain::shownLogText(bytes, mostBytes);
    m_laidOut.clear();
    // What docker puts before a line is no part of the JSON.
    const size_t brace = bytes.find('{');
    if (brace != std::string_view::npos && bytes.size() <= mostBytes) {
        const std::string pretty = domain::prettyJson(bytes.substr(brace));
        if (!pretty.empty())
            m_laidOut = domain::shownLogText(bytes.substr(0, brace)) + shownLines(pretty);
    }
    QString more;
    const std::vector<domain::LogSeq> rest = reader.continuationsOf(seq);
    for (size_t i = 0; i < rest.size() && i < mostContinuations; ++i)
        more += QLatin1Char('\n') + domain::shownLogText(domain::withoutLineEnding(reader.bytes(rest[i])), mostBytes);
    m_raw += more;
    if (!m_laidOut.isEmpty())
        m_laidOut += more;
    render();
}

void LogDetail::addTool(QWidget* tool)
{
    m_headRow->insertWidget(1, tool);
}

void LogDetail::clear()
{
    m_head->setText({});
    m_raw.clear();
    m_laidOut.clear();
    render();
}

void LogDetail::render()
{
    m_pretty->setEnabled(!m_laidOut.isEmpty());
    m_text->setPlainText(m_pretty->isChecked() && !m_laidOut.isEmpty() ? m_laidOut : m_raw);
}

} // namespace ops::ui
