#include "base/clock.h"

namespace ops::base {

Instant SystemClock::now() const
{
    using namespace std::chrono;
    return {duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count(),
            duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

} // namespace ops::base
