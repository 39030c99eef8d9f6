#include "infra/keychain/glib_session.h"

#include <QLibrary>

namespace ops::infra {
namespace {

// GLib's interface, as far as it is used here.
constexpr int sessionBus = 2;
using AsyncReady = void (*)(void* source, void* result, void* data);
using BusGet = void (*)(int bus, void* cancellable, AsyncReady ready, void* data);
using BusGetFinish = void* (*)(void* result, void** error);
using SetExitOnClose = void (*)(void* connection, int exits);
using Release = void (*)(void* object);

struct Gio {
    BusGet busGet = nullptr;
    BusGetFinish busGetFinish = nullptr;
    SetExitOnClose setExitOnClose = nullptr;
    Release unref = nullptr;
    Release clearError = nullptr;
    bool complete() const { return busGet && busGetFinish && setExitOnClose && unref && clearError; }
};

template <class Function>
Function resolve(const QString& library, const char* name)
{
    return reinterpret_cast<Function>(QLibrary::resolve(library, 0, name));
}

const Gio& gio()
{
    const QString gioName = QStringLiteral("gio-2.0");
    static const Gio found{resolve<BusGet>(gioName, "g_bus_get"), resolve<BusGetFinish>(gioName, "g_bus_get_finish"),
                           resolve<SetExitOnClose>(gioName, "g_dbus_connection_set_exit_on_close"),
                           resolve<Release>(QStringLiteral("gobject-2.0"), "g_object_unref"),
                           resolve<Release>(QStringLiteral("glib-2.0"), "g_error_free")};
    return found;
}

void keepRunning(void*, void* result, void*)
{
    void* error = nullptr;
    void* connection = gio().busGetFinish(result, &error);
    if (error != nullptr)
        gio().clearError(error);
    if (connection == nullptr)
        return;
    gio().setExitOnClose(connection, 0);
    gio().unref(connection); // the library keeps it for everybody
}

} // namespace

void surviveEndOfSessionBus()
{
    if (gio().complete())
        gio().busGet(sessionBus, nullptr, keepRunning, nullptr);
}

void forgetSecretService()
{
    static const auto disconnect = resolve<void (*)()>(QStringLiteral("secret-1"), "secret_service_disconnect");
    if (disconnect != nullptr)
        disconnect();
}

} // namespace ops::infra
