#pragma once

#include "domain/services/service_row.h"

#include <QAbstractTableModel>

#include <functional>

namespace ops::models {

enum class ServiceColumn {
    Service,
    Role,
    State, // of its container
    Healthcheck,
    Endpoint,
    Trading,
    Age,       // beside the levels, not at the far end: nobody reads a level without it (rule G9)
    Container, // its name; behind the age, which the smallest window must not cut off
    LastError,
    Image,
    Up,
    Restarts,
    ExitCode,
    Cpu,
    Memory,
    Host,
};
inline constexpr int serviceColumnCount = 16;
// The level that a column shows; nullopt for the others.
std::optional<domain::LevelKind> levelOf(ServiceColumn column);

// The service rows as they are handed in, in their order. What changes is told cell by cell, so that selection, scroll
// and sorting stay; the words come from whoever translates. GUI thread; owned by the page that shows it.
class ServiceModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole + 1, // QString: the row's key
        SortRole,                   // the value itself, not its text; invalid: unknown, which sorts last
        SearchTextRole,             // everything a text filter looks at
        AttentionRole,              // bool: somebody should look at it
        StaleRole,                  // bool: the cell is only last known (rule G9)
        GradeRole,                  // int: the domain::LevelGrade of a level's cell; a restart loop is Failed
        TradingRole,                // int: the domain::TradingState that is proven, whatever word is shown
        RestartingRole,             // bool: it ends by itself again and again
        AbsentRole,                 // bool: no container of it is known; its name is only the runbook's
        TroubleRole,                // int: the domain::LevelGrade of its gravest trouble; invalid: it has none
    };

    using HeaderText = std::function<QString(ServiceColumn)>;
    using CellText = std::function<QString(const domain::ServiceRow&, ServiceColumn, const base::Instant& now)>;
    using LastKnownText = std::function<QString(const QString& text)>;
    // `tipText`: what the cell's tool tip and a screen reader say beyond its text. `lastKnownText`: what a screen
    // reader says of a text that is only last known, which others see by the cell's look.
    ServiceModel(HeaderText headerText, CellText cellText, CellText tipText, LastKnownText lastKnownText,
                 QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setRows(const std::vector<domain::ServiceRow>& rows, const base::Instant& now);
    // Time passes: ages grow, values go stale.
    void setNow(const base::Instant& now);

    const domain::ServiceRow& rowAt(int row) const { return m_rows.at(static_cast<size_t>(row)).row; }
    int rowOf(const QString& key) const; // -1: not there
    const base::Instant& now() const { return m_now; }

private:
    static constexpr size_t columns = serviceColumnCount;
    // A row as it was told last.
    struct Shown {
        domain::ServiceRow row;
        bool attention = false; // as it was when time passed last: the filter asks for it often
        std::array<QString, columns> text;
        std::array<bool, columns> stale{};
    };

    void show(Shown& shown, ServiceColumn column) const;
    QString spokenText(const Shown& shown, ServiceColumn column) const;
    Shown shown(const domain::ServiceRow& row) const;
    bool isStale(const domain::ServiceRow& row, ServiceColumn column) const;
    QVariant sortValue(const domain::ServiceRow& row, ServiceColumn column) const;
    bool differs(const Shown& a, const Shown& b, ServiceColumn column) const;
    void update(int row, const domain::ServiceRow& fresh);
    void letTimePass(int row);
    void tell(int row, ServiceColumn column);

    HeaderText m_headerText;
    CellText m_cellText;
    CellText m_tipText;
    LastKnownText m_lastKnownText;
    base::Instant m_now;
    std::vector<Shown> m_rows;
};

} // namespace ops::models
