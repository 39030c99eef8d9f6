#include "infra/posix/thread_priority.h"

#if defined(__linux__)
#include <sys/resource.h>
#endif

namespace ops::infra {

void stepBackForOthers()
{
#if defined(__linux__)
    // A tenth of what each of the others gets. With 5, a third, the window still waited longer for its turn.
    constexpr int niceness = 10;
    constexpr id_t thisThread = 0; // Linux counts niceness per thread
    if (getpriority(PRIO_PROCESS, thisThread) < niceness)
        setpriority(PRIO_PROCESS, thisThread, niceness);
#endif
}

} // namespace ops::infra
