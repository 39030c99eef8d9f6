#pragma once

#include <QSortFilterProxyModel>

namespace ops::models {

// Narrows and sorts a ServiceModel by its real values. A few hundred rows at most. GUI thread; owned by the page that
// shows it.
class ServiceFilterModel final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ServiceFilterModel(QObject* parent = nullptr);

    void setText(const QString& text); // plain, any case; empty: all
    void setAttentionOnly(bool only);  // what somebody should look at
    const QString& text() const { return m_text; }
    bool attentionOnly() const { return m_attentionOnly; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QString m_text;
    bool m_attentionOnly = false;
};

} // namespace ops::models
