#pragma once

#include "fake_log_ports.h"
#include "infra/search/log_search.h"
#include "support/test_case.h"
#include "ui/common/elided_label.h"
#include "ui/common/label.h"
#include "ui/logs/log_histogram_view.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/widget_rig.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace ops::test {

inline const std::string brain =
    "{\"timestamp\":\"2026-01-30T18:04:11.000Z\",\"level\":\"INFO\",\"message\":\"ready\",\"w\":0.10}\n"
    "{\"timestamp\":\"2026-01-30T18:04:12.000Z\",\"level\":\"WARN\",\"message\":\"slow feed\"}\n"
    "{\"timestamp\":\"2026-01-30T18:04:13.000Z\",\"level\":\"ERROR\",\"message\":\"db write lost\"}\n"
    "    at write (file:///app/db.js:3:1)\n"
    "    at flush (file:///app/db.js:9:1)\n"
    "{\"timestamp\":\"2026-01-30T18:04:14.000Z\",\"level\":\"INFO\",\"message\":\"error rate fine\"}\n";
inline const std::string engine = "2026-01-30T18:04:15.000Z  INFO intent in\n"
                                  "thread 'main' panicked at src/x.rs:10:5:\n";

// The pane over a log in memory and the real search.
struct Shown {
    Shown()
    {
        pane.resize(1300, 760);
        pane.show();
        pane.activateWindow();
        controller.start();
    }
    void load()
    {
        source.write("titan-brain", brain);
        source.write("titan-execution", engine);
    }
    // All that was asked for has been answered.
    bool settled() const { return !controller.searching() && !controller.finding(); }
    int rows() const { return table->model()->rowCount(); }
    QString message(int row) const
    {
        return table->model()->index(row, static_cast<int>(models::LogColumn::Message)).data().toString();
    }
    QString text(const char* label) const { return part<ui::Label>(pane, label)->text(); }
    void type(const char* field, const char* words) const
    {
        auto* edit = part<QLineEdit>(pane, field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromLatin1(words));
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(pane, button), Qt::LeftButton); }

    FakeLogSource source;
    infra::LogSearch lines{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    app::LogViewController controller{source, lines, places};
    ui::LogPane pane{controller, QStringLiteral("/var/log/titan.log")};
    ui::LogTable* table = part<ui::LogTable>(pane, "logTable");
};

} // namespace ops::test
