#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace ops::ui {

// Every colour the program uses, once per look. Which pairs carry text is in textPairs(); a test measures them.
struct Tokens {
    QColor window;
    QColor surface;
    QColor header; // table headings, the guard's footer
    QColor border;
    QColor text;
    QColor muted;
    QColor focus;
    QColor selection;  // behind a selected row
    QColor halt;       // HARD_HALT, failed
    QColor haltFill;   // the filled halt control
    QColor onHaltFill; // its word
    QColor soft;       // SOFT_HALT, degraded
    QColor softBack;
    QColor haltBack; // behind an alarm
    QColor unknown;
    QColor bandProd;
    QColor onBandProd;
    QColor bandStaging;
    QColor onBandStaging;
    QColor bandStripe; // DRILL, on surface; the word stands on surface, not on the stripes
};

const Tokens& lightTokens();
const Tokens& darkTokens();
// By the lightness of the window colour, so that a desktop's own palette gets the matching set.
const Tokens& tokens(const QPalette& palette);

struct TextPair {
    const char* what;
    QColor text;
    QColor back;
};
QList<TextPair> textPairs(const Tokens& tokens);

namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
} // namespace space

// Sizes follow the application's font, so that larger text on the desktop enlarges all of them.
QFont bodyFont();
QFont titleFont(const QWidget* widget = nullptr);
QFont captionFont(const QWidget* widget = nullptr);
QFont stateFont(const QWidget* widget = nullptr);
QFont fixedFont(const QWidget* widget = nullptr);
// The height of a table row for the present font.
int rowHeight();

} // namespace ops::ui
