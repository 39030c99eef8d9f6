#include "infra/logfile/truncation_guard.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace ops::infra {
namespace {

struct Slot {
    std::atomic<bool> taken{false};
    std::atomic<uintptr_t> start{0}; // 0: nothing is guarded
    std::atomic<uintptr_t> end{0};
    std::atomic<bool> hit{false};
};

constexpr int slotCount = 64;
uintptr_t pageSize = 4096; // set before the handler is
// Touched by the handler: plain atomics, which never lock.
std::array<Slot, slotCount> slots;
struct sigaction previous;
std::once_flag installed;

// On the thread that looked. Only system calls and atomics here.
void onBusError(int signal, siginfo_t* info, void* context)
{
    const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
    for (Slot& slot : slots) {
        const uintptr_t start = slot.start.load(std::memory_order_acquire);
        const uintptr_t end = slot.end.load(std::memory_order_acquire);
        if (start == 0 || address < start || address >= end)
            continue;
        slot.hit.store(true, std::memory_order_release);
        const uintptr_t page = address / pageSize * pageSize;
        // From here to the end of the mapping: what was cut off is gone as a whole.
        void* const zeros =
            mmap(reinterpret_cast<void*>(page), end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (zeros != MAP_FAILED)
            return;
    }
    // Not ours: as if we had never been here.
    if ((previous.sa_flags & SA_SIGINFO) != 0 && previous.sa_sigaction != nullptr)
        previous.sa_sigaction(signal, info, context);
    else
        sigaction(SIGBUS, &previous, nullptr); // the look is repeated, and ends the program
}

void install()
{
    pageSize = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &previous);
}

} // namespace

TruncationGuard::TruncationGuard(char* start, size_t bytes)
    : m_slot(-1)
{
    std::call_once(installed, install);
    for (int i = 0; i < slotCount && m_slot < 0; ++i) {
        Slot& slot = slots.at(static_cast<size_t>(i));
        bool taken = false;
        if (!slot.taken.compare_exchange_strong(taken, true))
            continue;
        m_slot = i;
        slot.hit.store(false);
        slot.end.store(reinterpret_cast<uintptr_t>(start) + bytes);
        slot.start.store(reinterpret_cast<uintptr_t>(start));
    }
}

TruncationGuard::~TruncationGuard()
{
    if (m_slot < 0)
        return;
    Slot& slot = slots.at(static_cast<size_t>(m_slot));
    slot.start.store(0);
    slot.taken.store(false);
}

bool TruncationGuard::hit() const
{
    return m_slot >= 0 && slots.at(static_cast<size_t>(m_slot)).hit.load(std::memory_order_acquire);
}

} // namespace ops::infra
