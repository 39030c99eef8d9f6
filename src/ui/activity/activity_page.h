#pragma once

#include "models/journal_filter_model.h"
#include "models/journal_model.h"
#include "ui/common/window_context.h"

#include <QWidget>

#include <memory>

class QPlainTextEdit;
namespace Ui {
class ActivityPage;
}

namespace ops::ui {

class DataTable;

// The journal: what was done, by whom, when, with what proof; filtered by text and kind, one entry in full below.
// Renders JournalPort; GUI thread.
class ActivityPage final : public QWidget {
    Q_OBJECT

public:
    explicit ActivityPage(const WindowContext& context, QWidget* parent = nullptr);
    ~ActivityPage() override;

private:
    void showCount();
    void showDetail();

    std::unique_ptr<Ui::ActivityPage> m_form;
    models::JournalModel m_model;
    models::JournalFilterModel m_filter;
    DataTable* m_table;
    QPlainTextEdit* m_detail;
    bool m_loaded = false;
};

} // namespace ops::ui
