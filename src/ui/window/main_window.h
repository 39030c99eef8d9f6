#pragma once

#include "ui/common/window_context.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>

namespace ops::ui {

class Banner;
class NavRail;
class PageStack;

// Arranges banner, alarms, rail, pages and status strip; decides nothing. GUI thread; owned by main. What it cannot do
// itself (dialogs) it asks for by signals.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowContext& context);

    void showPage(const QString& id);
    QString pageId() const;
    // To be called after its place was restored: it may be that of another screen. Where the screen is smaller than the
    // smallest window, the window may be as small as that (rule H1: all of it is seen, the halt control with it).
    void fitToScreen();

protected:
    void showEvent(QShowEvent* event) override;
    // After the first one the page is built: it is on the screen one turn of the event loop later.
    void paintEvent(QPaintEvent* event) override;

Q_SIGNALS:
    void softHaltRequested();
    void resumeRequested();
    void serviceActRequested(ops::domain::ContainerAct act, const QString& rowKey);
    void hostsRequested();
    void helpRequested();
    void aboutRequested();
    void pageBuilt(QWidget* page);

private:
    void fitLeastSize();
    // Ages go on where they are seen, and whoever comes back to a page finds it as it is now.
    void refreshWhileShown(QWidget* page, const std::function<void()>& refresh);

    Banner* m_banner;
    NavRail* m_rail;
    PageStack* m_stack;
    QTimer m_second;
};

} // namespace ops::ui
