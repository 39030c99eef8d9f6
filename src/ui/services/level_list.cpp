#include "ui/services/level_list.h"

#include "ui/common/grade_mark.h"
#include "ui/common/tokens.h"
#include "ui/services/history_strip.h"
#include "ui/services/service_text.h"

#include <QGridLayout>
#include <QPainter>

namespace ops::ui {
namespace {

// A word from outside may be as long as it likes.
constexpr qsizetype mostWhole = 24;

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
    m_word->setLeast(word.left(mostWhole)); // a shape alone says too little
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
        const int top = static_cast<int>(place) * 3;
        Line& line = m_lines[place];
        line.strip = new HistoryStrip(levelKindText(kind), this);
        line.word = new GradeWord(this);
        line.source = new ElidedLabel(Type::Caption, Tone::Muted, this);
        line.source->setElideMode(Qt::ElideLeft); // the age is at its end (rule G9)
        line.note = new ElidedLabel(Type::Caption, Tone::Muted, this);
        line.note->setElideMode(Qt::ElideRight);
        line.word->setObjectName(QStringLiteral("level%1").arg(place));
        grid->addWidget(new Label(levelKindText(kind), Type::Body, Tone::Muted, this), top, 0);
        grid->addWidget(line.strip, top, 1);
        grid->addWidget(line.word, top, 2);
        grid->addWidget(line.source, top + 1, 1, 1, 2);
        grid->addWidget(line.note, top + 2, 1, 1, 2);
    }
    // The words have what they need, the strips what is left.
    grid->setColumnStretch(1, 1);
}

void LevelList::setRow(const domain::ServiceRow& row, const domain::ServiceHistory& history, const base::Instant& now)
{
    for (const domain::LevelKind kind : domain::allLevelKinds) {
        const Line& line = m_lines[static_cast<size_t>(kind)];
        line.strip->setGrades(history[static_cast<size_t>(kind)].strip(now));
        line.word->setGrade(row.level(kind).grade, levelText(row, kind, now), domain::isStale(row, kind, now));
        line.source->setText(levelSourceText(row, kind, now));
        const QString age = levelAgeText(row, kind, now);
        line.source->setLeast(age.isEmpty() ? age : QStringLiteral("…") + age);
        line.source->setNote(levelLatencyNote(row, kind));
        const QString note = levelNoteText(row, kind, now);
        line.note->setText(note);
        line.note->setVisible(!note.isEmpty());
    }
}

} // namespace ops::ui
