// The yardsticks of start-up: a main window as large as the console's with nothing in it, or with one label
// (OPS_BENCH_LABEL). Says when it was first painted, and ends.
#include "main/first_paint.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>

int main(int argc, char* argv[])
{
    QApplication app(argc, argv);
    QMainWindow window;
    window.resize(1440, 900);
#ifdef OPS_BENCH_LABEL
    window.setCentralWidget(new QLabel(QStringLiteral("Titan Ops Console"), &window));
#endif
    ops::main::FirstPaint firstPaint(window);
    QObject::connect(&firstPaint, &ops::main::FirstPaint::painted, &app, [] {
        ops::main::printFirstPaint();
        QCoreApplication::quit();
    });
    window.show();
    return QApplication::exec();
}
