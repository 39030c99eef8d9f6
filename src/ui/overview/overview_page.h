#pragma once

#include "ui/common/cell_table_model.h"
#include "ui/common/coalescer.h"
#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/common/state_badge.h"
#include "ui/common/window_context.h"

#include <QScrollArea>

#include <vector>

namespace ops::ui {

class Card;

// The state and what it rests on: the proof per service, who would hear a halt, what stays open, the last halt and the
// last commands. Renders controllers; GUI thread. refresh() lets ages grow.
class OverviewPage final : public QScrollArea {
    Q_OBJECT

public:
    explicit OverviewPage(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void softHaltRequested();
    void resumeRequested();

private:
    Card* makeStateCard(QWidget* parent);
    Card* makeHaltCard(QWidget* parent);
    QWidget* makeTable(const QString& heading, Label* note, DataTable* table, QWidget* parent);
    void showState();
    void showListeners();
    void showCommands();
    void noteSeen(const domain::SeenCommand& seen);
    QString passwordText() const;

    WindowContext m_context;
    StateBadge* m_badge = nullptr;
    Label* m_sentence = nullptr;
    Label* m_exposure = nullptr;
    Label* m_password = nullptr;
    Label* m_lastHalt = nullptr;
    Label* m_lastReason = nullptr;
    CellTableModel m_services;
    CellTableModel m_listeners;
    CellTableModel m_commands;
    DataTable* m_listenerTable = nullptr;
    Label* m_listenerNote = nullptr;
    std::vector<domain::SeenCommand> m_foreign; // newest first, bounded
    Coalescer m_stateNews;
    Coalescer m_commandNews;
};

} // namespace ops::ui
