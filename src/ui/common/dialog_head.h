#pragma once

#include "domain/environment.h"
#include "ui/common/label.h"

#include <QFrame>

class QHBoxLayout;

namespace ops::ui {

// The head of every dialog: the environment by word and colour (rule G4), what this is, and at the right one short
// statement of where it stands.
class DialogHead final : public QFrame {
    Q_OBJECT

public:
    DialogHead(const domain::Environment& environment, const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setStatus(const QString& text, Tone tone);
    QString status() const { return m_status->text(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_title;
    Label* m_status;
};

// The foot: a slightly darker band that holds the acts, in one row.
class DialogFoot final : public QFrame {
    Q_OBJECT

public:
    explicit DialogFoot(QWidget* parent = nullptr);

    QHBoxLayout* acts() { return m_acts; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_acts;
};

} // namespace ops::ui
