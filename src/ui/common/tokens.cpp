#include "ui/common/tokens.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>

namespace ops::ui {
namespace {

QFont scaled(double factor, QFont::Weight weight = QFont::Normal)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(weight);
    return font;
}

Tokens makeLight()
{
    Tokens t;
    t.window = QColor(0xF3F4F6);
    t.surface = QColor(0xFFFFFF);
    t.header = QColor(0xF8F9FB);
    t.border = QColor(0xD3D8E0);
    t.text = QColor(0x1A1E26);
    t.muted = QColor(0x556070);
    t.focus = QColor(0x2457C5);
    t.selection = QColor(0xE3EAF9);
    t.halt = QColor(0xB3261E);
    t.haltFill = QColor(0xB3261E);
    t.onHaltFill = QColor(0xFFFFFF);
    t.soft = QColor(0x8A5300);
    t.softBack = QColor(0xFFF3D6);
    t.haltBack = QColor(0xFDECEA);
    t.unknown = QColor(0x5B4B8A);
    t.bandProd = QColor(0x1A1E26);
    t.onBandProd = QColor(0xFFFFFF);
    t.bandStaging = QColor(0x5F6876);
    t.onBandStaging = QColor(0xFFFFFF);
    t.bandStripe = QColor(0xB9C0CC);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.window = QColor(0x14171C);
    t.surface = QColor(0x1C2027);
    t.header = QColor(0x20252D);
    t.border = QColor(0x343B47);
    t.text = QColor(0xE6E9EF);
    t.muted = QColor(0x9CA6B5);
    t.focus = QColor(0x7AA2F7);
    t.selection = QColor(0x2A3650);
    t.halt = QColor(0xFF7A6E);
    t.haltFill = QColor(0xC4332A);
    t.onHaltFill = QColor(0xFFFFFF);
    t.soft = QColor(0xF2B84B);
    t.softBack = QColor(0x33291A);
    t.haltBack = QColor(0x3A1F1F);
    t.unknown = QColor(0xB3A4E3);
    t.bandProd = QColor(0x05070A);
    t.onBandProd = QColor(0xFFFFFF);
    t.bandStaging = QColor(0x5F6876);
    t.onBandStaging = QColor(0xFFFFFF);
    t.bandStripe = QColor(0x4A5362);
    return t;
}

} // namespace

const Tokens& lightTokens()
{
    static const Tokens light = makeLight();
    return light;
}

const Tokens& darkTokens()
{
    static const Tokens dark = makeDark();
    return dark;
}

const Tokens& tokens(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

QList<TextPair> textPairs(const Tokens& t)
{
    QList<TextPair> pairs;
    const std::pair<const char*, QColor> backs[] = {
        {"window", t.window}, {"surface", t.surface}, {"header", t.header}, {"selection", t.selection}};
    for (const auto& [name, back] : backs) {
        pairs.append({name, t.text, back});
        pairs.append({name, t.muted, back});
        pairs.append({name, t.focus, back});
        pairs.append({name, t.halt, back});
        pairs.append({name, t.soft, back});
        pairs.append({name, t.unknown, back});
    }
    for (const QColor& back : {t.softBack, t.haltBack}) {
        pairs.append({"alarm", t.text, back});
        pairs.append({"alarm", t.muted, back});
        pairs.append({"alarm", back == t.softBack ? t.soft : t.halt, back});
    }
    pairs.append({"halt control", t.onHaltFill, t.haltFill}); // not prose: names the pair for the contrast test
    pairs.append({"PROD", t.onBandProd, t.bandProd});
    pairs.append({"STAGING", t.onBandStaging, t.bandStaging});
    return pairs;
}

QFont bodyFont()
{
    return scaled(1.0);
}

QFont titleFont(const QWidget*)
{
    return scaled(1.35, QFont::DemiBold);
}

QFont captionFont(const QWidget*)
{
    return scaled(0.88);
}

QFont stateFont(const QWidget*)
{
    return scaled(1.8, QFont::Bold);
}

QFont fixedFont(const QWidget*)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = QApplication::font();
    if (body.pointSizeF() > 0)
        font.setPointSizeF(body.pointSizeF());
    else
        font.setPixelSize(body.pixelSize());
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // Each letter as wide as the next, in whole pixels: so columns of digits stand exactly one below the other, and the
    // log can copy letters (FixedText). Where a pixel of ours is several of the screen's, hinting would only coarsen.
    if (qApp->devicePixelRatio() == 1.0)
        font.setHintingPreference(QFont::PreferFullHinting);
    return font;
}

int rowHeight()
{
    return qMax(28, QFontMetrics(bodyFont()).height() + 2 * space::xs + 2);
}

} // namespace ops::ui
