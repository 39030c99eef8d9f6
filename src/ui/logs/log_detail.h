#pragma once

#include "domain/log/log_reader.h"
#include "ui/common/elided_label.h"
#include "ui/logs/log_words.h"

#include <QFrame>

class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;

namespace ops::ui {

// One line in full, with the lines that continue it: as it came, or JSON laid out. Of very long ones the beginning, and
// how much that leaves out. Plain text only (rule G7). GUI thread.
class LogDetail final : public QFrame {
    Q_OBJECT

public:
    explicit LogDetail(QWidget* parent = nullptr);

    // `reader` is pinned.
    void showLine(const domain::LogReader& reader, domain::LogSeq seq);
    void clear();
    // There are lines of both streams: which one a line came by is said.
    void setStreams(bool both) { m_streams = both; }
    void setZone(LogZone zone) { m_zone = zone == LogZone::Ago ? LogZone::Utc : zone; }
    // Stands before the buttons of the head.
    void addTool(QWidget* tool);

private:
    void showLeftOut(qint64 bytes, int lines, bool json);
    void render();

    QHBoxLayout* m_headRow;
    ElidedLabel* m_head;
    QPushButton* m_pretty;
    QPushButton* m_wrap;
    Label* m_leftOut;
    QPlainTextEdit* m_text;
    QString m_raw;
    QString m_laidOut; // empty: it is no JSON
    LogZone m_zone = LogZone::Utc;
    bool m_streams = false;
};

} // namespace ops::ui
