#include "infra/host/process_group.h"

#include "infra/host/descriptor.h"

#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>

namespace ops::infra {
namespace {

// State and group of a process as /proc/PID/stat says them: "pid (name) state ppid pgrp ...".
bool isLivingMember(const char* pid, pid_t group)
{
    const std::string path = std::string("/proc/") + pid + "/stat";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 512> text{};
    if (!file.isOpen() || ::read(file.get(), text.data(), text.size() - 1) <= 0)
        return false;
    const char* after = std::strrchr(text.data(), ')');
    if (after == nullptr || std::strlen(after) < 4)
        return false;
    const char state = after[2];
    char* rest = nullptr;
    std::strtol(after + 3, &rest, 10);
    return state != 'Z' && state != 'X' && std::strtol(rest, nullptr, 10) == group;
}

} // namespace

void signalProcessGroup(pid_t group, int number)
{
    if (group > 1)
        ::kill(-group, number);
}

bool isGroupAlive(pid_t group)
{
    if (group <= 1)
        return false;
    if (::kill(-group, 0) != 0 && errno == ESRCH)
        return false;
    const std::unique_ptr<DIR, int (*)(DIR*)> processes(::opendir("/proc"), &::closedir);
    if (!processes)
        return true;
    while (const dirent* entry = ::readdir(processes.get())) // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) != 0 && isLivingMember(entry->d_name, group))
            return true;
    return false;
}

} // namespace ops::infra
