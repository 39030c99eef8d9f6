#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QLineEdit;

namespace ops::ui {

// The reason that goes with a command: chips from the escalation matrix, the preset chosen, and room for words of one's
// own. Nothing has to be touched (rule H3). Words are data: shown as plain text (rule G7).
class ReasonPicker final : public QWidget {
    Q_OBJECT

public:
    // `reasons`: at least the preset, which comes first.
    explicit ReasonPicker(const QStringList& reasons, QWidget* parent = nullptr);

    // The preset again, no own words.
    void reset();
    // What was typed; else the chip's words.
    QString reason() const;
    QWidget* lastField() const;

Q_SIGNALS:
    void reasonChanged(const QString& reason);

private:
    QStringList m_reasons;
    QButtonGroup* m_chips;
    QLineEdit* m_own;
};

} // namespace ops::ui
