#pragma once

#include <QObject>
#include <QSize>
#include <QString>
#include <QVector>
#include <QWidget>

#include <functional>

namespace ops::main {

// How one state is shown in a picture.
struct ShotVariant {
    bool dark = false;
    QSize size; // of the main window, logical pixels

    QString suffix() const;
};

// Photographs the real screen, cropped to the main window, in each variant: change theme and size, let the window
// settle, take the picture. GUI thread; asynchronous.
class Camera : public QObject {
    Q_OBJECT

public:
    using ThemeSetter = std::function<void(bool dark)>;
    Camera(QWidget& window, QString directory, QVector<ShotVariant> variants, ThemeSetter setTheme,
           QObject* parent = nullptr);

    // All variants, or only the present look for a state that does not last.
    void shoot(const QString& name, bool presentLookOnly);
    int taken() const { return m_taken; }

Q_SIGNALS:
    void done();
    void failed(const QString& path);

private:
    void next();
    void snap(const QString& path);

    QWidget& m_window;
    QString m_directory;
    QVector<ShotVariant> m_variants;
    ThemeSetter m_setTheme;
    QVector<ShotVariant> m_pending;
    ShotVariant m_present;
    QString m_name;
    int m_taken = 0;
};

} // namespace ops::main
