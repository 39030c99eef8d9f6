#pragma once

#include <QProxyStyle>

namespace ops::ui {

// Fusion without gradients: flat buttons, fields, scroll bars and headings with one border and a focus ring that is
// seen from a distance. Owned by the application. A proxy style and not a style sheet: a sheet costs 12 % of start-up.
class OpsStyle final : public QProxyStyle {
    Q_OBJECT

public:
    OpsStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
};

} // namespace ops::ui
