#pragma once

#include "ui/services/engine_text.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace ops::ui {

class EngineNoticeLine;

// What an operator must know of the container engines before trusting the table; not there while there is nothing.
class EngineBar final : public QWidget {
    Q_OBJECT

public:
    explicit EngineBar(QWidget* parent = nullptr);
    void setNotices(const std::vector<EngineNotice>& notices);

private:
    QVBoxLayout* m_column;
    std::vector<EngineNoticeLine*> m_lines;
};

} // namespace ops::ui
