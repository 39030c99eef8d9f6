#include "domain/health/complaint.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QTest>

using namespace ops;
using domain::Complaint;
using domain::findComplaint;

// Which lines of a script that ended with 0 are a complaint; a good output raises no false alarm.
class TestComplaint final : public test::TestCase {
    Q_OBJECT

private:
    static void rows(Complaint complaint, const QStringList& texts)
    {
        for (const QString& text : texts)
            QTest::newRow(qPrintable(text)) << text << complaint;
    }
    static QStringList lines(const char* text) { return QString::fromUtf8(text).split(QLatin1Char('\n')); }

private Q_SLOTS:
    // rule: H6
    void complaints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Complaint>("complaint");
        rows(Complaint::Error, lines(R"(10 errors
0 warnings, 2 errors
ERROR: x
titan-brain is not running
unhealthy
curl: (7) Failed to connect
panicked at src/x.rs
Unable to reach Redis
❌ Brain
✗ Brain
titan-brain exited (1)
titan-brain Exited (137) 3 hours ago
Brain HTTP 503
Brain HTTP/1.1 502 Bad Gateway
HTTP 000
Redis: missing
Error: 0 of 3 ok
Error: 0/3 ok
error: no such host
Error: none of the servers answered
Error: 0 servers reachable
no response error
No connection
error_count=5
failed_checks: 2
errors: 0.5%
errors: 10
titan-nats stopped
dead
Killed
invalid configuration
CRITICAL - Redis
[CRITICAL] Redis
critical: Redis
CRITICAL Brain unresponsive
aborted
Abort trap
exit code 1
exited with code 137
status 500
"code":503
returned 502
got 404
status: 503
"ok":false
healthy: no
running=false
{"status":"error"}
503 Service Unavailable
Could not chdir
couldn't connect
Segmentation fault
MISCONF Errors writing to the AOF file
Redis not ok
Containers not running: 2
Error connecting to Redis: 0
no errors found. Brain HTTP 503
exited: 1
failed: 3, passed: 0
Brain timeout
titan-brain Exit 1
titan-brain   node dist/index.js   Exit 137
curl: (52) Empty reply from server
curl: (56) Recv failure
ping: titan-brain: Name or service not known
psql: error: could not translate host name
getaddrinfo ENOTFOUND titan-redis
wget: bad address 'titan-brain'
Temporary failure in name resolution
connect ECONNREFUSED 127.0.0.1:6379
Connection closed by foreign host
redis: KO
Redis KO
[KO] Redis
"redis":"KO"
brain: RED
titan-brain ... absent
titan-brain: absent
titan-brain dead
CLUSTERDOWN The cluster is down
./check.sh: line 9: [: : integer expression expected
./check.sh: line 9: [: too many arguments
[: ==: unary operator expected
./check.sh: line 3: BRAIN_URL: unbound variable
./check.sh: BRAIN_URL: parameter null or not set
unknown flag: --format
Unrecognized option '--retri'
Usage: health_check.sh [service]
Too many open files
bash: fork: Operation not permitted
touch: Read-only file system
Illegal instruction
OOMKilled: true
titan-brain OOMKilled
titan-brain ImagePullBackOff
[node] <defunct>
titan-brain Removal In Progress
x509: certificate signed by unknown authority
nats: no responders available for request
context canceled
LOADING Redis is loading the dataset in memory
disk full
FEHLER: Brain antwortet nicht
bash: Zeile 3: nc: Kommando nicht gefunden
connect: Verbindungsaufbau abgelehnt
Redis nicht erreichbar
Keine Berechtigung
Zeitüberschreitung der Verbindung
3 Fehler)"));
        rows(Complaint::Warning, lines(R"([WARN] NATS not available
warning: error rate is high
⚠️  NATS not available
3 warnings
0 of 3 ok
2 of 3 services healthy
11/12 up
1/3 healthy
passed 0/3
healthy (2/3)
0 healthy
no services running
none of the services are up
healthy: 0
titan-migrate exited (0)
exited with code 0
degraded
Brain: 503
(503)
HTTP 301
(health: starting)
"status":"starting"
Brain does not answer
Brain isn't up
❗ Brain
[!] Brain
Critical services
Redis lost
no healthy servers
0 up
redis: false
redis: no
Brain healthy check = no
"redis":false
titan-brain created
titan-brain ... created
titan-brain: Created
titan-brain | created
"nats" is created
8d0c titan/brain:v1.2.3 "node dist" 3 minutes ago Created titan-brain
titan-migrate   node migrate.js   Exit 0
titan-brain paused
titan-brain restarting
Brain: null
Brain: undefined
Brain: unknown
Brain: <no value>
titan-brain = ?
Redis: starting
Brain 000
Brain: 404
Brain -> 401
gave up
Giving up after 12 tries
Brain never answered
max retries reached
no checks ran
0 checks
No services found
nothing to check
SKIP Redis
[SKIP] Redis
!! Brain
× titan-brain.service
🟥 Brain
no quorum
outage
Warnung: Fehler im Protokoll
3 Warnungen)"));
        rows(Complaint::None, lines(R"(all services healthy
0 errors, no warnings
errors: 0
without any failures
failed=0
terror-free mirror
countdown finished
All services healthy, 0 errors
OK    Brain
OK    all services
✅ Brain
✓ Redis: PONG
titan-brain Up 3 days (healthy)
titan-brain   running   restarts: 0
restarts=0 healthy
Failed: 0  Passed: 6
Failed: 0, passed: 6
0 failed, 6 passed
0 of 6 failed
0/6 failed
failed: 0/6
3 of 3 ok
6/6 services healthy
passed 6/6
error-free
error_count=0
"errors":0
{"status":"ok","errors":[],"error":null}
error rate: 0%
error rate: 0.00 %
no services down
0 services down
missing: none
down: 0
dead letter queue: 0
dead_letter: 0
Last error: none
last error: -
no critical errors
no new alerts
== Service status ==
Checking Brain... OK
[1/6] Checking Brain... OK
Step 1/6 ok
Check 2 of 6 ok
HTTP 200
Brain HTTP/1.1 200 OK
Brain 12 ms
latency 503 ms
response 450 ms
/var/run/postgresql:5432 - accepting connections
healthy: 6
errors: 0 in the last hour
errors: 0 warnings: 0
up: 0 days 3:12
❌ 0 failed
❌: 0
exit code 0
rc=0
status: ok
status 200
no restarts
No problems found.
no issues
failover: ready
uptime 12 days
trading state: OPEN
port 5000
listening on 5432
Disk 503 GB free
10.0.0.503
memory 500 MB
Redis used_memory: 1.2M
fill rate 0/s
expired keys: 0
not running: 0
containers not running: none
0 containers not running
timeouts 0
db0:keys=500,expires=0
Waiting for Brain...
Starting health check...
All 11 containers up.
Total: 11, up: 11, down: 0
ok: 6
Redis: OK
Redis: yes
Redis: true
errors: none
failed: 0
no errors
absent: 0
absent: none
errors: absent
no services absent
exit 0
Exit 0
exit: 0
All done, exit 0
CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS   PORTS   NAMES
8d0c titan/brain:v1.2.3 "node dist" 3 minutes ago Up 3 minutes titan-brain
titan-brain created 2026-11-30, up 3 days
Report created
maintenance: no
Maintenance mode: no
Config drift detected: no
halted: false
read_only=false
dry run: no
paused: false
restart needed: no
TLS: no
{"status":"ok","simulated":false}
{"status":"ok","redis":true}
KO: 61.20
KO/USD 61.20
redundancy: full
Redis: redirected 0 slots
predicted: 12
connection open
no connection closed
OOMKilled: false
"OOMKilled":false
usage: 45%
Usage: 3.1 GB of 8 GB
disk full: no
skip: 0
skipped: 0
1 000
Brain latency 404
orders: 404
queue: pending 0
Brain state: known
0 Fehler
keine Fehler
Fehler: 0
ohne Fehler
Keine Warnungen
Jeder Dienst läuft fehlerfrei
0 checks failed
no services failed
3 × 5
flag: set
0 connections dropped
exit nodes: 3)"));
    }
    void complaints()
    {
        QFETCH(QString, text);
        QTEST(findComplaint(text), "complaint");
    }

    void theGravestLineIsTold()
    {
        QString line;
        QCOMPARE(findComplaint(QStringLiteral("OK Redis\nWARN a\nERROR  b\nERROR c"), &line), Complaint::Error);
        QCOMPARE(line, QStringLiteral("ERROR b"));
        QCOMPARE(findComplaint({}), Complaint::None);
    }

    // Nobody knows what a script prints, and it is read on the GUI thread.
    void aLongLineTakesNoTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("blanks") << QStringLiteral("error") + QString(60'000, QLatin1Char(' '));
        QTest::newRow("digits") << QString(60'000, QLatin1Char('1'));
        QTest::newRow("counts") << QStringLiteral("1 of 1 ").repeated(8'000);
        QTest::newRow("none") << QStringLiteral("no service ").repeated(6'000);
    }
    void aLongLineTakesNoTime()
    {
        QFETCH(QString, text);
        QElapsedTimer timer;
        timer.start();
        findComplaint(text);
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestComplaint)
#include "tst_complaint.moc"
