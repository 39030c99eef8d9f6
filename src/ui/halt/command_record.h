#pragma once

#include "ui/common/cell_table_model.h"
#include "ui/common/copy_field.h"
#include "ui/common/data_table.h"
#include "ui/common/mark.h"
#include "ui/common/window_context.h"
#include "ui/halt/ladder_view.h"

namespace ops::ui {

// What is proven of one command, and what to do now: verdict, service by service, what stays open, the ladder, and the
// exact line for the shell. Says nothing that the ladder does not (rule H6). GUI thread.
class CommandRecord final : public QWidget {
    Q_OBJECT

public:
    explicit CommandRecord(const WindowContext& context, QWidget* parent = nullptr);

    void setCommand(const base::CommandId& id);
    // "HARD_HALT proven", "DENIED", …, for the head of the dialog.
    QString headline() const;
    Tone headlineTone() const;
    void refresh();

Q_SIGNALS:
    void headlineChanged();

private:
    void showLadder(const domain::Ladder& ladder);

    WindowContext m_context;
    base::CommandId m_id;
    Mark* m_mark;
    Label* m_sentence;
    CellTableModel m_services;
    DataTable* m_table;
    Label* m_staysOpen;
    LadderView* m_ladder;
    Label* m_act;
    CopyField* m_commandLine;
};

} // namespace ops::ui
