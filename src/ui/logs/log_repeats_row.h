#pragma once

#include "app/log_repeats_controller.h"
#include "ui/common/label.h"
#include "ui/logs/log_words.h"

#include <QWidget>

class QPushButton;

namespace ops::ui {

// "× 214: first 17:04:08, last 17:09:31" of the chosen line, and a button that shows only these. Renders a
// LogRepeatsController, which outlives it; GUI thread.
class LogRepeatsRow final : public QWidget {
    Q_OBJECT

public:
    explicit LogRepeatsRow(app::LogRepeatsController& controller, QWidget* parent = nullptr);

    // Of the line that is chosen; empty: of none.
    void look(const std::shared_ptr<const domain::LogStore>& store, std::string_view line);
    void setZone(LogZone zone);

Q_SIGNALS:
    void onlyTheseRequested(const ops::domain::LogTextTerm& message);

private:
    void showRepeats();

    app::LogRepeatsController& m_controller;
    Label* m_text;
    QPushButton* m_only;
    LogZone m_zone = LogZone::Utc;
};

} // namespace ops::ui
