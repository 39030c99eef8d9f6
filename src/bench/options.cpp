#include "bench/options.h"

#include <algorithm>

namespace ops::bench {
namespace {

constexpr int fewestSamples = 10;
constexpr int mostSamples = 100'000;

base::Error refused(const QString& argument, const QString& why)
{
    return {base::ErrorCode::InvalidInput, why, argument};
}

} // namespace

int Options::repeats(int samplesEach, int fewest) const
{
    constexpr int fewestThatMeasure = 100;
    constexpr int proof = 2;
    return samples < fewestThatMeasure ? proof : std::max(fewest, samples / samplesEach);
}

base::Result<Options> parseOptions(const QStringList& arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& argument = arguments.at(i);
        if (argument == QLatin1String("--samples")) {
            bool isNumber = false;
            options.samples = arguments.value(++i).toInt(&isNumber);
            if (!isNumber || options.samples < fewestSamples || options.samples > mostSamples)
                return refused(argument, QStringLiteral("a number from %1 to %2").arg(fewestSamples).arg(mostSamples));
        } else if (options.name.isEmpty() && QStringList{QStringLiteral("containers"), QStringLiteral("halt"),
                                                         QStringLiteral("services"), QStringLiteral("startup")}
                                                 .contains(argument)) {
            options.name = argument;
        } else {
            return refused(argument, QStringLiteral("not known here"));
        }
    }
    return options;
}

QString usageText()
{
    return QStringLiteral("titan-ops-bench [containers|halt|services|startup] [--samples N]\n"
                          "All but containers when none is named; that one needs the practice host around it.\n"
                          "Prints one figure a line, \"name value unit\"; what it is doing goes to standard error.\n");
}

} // namespace ops::bench
