#include "ui/services/level_list.h"

#include "ui/common/grade_mark.h"
#include "ui/common/tokens.h"
#include "ui/services/history_strip.h"
#include "ui/services/service_text.h"

#include <QGridLayout>
#include <QPainter>

namespace ops::ui {
namespace {

int shapeSide()
{
    return QFontMetrics(bodyFont()).capHeight() + 1;
}

} // namespace

GradeWord::GradeWord(QWidget* parent)
    : QWidget(parent)
    , m_word(new ElidedLabel(Type::Strong, Tone::Normal, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(shapeSide() + space::s, 0, 0, 0);
    row->addWidget(m_word);
}

void GradeWord::setGrade(domain::LevelGrade grade, const QString& word, bool stale)
{
    m_grade = stale && grade != domain::LevelGrade::NotApplicable ? domain::LevelGrade::Unknown : grade;
    m_word->setText(word);
    m_word->setTone(stale ? Tone::Muted : gradeTone(grade));
    update();
}

void GradeWord::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int side = shapeSide();
    drawGradeShape(painter, QRectF(0, (height() - side) / 2.0, side, side), m_grade, palette());
}

LevelList::LevelList(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::m);
    grid->setVerticalSpacing(space::xs);
    for (const domain::LevelKind kind : domain::allLevelKinds) {
        const auto place = static_cast<size_t>(kind);
        const int top = static_cast<int>(place) * 2;
        Line& line = m_lines[place];
        line.strip = new HistoryStrip(levelKindText(kind), this);
        line.word = new GradeWord(this);
        line.source = new ElidedLabel(Type::Caption, Tone::Muted, this);
        line.word->setObjectName(QStringLiteral("level%1").arg(place));
        grid->addWidget(new Label(levelKindText(kind), Type::Body, Tone::Muted, this), top, 0);
        grid->addWidget(line.strip, top, 1);
        grid->addWidget(line.word, top, 2);
        grid->addWidget(line.source, top + 1, 1, 1, 2);
    }
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
}

void LevelList::setRow(const domain::ServiceRow& row, const domain::ServiceHistory& history, const base::Instant& now)
{
    for (const domain::LevelKind kind : domain::allLevelKinds) {
        const Line& line = m_lines[static_cast<size_t>(kind)];
        line.strip->setGrades(history[static_cast<size_t>(kind)].strip(now));
        line.word->setGrade(row.level(kind).grade, levelText(row, kind), domain::isStale(row, kind, now));
        QStringList parts{levelSourceText(row, kind, now), row.level(kind).note.simplified()};
        parts.removeAll(QString());
        line.source->setText(parts.join(QStringLiteral(" · ")));
    }
}

} // namespace ops::ui
