#include "infra/logfile/standard_descriptors.h"
#include "infra/logging/logging.h"
#include "infra/posix/descriptor_limit.h"
#include "infra/posix/file_name.h"
#include "main/arguments.h"
#include "main/directories.h"
#include "main/language.h"
#include "main/launcher.h"
#include "main/stop_signals.h"
#include "main/text_modes.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QIcon>
#include <QTimer>

#include <csignal>

namespace {

using namespace ops;

ui::ThemeChoice themeChoice(const main::Arguments& arguments, infra::ThemeChoice preferred)
{
    if (arguments.theme == QLatin1String("light"))
        return ui::ThemeChoice::Light;
    if (arguments.theme == QLatin1String("dark"))
        return ui::ThemeChoice::Dark;
    switch (preferred) {
    case infra::ThemeChoice::Light:
        return ui::ThemeChoice::Light;
    case infra::ThemeChoice::Dark:
        return ui::ThemeChoice::Dark;
    case infra::ThemeChoice::Desktop:
        break;
    }
    return ui::ThemeChoice::System;
}

// Static: library threads may still ask for the time while the program ends.
const base::SystemClock systemClock;

} // namespace

int main(int argc, char* argv[])
{
    infra::fillStandardDescriptors();
    infra::raiseDescriptorLimit();
    std::signal(SIGPIPE, SIG_IGN);
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << infra::fileNameFromBytes(argv[i]);
    const auto arguments = main::parseArguments(words);
    if (!arguments)
        return main::refuseArguments(arguments.error());
    if (const auto code = main::runTextMode(*arguments))
        return *code;

    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("titan-ops-console"));
    QApplication::setApplicationVersion(QStringLiteral(OPS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("titan-ops-console"));
    infra::logging::Session log = infra::logging::install(main::stateDirectory());
    main::installLanguage(app, arguments->language);
    ui::applyTheme(app, themeChoice(*arguments, infra::Preferences(infra::ConfigDirectory::defaultRoot()).theme()));

    const main::StopSignals signals;
    QObject::connect(&signals, &main::StopSignals::stopRequested, &app, &QCoreApplication::quit);
    main::Launcher launcher(*arguments, systemClock, log);
    QTimer::singleShot(0, &launcher, &main::Launcher::launch);
    return QApplication::exec();
}
