#pragma once

#include "domain/log/log_moment.h"
#include "ui/common/ops_dialog.h"
#include "ui/logs/log_words.h"

class QLineEdit;

namespace ops::ui {

class DialogButton;
class Label;

// Asks between which moments lines are shown, as text: typed, or copied from the table. Says how it reads that, in UTC
// first (rule G8). GUI thread.
class LogTimeDialog final : public OpsDialog {
    Q_OBJECT

public:
    // What holds at present, unknown for an open end. A time alone is of the day of `reference`; where that is not
    // known it is refused. `zone` is that of times that name none: Utc or Local.
    LogTimeDialog(domain::LogTime from, domain::LogTime until, domain::LogTime reference, LogZone zone,
                  QWidget* parent = nullptr);

Q_SIGNALS:
    // `until` is exclusive; unknown: an open end.
    void chosen(ops::domain::LogTime from, ops::domain::LogTime until);

private:
    QLineEdit* field(const QString& objectName, const QString& name);
    domain::LogMoment read(const QString& text, domain::LogMomentEnd end) const;
    QString textOf(domain::LogTime time) const;
    QString howToWrite() const;
    QString take(const QLineEdit& typed, domain::LogMomentEnd end, domain::LogTime& time) const;
    QString windowText(LogZone zone) const;
    void look();
    void apply();

    domain::LogTime m_reference;
    LogZone m_zone;
    domain::LogTime m_from; // as the fields say it
    domain::LogTime m_until;
    QLineEdit* m_fromField;
    QLineEdit* m_untilField;
    Label* m_note;
    DialogButton* m_apply;
};

} // namespace ops::ui
