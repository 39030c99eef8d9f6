#pragma once

#include "bench/practice_host.h"
#include "bench/row_paint_watch.h"
#include "main/console.h"
#include "main/session_window.h"

#include <QTemporaryDir>

namespace ops::bench {

// The program's own session and window on the practice host, at its services page. GUI thread.
class ServicesWindow {
public:
    // False when the runbook of ours could not be read, or the page was not painted. Nothing is asked of the host yet.
    bool open(const PracticeHost& host);
    // The console begins its work; true when the table shows `rows` rows, all of them known.
    bool follow(size_t rows);

    static QString rowKey(const ExtraContainer& container);
    // nullopt: it has no row, or its container is not known.
    std::optional<domain::ContainerRun> runOf(const ExtraContainer& container) const;
    RowPaintWatch& paints() { return *m_paints; }
    app::HealthController& health() { return m_console->health(); }

private:
    QTemporaryDir m_state;
    bool m_windowPainted = false;
    bool m_pagePainted = false;
    std::unique_ptr<main::Console> m_console;
    std::unique_ptr<main::SessionWindow> m_window;
    std::unique_ptr<RowPaintWatch> m_paints;
};

} // namespace ops::bench
