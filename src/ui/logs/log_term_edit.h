#pragma once

#include "domain/log/log_filter.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;

namespace ops::ui {

// A text to look for: a field, and beside it whether it is a regular expression and whether case matters.
class LogTermEdit final : public QWidget {
    Q_OBJECT

public:
    // The field is `name`, the switches are `name`.regex and `name`.case.
    LogTermEdit(const QString& name, const QString& prompt, QWidget* parent = nullptr);

    // Nothing while the field is empty.
    std::optional<domain::LogTextTerm> term() const;
    void setTerm(const std::optional<domain::LogTextTerm>& term);
    // Draws attention to a text that cannot be used; `why` is for assistive technology.
    void setProblem(const QString& why);
    void focusField();

Q_SIGNALS:
    void edited(); // by a person
    void entered();
    void enteredBackwards(); // Shift+Enter

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_field;
    QPushButton* m_regex;
    QPushButton* m_case;
    bool m_setting = false; // nobody edits
};

} // namespace ops::ui
