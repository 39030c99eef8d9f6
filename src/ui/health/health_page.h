#pragma once

#include "models/health_model.h"
#include "ui/common/window_context.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QPlainTextEdit;
class QPushButton;
namespace Ui {
class HealthPage;
}

namespace ops::ui {

class CopyField;
class DataTable;
class Label;

// The runbook's health checks: expected against found, how long it took, when it was last well, what to do next; one in
// full below. Renders HealthController; GUI thread. refresh() lets ages grow, and what is too old go grey.
class HealthPage final : public QWidget {
    Q_OBJECT

public:
    explicit HealthPage(const WindowContext& context, QWidget* parent = nullptr);
    ~HealthPage() override;

    void refresh();

private:
    QWidget* makeDetail();
    void fillIntervals();
    void showAll();
    void growColumns();
    void showSweep();
    void showDetail();
    void showAge();
    void showSimulated();
    void enable(QPushButton& button, bool enabled);
    int chosenRow() const;

    WindowContext m_context;
    std::unique_ptr<Ui::HealthPage> m_form;
    models::HealthModel m_model;
    DataTable* m_table;
    Label* m_detailTitle = nullptr;
    Label* m_detailAge = nullptr;
    Label* m_detailFound = nullptr;
    Label* m_detailNext = nullptr;
    Label* m_detailWay = nullptr;
    CopyField* m_detailCommand = nullptr;
    QPlainTextEdit* m_detailOutput = nullptr;
};

} // namespace ops::ui
