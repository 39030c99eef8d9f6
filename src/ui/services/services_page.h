#pragma once

#include "models/service_filter_model.h"
#include "models/service_model.h"
#include "ui/common/label.h"
#include "ui/common/window_context.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace ops::ui {

class DataTable;
class EngineBar;
class ServiceDetail;

// What runs, on four levels, and how old that knowledge is; one service in full below. Renders ServicesController and
// ServiceActController; GUI thread. refresh() lets ages grow.
class ServicesPage final : public QWidget {
    Q_OBJECT

public:
    explicit ServicesPage(const WindowContext& context, QWidget* parent = nullptr);

    void refresh();
    void chooseService(const QString& name);

Q_SIGNALS:
    void actRequested(ops::domain::ContainerAct act, const QString& rowKey);
    void hostsRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeHead(QWidget* parent);
    void makeTable(QWidget* parent);
    std::vector<domain::ServiceRow> rowsWithErrors() const;
    void showRows();
    void readFalls(const std::vector<domain::ServiceRow>& rows);
    void showCount();
    void showEngines();
    void showDetail();
    QString tipText(const domain::ServiceRow& row, models::ServiceColumn column, const base::Instant& now) const;

    WindowContext m_context;
    models::ServiceModel m_model;
    models::ServiceFilterModel m_filter;
    Label* m_title = nullptr;
    Label* m_count = nullptr;
    QLineEdit* m_text = nullptr;
    QCheckBox* m_attention = nullptr;
    EngineBar* m_engines = nullptr;
    DataTable* m_table = nullptr;
    ServiceDetail* m_detail = nullptr;
    struct Fall {
        QString which;
        QString lines; // the end of its log
        int tries = 0;
        bool unread = false; // the last try failed
    };
    QHash<QString, Fall> m_falls; // by row key
};

} // namespace ops::ui
