#pragma once

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>

namespace ops::test {

// A docker of our own, first in this machine's PATH for as long as this lives: `version` tells of a client and an
// engine, `exec CONTAINER COMMAND...` runs the command, and everything else prints the engine it is meant for, its
// directory and its words, a line each.
class StubDocker {
public:
    StubDocker()
    {
        QFile file(m_directory.filePath(QStringLiteral("docker")));
        m_isThere =
            file.open(QIODevice::WriteOnly) &&
            file.write("#!/bin/sh\n"
                       "case \"$1\" in\n"
                       "version) echo '{\"Client\":{\"Version\":\"28.2.2\"},\"Server\":{\"Version\":\"28.2.2\"}}' ;;\n"
                       "exec) shift 2; exec \"$@\" ;;\n"
                       "*) printf '%s\\n' \"$DOCKER_HOST\" \"$PWD\" \"$*\" ;;\n"
                       "esac\n") > 0 &&
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("PATH", m_directory.path().toLocal8Bit() + ':' + m_path);
    }
    ~StubDocker() { qputenv("PATH", m_path); }
    StubDocker(const StubDocker&) = delete;
    StubDocker& operator=(const StubDocker&) = delete;

    bool isThere() const { return m_isThere; }

private:
    QByteArray m_path = qgetenv("PATH");
    QTemporaryDir m_directory;
    bool m_isThere = false;
};

} // namespace ops::test
