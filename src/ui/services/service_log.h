#pragma once

#include "ui/common/window_context.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace ops::ui {

class ElidedLabel;

// The last lines of one service's log, read when the service is chosen, when its container changes and on demand: a
// look, not the log page. Plain text (rule G7).
class ServiceLog final : public QWidget {
    Q_OBJECT

public:
    explicit ServiceLog(const WindowContext& context, QWidget* parent = nullptr);

    void setRow(const domain::ServiceRow& row);
    void refresh(); // lets the age grow

private:
    void read();
    void showText(const QString& key, const QByteArray& text);
    void showError(const QString& key, const base::Error& error);

    WindowContext m_context;
    ElidedLabel* m_head;
    QPushButton* m_again;
    QPlainTextEdit* m_lines;
    QString m_key;
    QString m_process; // which run of which container was read
    std::optional<base::Instant> m_readAt;
    bool m_readable = false;
    bool m_reading = false;
};

} // namespace ops::ui
