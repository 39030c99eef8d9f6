#pragma once

namespace ops::infra {

// What QtKeychain leaves undone with the libraries that it loads for the Secret Service (libsecret on GLib's D-Bus).
// They are looked up when they are called for, like QtKeychain does; where they are missing, nothing happens. GUI
// thread.

// GLib ends a program whose session bus ends. A console with a halt to send goes on. Returns at once.
void surviveEndOfSessionBus();
// libsecret keeps to the service that it met first: after a restart of that, every call fails until this was called.
void forgetSecretService();

} // namespace ops::infra
