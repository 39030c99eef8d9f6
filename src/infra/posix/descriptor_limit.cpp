#include "infra/posix/descriptor_limit.h"

#include <algorithm>
#include <limits>
#include <sys/resource.h>

namespace ops::infra {
namespace {

// Set once, before there is a second thread or a child.
rlimit startedWith = {};
bool raised = false;

} // namespace

void raiseDescriptorLimit()
{
    rlimit limit = {};
    if (raised || ::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max)
        return;
    startedWith = limit;
    limit.rlim_cur = limit.rlim_max;
    raised = ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

void restoreDescriptorLimit()
{
    if (raised)
        ::setrlimit(RLIMIT_NOFILE, &startedWith);
}

int descriptorLimit()
{
    constexpr rlim_t most = std::numeric_limits<int>::max();
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return static_cast<int>(most);
    return static_cast<int>(std::min(limit.rlim_cur, most));
}

} // namespace ops::infra
