#pragma once

#include "domain/log/log_marker.h"
#include "domain/log/log_reader.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>

namespace ops::models {

enum class LogColumn { TimeUtc, Level, Service, Channel, Message };
inline constexpr int logColumnCount = 5;

// Lines of a log store as rows, oldest first, and above them one row where lines are missing or somebody has something
// to say of what is before them. Nothing is kept per row: a cell is made from the line's bytes when it is painted. What
// changes is told by sync(), which its owner calls up to 20 times a second. GUI thread; owned by whoever shows it.
class LogTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        SeqRole = Qt::UserRole + 1, // qint64; -1 for the gap row
        TimeRole,                   // qint64 UTC ms; invalid when unknown
        TimeInheritedRole,          // the time is that of an earlier line
        LevelRole,                  // int(domain::LogLevel)
        LevelInferredRole,
        ServiceRole,
        RawRole,      // QByteArray: the line's bytes, with its ending
        RowKindRole,  // int(RowKind)
        ContinuesRole // bool: the line continues an earlier one
    };
    enum class RowKind { Line, Gap, Command, Front };

    // Words that a person reads, from whoever translates. Each may be empty.
    struct Texts {
        std::function<QString(LogColumn)> header;
        std::function<QString(domain::LogLevel, bool inferred)> level;
        std::function<QString(domain::LogChannel)> channel;
        std::function<QString(const domain::LogMarker&)> marker; // gaps and commands
    };

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Brings the rows up to date with the store.
    virtual void sync() = 0;
    // Null for the row of what is missing.
    std::optional<domain::LogSeq> seqAt(int row) const;
    // The row of that line; -1 when it is not shown.
    int rowOf(domain::LogSeq seq) const;
    // The first row at or after that line; rowCount() when there is none.
    int rowAtOrAfter(domain::LogSeq seq) const;
    const domain::LogStore& store() const { return *m_store; }
    const domain::LogGap& gap() const { return m_gap; }
    // What the row above all lines says; empty: it says what is missing, or is not there.
    void setFrontText(const QString& text);
    // 1 where there is a row above all lines.
    int gapRows() const { return m_gap.rows > 0 || !m_frontText.isEmpty() ? 1 : 0; }

protected:
    LogTableModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent);

    // The lines below the gap row.
    virtual qint64 lineCount() const = 0;
    virtual domain::LogSeq lineAt(qint64 line) const = 0;
    virtual qint64 lineAtOrAfter(domain::LogSeq seq) const = 0;

    // Shows, changes or hides the row of what is missing.
    void setGap(const domain::LogGap& gap);
    domain::LogReader& reader() const { return *m_reader; }

private:
    QVariant lineData(domain::LogSeq seq, LogColumn column, int role) const;
    QVariant gapData(LogColumn column, int role) const;
    QString text(const domain::LogLine& line, LogColumn column) const;
    QString markerText(const domain::LogMarker& marker) const;
    void setFront(const domain::LogGap& gap, const QString& text);

    std::shared_ptr<const domain::LogStore> m_store;
    std::unique_ptr<domain::LogReader> m_reader;
    Texts m_texts;
    domain::LogGap m_gap;
    QString m_frontText;
};

} // namespace ops::models
