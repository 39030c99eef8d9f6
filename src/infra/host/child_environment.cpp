#include "infra/host/child_environment.h"

#include <algorithm>
#include <unistd.h>

namespace ops::infra {

QByteArrayList childEnvironment(const std::vector<std::pair<QByteArray, QByteArray>>& additions)
{
    QByteArrayList entries;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const QByteArray text(*entry);
        const bool replaced = std::any_of(additions.begin(), additions.end(), [&](const auto& addition) {
            return text.startsWith(addition.first) && text.mid(addition.first.size(), 1) == "=";
        });
        if (!replaced)
            entries << text;
    }
    for (const auto& [name, value] : additions)
        entries << name + '=' + value;
    return entries;
}

} // namespace ops::infra
