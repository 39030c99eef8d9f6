#include "ui/common/ops_dialog.h"

#include "ui/common/tokens.h"

#include <QApplication>
#include <QHideEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>
#include <QScreen>

namespace ops::ui {

OpsDialog::OpsDialog(QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::WindowTitleHint | Qt::WindowCloseButtonHint)
{
    setModal(false);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void OpsDialog::fit(int width)
{
    if (layout() == nullptr)
        return;
    layout()->activate();
    const int wanted = qMax(width, layout()->totalMinimumSize().width());
    const int high = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wanted) : sizeHint().height();
    const QRect room = screen()->availableGeometry();
    resize(qMin(wanted, room.width()), qMin(high, room.height()));
}

void OpsDialog::growToFit()
{
    if (layout() == nullptr || !layout()->hasHeightForWidth())
        return;
    layout()->activate(); // the layouts inside it still have the heights of the texts before
    const int high = qMin(layout()->totalHeightForWidth(width()), screen()->availableGeometry().height());
    if (high > height())
        resize(width(), high);
}

void OpsDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    // Not every window manager gives the keyboard back to the window that the dialog belongs to. Only when it was
    // here: a guard that closes by itself must not take the focus away from another program.
    if (m_hadKeyboard && parentWidget() != nullptr && !event->spontaneous())
        parentWidget()->window()->activateWindow();
}

void OpsDialog::setVisible(bool visible)
{
    if (!visible)
        m_hadKeyboard = isVisible() && QApplication::activeWindow() == this; // gone by the time of the hide event
    QDialog::setVisible(visible);
}

void OpsDialog::paintEvent(QPaintEvent*)
{
    // A line of its own: not every window manager gives a dialog a frame.
    QPainter painter(this);
    painter.setPen(tokens(palette()).muted);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void OpsDialog::present()
{
    while (QWidget* popup = QApplication::activePopupWidget())
        if (!popup->close())
            break;
    const QWidget* modal = QApplication::activeModalWidget();
    const Qt::WindowModality wanted = modal != nullptr && modal != this ? Qt::ApplicationModal : Qt::NonModal;
    // Modality is taken on at the next show, and only the newest modal window can be used; nothing is rejected by this.
    if (modal != this && isVisible() && (modal != nullptr || wanted != windowModality()))
        QWidget::hide();
    if (modal != this)
        setWindowModality(wanted);
    if (!isVisible()) {
        if (!m_placed && parentWidget() != nullptr) {
            const QRect home = parentWidget()->window()->geometry();
            move(home.center().x() - width() / 2, home.top() + home.height() / 6);
            m_placed = true;
        }
    }
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void OpsDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace ops::ui
