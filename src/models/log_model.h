#pragma once

#include "models/log_table_model.h"

namespace ops::models {

// Every line of a store.
class LogModel final : public LogTableModel {
    Q_OBJECT

public:
    LogModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent = nullptr);

    void sync() override;

protected:
    qint64 lineCount() const override { return m_end - m_first; }
    domain::LogSeq lineAt(qint64 line) const override { return m_first + line; }
    qint64 lineAtOrAfter(domain::LogSeq seq) const override;

private:
    void followFront(domain::LogSeq first);
    void followEnd(domain::LogSeq end);
    void tellRead(domain::LogSeq readEnd);

    domain::LogSeq m_first; // the lines that the rows stand for
    domain::LogSeq m_end;
    domain::LogSeq m_readEnd;
};

} // namespace ops::models
