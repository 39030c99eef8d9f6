#pragma once

#include "ui/common/ops_dialog.h"

#include <QPair>
#include <QVector>

namespace ops::ui {

// What this program is, which libraries it runs with and where it keeps its files; everything can be copied for a
// report. The facts come from main. GUI thread.
class AboutDialog final : public OpsDialog {
    Q_OBJECT

public:
    using Facts = QVector<QPair<QString, QString>>;
    explicit AboutDialog(const Facts& facts, QWidget* parent = nullptr);
};

} // namespace ops::ui
