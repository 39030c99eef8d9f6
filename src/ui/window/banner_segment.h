#pragma once

#include "ui/common/elided_label.h"
#include "ui/common/mark.h"

namespace ops::ui {

// One part of the banner: what it is in small letters, and below it a mark and a value. A thin line on its left. What
// it is stays readable however little room there is; what follows it and the value give way.
class BannerSegment final : public QWidget {
    Q_OBJECT

public:
    explicit BannerSegment(const QString& objectName, QWidget* parent = nullptr);

    // `detail`: of which one; behind the name. May be empty.
    void setCaption(const QString& name, const QString& detail = {});
    // The value is as wide as what is left, whatever it says: so it gives way before the segments beside it.
    void setValueGivesWay();
    void setValue(MarkKind mark, const QString& value, Tone tone);
    QString caption() const { return m_caption->text(); }
    QString value() const { return m_value->text(); }
    Tone tone() const { return m_tone; }
    MarkKind mark() const { return m_mark->kind(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_caption;
    ElidedLabel* m_value;
    Mark* m_mark;
    Tone m_tone = Tone::Normal;
};

} // namespace ops::ui
