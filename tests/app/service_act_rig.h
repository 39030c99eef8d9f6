#pragma once

#include "app/service_act_controller.h"
#include "support/console_rig.h"
#include "support/fake_engine.h"

namespace ops::test {

// Acts on two containers that run: one of the halt path, and one that the runbook does not know.
struct ServiceActRig : ConsoleRig {
    FakeEngine engine;
    app::ServicesController services{context, {&engine}, {}, states};
    app::ServiceActController acts{context, services, states, journal};
    const QString brainKey = QStringLiteral("service:titan-brain");
    QString otherKey;

    ServiceActRig()
        : otherKey(showBoth())
    {
    }
    QString showBoth()
    {
        linksUp();
        engine.show({brain(), other()}, clock.now());
        return services.rows().back().key;
    }
    static domain::Container brain(domain::ContainerRun run = domain::ContainerRun::Running, qint64 started = 1000)
    {
        domain::Container container = runningContainer(QStringLiteral("titan-brain"), started);
        container.run = run;
        return container;
    }
    static domain::Container other(domain::ContainerRun run = domain::ContainerRun::Running, qint64 started = 1000)
    {
        domain::Container container = runningContainer(QStringLiteral("grafana"), started);
        container.run = run;
        return container;
    }
    base::Result<base::CommandId> request(domain::ContainerAct act, const QString& key, const QString& typed = {})
    {
        return acts.request(act, key, acts.cost(act, key), typed);
    }
    domain::ActPhase phase(const QString& key) const { return acts.latest(key)->phase; }
};

} // namespace ops::test
