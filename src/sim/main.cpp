#include "sim/docker/front_client.h"
#include "sim/options.h"
#include "sim/process_input.h"
#include "sim/stack.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <nats/nats.h>
#include <unistd.h>

namespace {

constexpr int runFailed = 1;
constexpr int badArguments = 2;

int refuse(const ops::base::Error& error)
{
    std::fprintf(stderr, "titan-sim: %s: %s\nSee titan-sim --help.\n", qPrintable(error.subject),
                 qPrintable(error.detail));
    return badArguments;
}

int run(const ops::sim::Options& options)
{
    using namespace ops::sim;
    const ops::base::SystemClock clock;
    LogWriter log;
    SignalWatch signalWatch;
    LineInput input(STDIN_FILENO);
    Stack stack(options, clock, log);

    QObject::connect(&signalWatch, &SignalWatch::stopRequested, &stack, &Stack::shutDown);
    QObject::connect(&input, &LineInput::lineRead, &stack,
                     [&](const QByteArray& line) { log.writeAlways(stack.takeFaultLine(line)); });
    QObject::connect(&input, &LineInput::ended, &stack, [&] {
        if (options.exitOnEof)
            stack.shutDown();
    });
    QObject::connect(&stack, &Stack::ready, &stack, [&] { log.writeAlways(stack.readyLine()); });
    QObject::connect(&stack, &Stack::failed, &stack, [&](const QString& text) {
        log.write(true, "titan-sim: " + text.toUtf8() + '\n');
        QCoreApplication::exit(runFailed);
    });
    QObject::connect(&stack, &Stack::finished, &stack, [](int code) { QCoreApplication::exit(code); });
    QMetaObject::invokeMethod(&stack, &Stack::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("titan-sim"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OPS_VERSION));

    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QLatin1String("play") && words.size() > 3)
        return ops::sim::playCommand(words.at(2), words.mid(3));

    const QByteArray password = qgetenv("TITAN_SIM_PASSWORD");
    qunsetenv("TITAN_SIM_PASSWORD");
    const auto commandLine = ops::sim::parseCommandLine(QCoreApplication::arguments(), password);
    if (!commandLine)
        return refuse(commandLine.error());
    if (!commandLine->printAndExit.isEmpty()) {
        std::fputs(qPrintable(commandLine->printAndExit), stdout);
        return 0;
    }
    const int code = run(commandLine->options);
    nats_CloseAndWait(1000);
    return code;
}
