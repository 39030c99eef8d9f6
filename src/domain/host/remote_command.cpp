#include "domain/host/remote_command.h"

#include "domain/host/shell_quote.h"

namespace ops::domain {
namespace {

// Runs beside the command, as the source of its standard input: $1 bytes, then end of file. Then it waits for the end
// of the session's input and ends the process group $2. Whether others are left in the group is read in /proc, where
// there is one: others than the group's leader, which waits for the command, this script, and what this script runs.
// One among them that belongs to another user (sudo) is not ended by any signal of ours, and then nothing is said.
constexpr char feederScript[] = R"(trap '' TERM
printf '%s\n' "$$"
[ "$1" -eq 0 ] || head -c "$1" 4>&-
exec >/dev/null
while read -r x; do :; done
g=$2
[ "${g:-0}" -gt 1 ] || exit 1
others() {
    o=1
    u=
    [ -r /proc/self/stat ] || return 0
    a=$(cat /proc/[0-9]*/stat 4>&-)
    [ -n "$a" ] || return 0
    set -f
    IFS='
'
    for l in $a; do
        r=${l##*) }
        s=${r%% *}
        r=${r#* }
        q=${r%% *}
        r=${r#* }
        [ "${r%% *}" = "$g" ] && [ "$s" != Z ] && [ "$q" != "$$" ] || continue
        l=${l%% *}
        [ "$l" != "$g" ] && [ "$l" != "$$" ] || continue
        o=0
        kill -0 "$l" || [ ! -e "/proc/$l" ] || u=$l
    done
    set +f
    return "$o"
}
kill -0 "-$g" || exit 1
kill -TERM "-$g"
kill -CONT "-$g"
i=0
while [ "$i" -lt 20 ]; do
    others || { printf 'ops:%s:ended:0\n' "$3" >&4; exit 0; }
    sleep 0.1 4>&- || { sleep 1 4>&-; i=$((i + 9)); }
    i=$((i + 1))
done
[ -n "$u" ] || printf 'ops:%s:killed:0\n' "$3" >&4
kill -KILL "-$g")";

// $1 token, $2 feeder script, $3 working directory, $4 bytes of input, $5 program; the rest is what to execute. It is
// executed in a subshell of its own, so that it is a program and never a shell built-in, in the foreground, so that it
// ignores no signal, with the streams of the session. The shells' own remarks go nowhere. What is killed is checked to
// be a process or group of the script's own: 0, 1 and nothing mean more than that. A command that was asked to end
// leaves the feeder to see to the rest of its group. Its end is said in both streams: what comes after it in one is of
// those that it left behind.
constexpr char commandScript[] = R"(t=$1 w=$2 d=$3 n=$4 p=$5
shift 5
exec 4>&2
trap : TERM
say() { printf 'ops:%s:%s:%s\n' "$t" "$1" "$2"; }
if [ -n "$d" ]; then
    cd "$d" || { if [ -d "$d" ]; then say dirdenied 0 >&4; else say nodir 0 >&4; fi; exit 0; }
fi
case $p in
*/*)
    if [ ! -e "$p" ]; then say missing 0 >&4; exit 0; fi
    if [ -d "$p" ] || [ ! -x "$p" ]; then say denied 0 >&4; exit 0; fi
    ;;
'') ;;
*) command -v "$p" >/dev/null 2>&1 || { say missing 0 >&4; exit 0; } ;;
esac
say start "$$" >&4
say start "$$"
exec 2>/dev/null
/bin/sh -c "$w" ops "$n" "$$" "$t" | {
    e=0
    trap e=1 TERM
    read -r f
    (exec 2>&4 4>&-; exec "$@")
    s=$?
    if [ "$e" -eq 0 ] && [ "${f:-0}" -gt 1 ]; then kill -KILL "$f"; fi
    say exit "$s" >&4
    say exit "$s"
})";

constexpr char greetingScript[] = R"(printf 'ops:%s:ready:%s:\n' "$1" "$2"
exec cat >/dev/null)";

// What shells disagree about.
constexpr char awkwardWord[] = R"(a'b"c\d\\e$HOME`f`!g~*{h,i}[j]#k;l&m|n<o>p(q)  r%s)";

} // namespace

base::Result<QByteArray> remoteCommandLine(const HostCommand& command, const QByteArray& token)
{
    QByteArrayList words{"exec",
                         "/bin/sh",
                         "-c",
                         commandScript,
                         "ops",
                         token,
                         feederScript,
                         command.workingDirectory.toUtf8(),
                         QByteArray::number(command.stdinBytes.size())};
    // Where the command brings a PATH of its own, env looks for the program, and the script cannot look before.
    bool ownPath = false;
    QByteArrayList additions;
    for (const auto& [name, value] : command.environment) {
        ownPath = ownPath || name == "PATH";
        additions << name + '=' + value;
    }
    words << (ownPath ? QByteArray() : command.argv.first());
    if (!additions.isEmpty())
        words << "env" << additions;
    words << command.argv;
    return shellQuote(words);
}

QByteArray remoteGreetingLine(const QByteArray& token)
{
    return shellQuote({"exec", "/bin/sh", "-c", greetingScript, "ops", token, awkwardWord}).value();
}

RemoteGreeting findGreeting(const QByteArray& printed, const QByteArray& token)
{
    const QByteArray prefix = "ops:" + token + ":ready:";
    const qsizetype begin = printed.indexOf(prefix);
    if (begin < 0)
        return RemoteGreeting::NotYet;
    const qsizetype end = printed.indexOf('\n', begin);
    if (end < 0)
        return RemoteGreeting::NotYet;
    const QByteArray said = printed.mid(begin + prefix.size(), end - begin - prefix.size());
    return said == QByteArray(awkwardWord) + ':' ? RemoteGreeting::Right : RemoteGreeting::Wrong;
}

} // namespace ops::domain
