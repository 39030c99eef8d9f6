#pragma once

#include <QFrame>

class QVBoxLayout;

namespace ops::ui {

// A bordered surface with a small heading; what it holds goes into body().
class Card final : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& heading, QWidget* parent = nullptr);
    QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_body;
};

} // namespace ops::ui
