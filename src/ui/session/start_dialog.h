#pragma once

#include "base/error.h"
#include "domain/environment.h"
#include "ui/common/ops_dialog.h"

#include <QVector>

#include <optional>

class QListWidget;
class QPushButton;

namespace ops::ui {

class Label;

// One environment file: what it holds, or why it cannot be used.
struct EnvironmentChoice {
    QString name;
    std::optional<domain::Environment> environment;
    std::optional<base::Error> error;
};

// Before there is a session: which environment to open, or how to describe one, or a drill. Opens nothing by itself.
// GUI thread.
class StartDialog final : public OpsDialog {
    Q_OBJECT

public:
    // `directory`: where environment files belong. `problem`: why this is shown although something else was asked for.
    StartDialog(const QVector<EnvironmentChoice>& choices, const QString& directory, const QString& lastUsed,
                const std::optional<base::Error>& problem, QWidget* parent = nullptr);

Q_SIGNALS:
    void environmentChosen(const ops::domain::Environment& environment);
    void drillChosen();

private:
    void showChoice();
    void choose();

    QVector<EnvironmentChoice> m_choices;
    std::optional<base::Error> m_problem; // why it asks; nullopt: nothing is wrong
    QListWidget* m_list;
    QPushButton* m_open;
    Label* m_detail;
};

} // namespace ops::ui
