#include "ui/logs/log_detail.h"

#include "domain/log/json_pretty.h"
#include "domain/log/log_text.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <string>

namespace ops::ui {
namespace {

// More than anybody reads, and little enough to be laid out in an instant: of a line, and of all that continue it.
constexpr size_t mostBytes = size_t{128} * 1024;

QPushButton* toggle(const QString& text, const QString& objectName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setChecked(true);
    button->setAutoDefault(false);
    return button;
}

// The beginning of a line for the screen, "…" where that is not all. Takes what it shows off `left`, and returns how
// many bytes it leaves out.
qint64 addBeginning(QString& text, std::string_view line, size_t& left)
{
    size_t shown = std::min(line.size(), left);
    const bool whole = shown == line.size();
    const auto isInsideCharacter = [&] { return (static_cast<unsigned char>(line[shown]) & 0xc0) == 0x80; };
    for (int i = 0; !whole && i < 3 && shown > 0 && isInsideCharacter(); ++i)
        --shown;
    text += domain::shownLogText(line.substr(0, shown), mostBytes);
    if (!whole)
        text += QChar(0x2026);
    left = whole ? left - shown : 0;
    return static_cast<qint64>(line.size() - shown);
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
    , m_leftOut(wrappingLabel({}, Type::Caption, Tone::Soft, this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("logDetail"));
    m_head->setObjectName(QStringLiteral("logDetailHead"));
    m_leftOut->setObjectName(QStringLiteral("logDetailLeftOut"));
    m_leftOut->hide();
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
    column->addWidget(m_leftOut);
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
    // A file does not say which of its lines was on standard output.
    if (m_streams)
        facts << logChannelText(line.tag.channel);
    const std::string_view bytes = domain::withoutLineEnding(line.bytes);
    facts << tr("%Ln bytes", nullptr, static_cast<int>(line.bytes.size()));
    m_head->setText(facts.join(QStringLiteral(" · ")));

    m_raw.clear();
    size_t left = mostBytes;
    qint64 bytesLeftOut = addBeginning(m_raw, bytes, left);
    m_laidOut.clear();
    // What docker puts before a line is no part of the JSON.
    const size_t brace = bytes.substr(0, mostBytes).find('{');
    const bool braced = brace != std::string_view::npos;
    const bool longJson = braced && bytesLeftOut > 0 && bytes.ends_with('}');
    if (bytesLeftOut == 0)
        if (const auto laidOut = domain::prettyRecord(bytes))
            m_laidOut = shownLines(*laidOut);
    QString more;
    left = mostBytes;
    int linesLeftOut = 0;
    const std::vector<domain::LogSeq> rest = reader.continuationsOf(seq);
    for (const domain::LogSeq next : rest) {
        const std::string_view continuation = domain::withoutLineEnding(reader.bytes(next));
        if (left == 0) {
            ++linesLeftOut;
            bytesLeftOut += static_cast<qint64>(continuation.size());
            continue;
        }
        more += QLatin1Char('\n');
        bytesLeftOut += addBeginning(more, continuation, left);
    }
    m_raw += more;
    if (!m_laidOut.isEmpty())
        m_laidOut += more;
    showLeftOut(bytesLeftOut, linesLeftOut, longJson);
    render();
}

void LogDetail::showLeftOut(qint64 bytes, int lines, bool json)
{
    QStringList texts;
    if (lines > 0)
        texts << tr("%1 bytes are not shown here, with %Ln whole lines among them.", nullptr, lines)
                     .arg(locale().toString(bytes));
    else if (bytes > 0)
        texts << tr("%1 bytes are not shown here.").arg(locale().toString(bytes));
    if (json)
        texts << tr("JSON this long is not laid out.");
    if (!texts.isEmpty())
        texts << tr("Ctrl+C in the table copies all of the line as text; Ctrl+S exports the lines shown as they came, "
                    "with those that continue them.");
    m_leftOut->setText(texts.join(QLatin1Char(' ')));
    m_text->setAccessibleDescription(m_leftOut->text());
    m_leftOut->setVisible(!texts.isEmpty());
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
    showLeftOut(0, 0, false);
    render();
}

void LogDetail::render()
{
    m_pretty->setEnabled(!m_laidOut.isEmpty());
    m_text->setPlainText(m_pretty->isChecked() && !m_laidOut.isEmpty() ? m_laidOut : m_raw);
}

} // namespace ops::ui
