#include "ui/resume/gate_list.h"

#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/tokens.h"

#include <QGridLayout>

namespace ops::ui {

GateList::GateList(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("gateList"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(space::xs + 2);
    grid->setColumnStretch(1, 1);
    for (size_t i = 0; i < std::size(domain::allResumeGateKinds); ++i) {
        Line line;
        line.mark = new Mark(MarkKind::Waiting, this);
        line.sentence = wrappingLabel({}, Type::Body, Tone::Normal, this);
        line.sentence->setObjectName(
            QStringLiteral("gate.%1").arg(domain::resumeGateWord(domain::allResumeGateKinds[i])));
        line.evidence = new Label({}, Type::Caption, Tone::Muted, this);
        const auto row = static_cast<int>(i);
        grid->addWidget(line.mark, row, 0, Qt::AlignCenter);
        grid->addWidget(line.sentence, row, 1);
        grid->addWidget(line.evidence, row, 2, Qt::AlignRight);
        m_lines.push_back(line);
    }
}

void GateList::setGates(const std::vector<domain::ResumeGate>& gates, const QString& environment,
                        const base::Instant& now)
{
    for (size_t i = 0; i < m_lines.size() && i < gates.size(); ++i) {
        const domain::ResumeGate& gate = gates.at(i);
        const Line& line = m_lines.at(i);
        const bool blocks = !gate.met && gate.blocking;
        line.mark->setKind(gate.met ? MarkKind::Ok : blocks ? MarkKind::Failed : MarkKind::Warning);
        line.sentence->setText(describe(gate, environment));
        line.sentence->setTone(gate.met ? Tone::Normal : blocks ? Tone::Halt : Tone::Soft);
        QStringList evidence;
        // What was typed stands in its field already.
        if (!gate.evidence.isEmpty() && gate.kind != domain::ResumeGateKind::EnvironmentTyped)
            evidence << gate.evidence;
        if (gate.at)
            evidence << ageText(*gate.at, now);
        const QString text = evidence.join(QStringLiteral(", "));
        line.evidence->setText(line.evidence->fontMetrics().elidedText(text, Qt::ElideMiddle, 320));
    }
}

} // namespace ops::ui
