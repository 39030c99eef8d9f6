#include "infra/docker/inspect_answer.h"

#include "infra/docker/docker_error.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <utility>

namespace ops::infra {
namespace {

// What the client said of single containers.
struct Complaints {
    QHash<QString, QString> byId;
    QSet<QString> gone;
    QString ofNobody; // the first that names none of them
};

Complaints readComplaints(const QByteArray& errors)
{
    static const QRegularExpression idPattern(QStringLiteral("[0-9a-f]{64}"));
    Complaints complaints;
    for (const QByteArray& line : withoutWarnings(errors).split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const QString id = idPattern.match(QString::fromUtf8(line)).captured();
        if (id.isEmpty() && complaints.ofNobody.isEmpty())
            complaints.ofNobody = plainLine(line);
        if (id.isEmpty())
            continue;
        if (line.toLower().contains("no such container"))
            complaints.gone.insert(id);
        else if (!complaints.byId.contains(id))
            complaints.byId.insert(id, plainLine(line));
    }
    return complaints;
}

} // namespace

std::vector<domain::Container> wholeAnswer(const QStringList& ids, const std::vector<domain::Container>& printed,
                                           const QByteArray& errors,
                                           const std::function<domain::Container(const QString&)>& known)
{
    const Complaints complaints = readComplaints(errors);
    std::vector<domain::Container> whole;
    QSet<QString> readable;
    QHash<QString, QString> incomplete;
    for (const domain::Container& container : printed) {
        if (container.unreadable.isEmpty()) {
            readable.insert(container.id);
            whole.push_back(container);
        } else {
            incomplete.insert(container.id, container.unreadable);
        }
    }
    for (const QString& id : ids) {
        if (readable.contains(id) || complaints.gone.contains(id))
            continue;
        domain::Container container = known(id);
        container.run = domain::ContainerRun::Unknown;
        container.unreadable = incomplete.value(id, complaints.byId.value(id, complaints.ofNobody));
        if (container.unreadable.isEmpty())
            container.unreadable = QStringLiteral("docker inspect says nothing of it");
        whole.push_back(std::move(container));
    }
    return whole;
}

} // namespace ops::infra
