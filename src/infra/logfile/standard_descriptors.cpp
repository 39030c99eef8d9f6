#include "infra/logfile/standard_descriptors.h"

#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

namespace ops::infra {

void fillStandardDescriptors()
{
    // Upwards: a new descriptor has the lowest number that is free. Children inherit these as they would the real ones.
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(fd, F_GETFD) < 0)
            ::open("/dev/null", O_WRONLY);
}

bool isStandardInputClosed()
{
    const int flags = fcntl(STDIN_FILENO, F_GETFL);
    return flags < 0 || (flags & O_ACCMODE) == O_WRONLY;
}

} // namespace ops::infra
