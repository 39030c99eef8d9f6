#pragma once

#include "domain/log/log_reader.h"

#include <string>

namespace ops::test {

// Every byte that the store holds, in its order.
inline std::string contents(const domain::LogStore& store)
{
    domain::LogReader reader(store);
    const domain::LogSpan& span = reader.pin();
    std::string all;
    for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1)
        all += reader.bytes(seq);
    return all;
}

} // namespace ops::test
