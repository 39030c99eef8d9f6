#include "ui/hosts/tool_list.h"

#include "ui/common/copy_field.h"
#include "ui/common/mark.h"
#include "ui/common/tokens.h"
#include "ui/hosts/host_text.h"

#include <QGridLayout>

#include <algorithm>
#include <utility>

namespace ops::ui {
namespace {

constexpr int columns = 5;

// Every tool, with the word that its parts are named by.
const std::array<std::pair<domain::Tool, QString>, 4>& toolWords()
{
    static const std::array<std::pair<domain::Tool, QString>, 4> words{{
        {domain::Tool::DockerClient, QStringLiteral("tool.docker")},
        {domain::Tool::DockerEngine, QStringLiteral("tool.engine")},
        {domain::Tool::Compose, QStringLiteral("tool.compose")},
        {domain::Tool::Ssh, QStringLiteral("tool.ssh")},
    }};
    return words;
}

// Hidden while it has nothing to say.
void setWords(Label* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

ToolList::ToolList(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(columns - 1, 1);
    for (const auto& [tool, word] : toolWords()) {
        const Line line = makeLine(tool, word);
        const int top = static_cast<int>(m_lines.size()) * 2;
        grid->addWidget(line.mark, top, 0, Qt::AlignCenter);
        grid->addWidget(line.name, top, 1);
        grid->addWidget(line.version, top, 2);
        grid->addWidget(line.state, top, 3);
        grid->addWidget(line.place, top, 4);
        grid->addWidget(line.detail, top + 1, 1, 1, columns - 1);
        setShown(line, false);
        m_lines.push_back(line);
    }
}

ToolList::Line ToolList::makeLine(domain::Tool tool, const QString& word)
{
    Line line;
    line.tool = tool;
    line.mark = new Mark(MarkKind::None, this);
    line.name = new Label(toolName(tool), Type::Body, Tone::Normal, this);
    line.version = new Label({}, Type::Fixed, Tone::Normal, this);
    line.version->setObjectName(word + QStringLiteral(".version"));
    line.version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line.state = new Label({}, Type::Strong, Tone::Normal, this);
    line.state->setObjectName(word + QStringLiteral(".state"));
    line.place = new Label({}, Type::Body, Tone::Muted, this);
    line.place->setObjectName(word + QStringLiteral(".place"));
    line.detail = new QWidget(this);
    line.detail->setObjectName(word + QStringLiteral(".detail"));
    line.trouble = wrappingLabel({}, Type::Body, Tone::Normal, line.detail);
    line.trouble->setObjectName(word + QStringLiteral(".trouble"));
    line.act = wrappingLabel({}, Type::Body, Tone::Normal, line.detail);
    line.act->setObjectName(word + QStringLiteral(".act"));
    auto* column = new QVBoxLayout(line.detail);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(space::xs);
    column->addWidget(line.trouble);
    column->addWidget(line.act);
    for (size_t i = 0; i < line.installs.size(); ++i) {
        Install& install = line.installs.at(i);
        install.from = new Label({}, Type::Caption, Tone::Muted, line.detail);
        install.line = new CopyField(tr("Line that installs it: %1").arg(toolName(tool)), line.detail);
        install.line->nameParts(QStringLiteral("%1.install%2").arg(word).arg(i));
        column->addWidget(install.from);
        column->addWidget(install.line);
    }
    return line;
}

void ToolList::setShown(const Line& line, bool shown)
{
    for (QWidget* part :
         {static_cast<QWidget*>(line.mark), static_cast<QWidget*>(line.name), static_cast<QWidget*>(line.version),
          static_cast<QWidget*>(line.state), static_cast<QWidget*>(line.place)})
        part->setVisible(shown);
    if (!shown)
        line.detail->hide();
}

void ToolList::setTools(const domain::HostConfig& host, const std::vector<domain::ToolFinding>& tools)
{
    for (const Line& line : m_lines) {
        const auto found = std::find_if(tools.begin(), tools.end(),
                                        [&](const domain::ToolFinding& finding) { return finding.tool == line.tool; });
        setShown(line, found != tools.end());
        if (found == tools.end())
            continue;
        line.mark->setKind(toolMark(*found));
        line.version->setText(toolVersionText(*found));
        line.state->setText(toolStateText(*found));
        line.state->setTone(toolTone(*found));
        line.place->setText(toolPlaceText(*found, host));
        showDetail(line, *found, host.name);
    }
}

void ToolList::showDetail(const Line& line, const domain::ToolFinding& finding, const QString& host)
{
    const QString trouble = toolTroubleText(finding);
    const QString act = toolAct(finding, host);
    setWords(line.trouble, trouble);
    setWords(line.act, act);
    const std::vector<InstallChoice> choices = installChoices(finding);
    for (size_t i = 0; i < line.installs.size(); ++i) {
        const Install& install = line.installs.at(i);
        setWords(install.from, i < choices.size() ? choices.at(i).from : QString());
        install.line->setVisible(i < choices.size());
        install.line->setText(i < choices.size() ? choices.at(i).line : QString());
    }
    line.detail->setVisible(!trouble.isEmpty() || !act.isEmpty());
}

} // namespace ops::ui
