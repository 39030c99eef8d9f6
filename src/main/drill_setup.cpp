#include "main/drill_setup.h"

#include "main/directories.h"

namespace ops::main {

domain::Environment drillEnvironment(const QString& behaviour)
{
    domain::Environment environment;
    environment.name = QStringLiteral("drill");
    environment.kind = domain::EnvironmentKind::Drill;
    environment.runbookId = behaviour;
    return environment;
}

infra::DrillSetup drillSetup(const QString& behaviour, const QString& user, const QByteArray& password)
{
    infra::DrillSetup setup;
    setup.simProgram = simProgram();
    setup.behaviour = behaviour;
    setup.jetStream = true;
    if (!user.isEmpty())
        setup.serverConfig = "authorization { users = [ { user: practice, password: practice }, { user: \"" +
                             user.toUtf8() + "\", password: \"" + password + "\" } ] }\nno_auth_user: practice";
    return setup;
}

} // namespace ops::main
