#pragma once

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace ops::ui {

// A line of exact bytes (a payload, a command line) that can be read, selected and copied, never edited.
class CopyField final : public QWidget {
    Q_OBJECT

public:
    // `what` names the line for assistive technology: "Command line".
    explicit CopyField(const QString& what, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    // Names the field and its two parts.
    void nameParts(const QString& objectName);

Q_SIGNALS:
    void copied();

private:
    void copy();
    void stopThanks();

    QLineEdit* m_line;
    QPushButton* m_button;
    QTimer m_thanks;
    QString m_text;
};

} // namespace ops::ui
