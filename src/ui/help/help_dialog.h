#pragma once

#include "domain/environment.h"
#include "ui/common/ops_dialog.h"

#include <optional>

class QTabWidget;

namespace ops::ui {

// F1: how to use the console, and the safety rules it keeps, from the program's own resources. GUI thread.
class HelpDialog final : public OpsDialog {
    Q_OBJECT

public:
    // Without an environment there is none that the commands would go to: saved logs.
    explicit HelpDialog(const std::optional<domain::Environment>& environment, QWidget* parent = nullptr);

private:
    void addPage(const QString& title, const QString& resource);

    QTabWidget* m_tabs;
};

} // namespace ops::ui
