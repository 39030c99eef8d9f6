#pragma once

#include "main/log_session.h"
#include "main/tour/tour_runner.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace ops::main {

struct TourStage;

// The tour's saved logs: two files of an invented day, and the window over them, which keeps the size of the window
// that the camera photographs. GUI thread.
class TourLogs final : public QObject {
    Q_OBJECT

public:
    TourLogs(const base::Clock& clock, QWidget& photographed, QObject* parent = nullptr);
    ~TourLogs() override;

    // False where the files could not be written.
    bool show();
    bool showEmpty();
    bool showCut(); // more than the memory that is allowed
    // What is shown goes into a file beside the logs.
    bool exportShown();
    void hide();
    const LogSession* session() const { return m_session.get(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool open(const QStringList& paths);

    const base::Clock& m_clock;
    QWidget& m_photographed;
    QTemporaryDir m_directory;
    std::unique_ptr<LogSession> m_session;
};

// The stations: the page of the services' logs, and saved logs.
std::vector<TourStep> logPageSteps(const TourStage& stage);
std::vector<TourStep> logSteps(TourLogs& logs);
// Pins, highlights, kept filters, exports.
std::vector<TourStep> logToolSteps(TourLogs& logs);

} // namespace ops::main
