#include "ui/services/engine_bar.h"

#include "ui/common/label.h"
#include "ui/common/mark.h"
#include "ui/common/tokens.h"

#include <QPainter>
#include <QVBoxLayout>

namespace ops::ui {

// One notice: mark, what is so, what to do, on the colour of its news.
class EngineNoticeLine final : public QWidget {
public:
    explicit EngineNoticeLine(QWidget* parent)
        : QWidget(parent)
        , m_mark(new Mark(MarkKind::None, this))
        , m_text(wrappingLabel({}, Type::Strong, Tone::Normal, this))
        , m_act(wrappingLabel({}, Type::Body, Tone::Normal, this))
    {
        m_text->setObjectName(QStringLiteral("engineNotice"));
        auto* words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(m_text);
        words->addWidget(m_act);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(space::l, space::s, space::m, space::s);
        row->setSpacing(space::m);
        row->addWidget(m_mark, 0, Qt::AlignTop);
        row->addLayout(words, 1);
    }

    void setNotice(const EngineNotice& notice)
    {
        m_failed = notice.grade == domain::LevelGrade::Failed;
        m_mark->setKind(m_failed ? MarkKind::Alarm : MarkKind::Warning);
        m_text->setText(notice.text);
        m_text->setTone(m_failed ? Tone::Halt : Tone::Soft);
        m_act->setText(notice.act);
        m_act->setVisible(!notice.act.isEmpty());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Tokens& t = tokens(palette());
        painter.fillRect(rect(), m_failed ? t.haltBack : t.softBack);
        painter.fillRect(QRect(0, 0, space::xs, height()), m_failed ? t.halt : t.soft);
    }

private:
    Mark* m_mark;
    Label* m_text;
    Label* m_act;
    bool m_failed = false;
};

EngineBar::EngineBar(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("engineBar"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::xs);
    hide();
}

void EngineBar::setNotices(const std::vector<EngineNotice>& notices)
{
    while (m_lines.size() < notices.size()) {
        m_lines.push_back(new EngineNoticeLine(this));
        m_column->addWidget(m_lines.back());
    }
    for (size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setVisible(i < notices.size());
        if (i < notices.size())
            m_lines[i]->setNotice(notices[i]);
    }
    setVisible(!notices.empty());
}

} // namespace ops::ui
