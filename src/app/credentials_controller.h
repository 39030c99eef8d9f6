#pragma once

#include "app/links_controller.h"
#include "app/ports/secret_port.h"
#include "app/session_context.h"

#include <QObject>

namespace ops::app {

// Gets the environment's password once and connects the links. Nothing here stands before a halt: the guard opens
// while the question is on the screen (rule H3). GUI thread; owned by main.
class CredentialsController : public QObject {
    Q_OBJECT

public:
    CredentialsController(const SessionContext& context, SecretPort& secrets, LinksController& links,
                          QObject* parent = nullptr);

    // Called after the first paint: environments without a user connect at once, others ask the keyring first.
    void start();
    // The operator's answer. `keep`: store it in the keyring.
    void provide(const QString& password, bool keep);
    // The operator went on without one; the links are tried without it.
    void skip();
    // The way to the servers is there again, or they are at other addresses: the links are connected with what was used
    // last. Nobody is asked anew; while the first answer is awaited, that one will do it.
    void reconnect();
    // True when the password lives only in this session; shown with keyringError() as a plain sentence (rule G3).
    bool sessionOnly() const { return m_sessionOnly; }
    const std::optional<base::Error>& keyringError() const { return m_keyringError; }
    // The server did not accept the password that was last tried.
    bool refused() const { return m_refused; }

Q_SIGNALS:
    // Show the question. `keyringUsable`: whether "keep it" can be offered.
    void passwordNeeded(bool keyringUsable);
    // A password is about to be used; whoever writes logs keeps it out of them (rule G3).
    void secretKnown(const QString& secret);
    void sessionOnlyChanged();

private:
    void use(const QString& password);
    void connectWith(const QString& password);
    void noteLinks();

    const SessionContext& m_context;
    SecretPort& m_secrets;
    LinksController& m_links;
    bool m_provided = false;        // the operator answered; a late keyring error does not ask again
    bool m_awaitingVerdict = false; // a password is being tried; its refusal is worth one question
    bool m_refused = false;
    bool m_sessionOnly = false;
    std::optional<base::Error> m_keyringError;
    std::optional<QString> m_used; // for this session (rule G3); nullopt: the links were not connected yet
};

} // namespace ops::app
