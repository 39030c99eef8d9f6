#pragma once

#include <QObject>

class QCoreApplication;

namespace ops::ui {

// Ctrl+Shift+H from wherever the focus is, a modal dialog or an open menu included (rule H1): window shortcuts are
// silent there, so the key is taken before any window sees it. GUI thread; lives as long as the main window.
class HaltShortcut final : public QObject {
    Q_OBJECT

public:
    explicit HaltShortcut(QCoreApplication& app, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void pressed();
};

} // namespace ops::ui
