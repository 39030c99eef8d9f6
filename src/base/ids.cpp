#include "base/ids.h"

#include <QRandomGenerator>

namespace ops::base {

CommandId CommandId::generate()
{
    return CommandId(QStringLiteral("%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0')));
}

} // namespace ops::base
