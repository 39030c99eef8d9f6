#pragma once

#include "domain/environment.h"

#include <QWidget>

namespace ops::ui {

// Which environment this is: colour, pattern, word and name (rule G4). Same in the banner and at the head of every
// dialog. PROD is solid dark, STAGING grey, DRILL striped.
class EnvironmentBand final : public QWidget {
    Q_OBJECT

public:
    enum class Layout { TwoLines, OneLine };
    explicit EnvironmentBand(const domain::Environment& environment, Layout layout = Layout::TwoLines,
                             QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont wordFont() const;
    QFont nameFont() const;
    QString shownName() const;

    domain::EnvironmentKind m_kind;
    QString m_word;
    QString m_name;
    Layout m_layout;
};

// "PROD titan-prod", for titles and records.
QString environmentText(const domain::Environment& environment);
// The NATS servers as its file names them, and the host that they are reached through, if any.
QString serversText(const domain::Environment& environment);

} // namespace ops::ui
