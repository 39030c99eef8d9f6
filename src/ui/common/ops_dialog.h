#pragma once

#include <QDialog>

namespace ops::ui {

// What all our dialogs share: non-modal, on top of our own windows, no default button (Enter does nothing that its
// focused field does not do itself), Esc closes. A dialog that something modal would block becomes the newest modal
// window for that time, so that it can be used over everything (rule H1). GUI thread.
class OpsDialog : public QDialog {
    Q_OBJECT

public:
    explicit OpsDialog(QWidget* parent = nullptr);

    // Shows it over everything, open menus and modal dialogs included.
    void present();
    void setVisible(bool visible) override;

protected:
    // As wide as `width` and as high as its texts need at that width, never higher than the screen. Called when the
    // content changes: at once, or only to grow (texts that are refreshed must not make the window jump).
    void fit(int width);
    void growToFit();

    void hideEvent(QHideEvent* event) override; // overriders call it: the keyboard goes back to the window
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool m_placed = false;
    bool m_hadKeyboard = false;
};

} // namespace ops::ui
