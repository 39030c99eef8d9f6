<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ActText</name>
    <message>
        <source>The container runs, seen %1. Whether the service works is on its other levels.</source>
        <translation>Der Container läuft, gesehen %1. Ob der Dienst arbeitet, steht auf seinen anderen Ebenen.</translation>
    </message>
    <message>
        <source>The container has ended, seen %1.</source>
        <translation>Der Container ist beendet, gesehen %1.</translation>
    </message>
    <message>
        <source>The container runs with a new process, seen %1. Whether the service works is on its other levels.</source>
        <translation>Der Container läuft mit einem neuen Prozess, gesehen %1. Ob der Dienst arbeitet, steht auf seinen anderen Ebenen.</translation>
    </message>
    <message>
        <source>Start service</source>
        <translation>Dienst starten</translation>
    </message>
    <message>
        <source>Stop service</source>
        <translation>Dienst stoppen</translation>
    </message>
    <message>
        <source>Restart service</source>
        <translation>Dienst neu starten</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 stoppen</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>%1 neu starten</translation>
    </message>
    <message>
        <source>Halts travel through %1: while it is down NO halt of this console reaches anybody, nobody else&apos;s does, and no trading state is heard.</source>
        <translation>Stopps laufen über %1: Solange der Dienst steht, erreicht KEIN Stopp dieser Konsole irgendjemanden, auch kein fremder, und kein Handelszustand ist zu hören.</translation>
    </message>
    <message>
        <source>%1 obeys halts: while it is down it hears none, and no halt can be proven in full.</source>
        <translation>%1 gehorcht Stopps: Solange der Dienst steht, hört es keinen, und kein Stopp lässt sich ganz beweisen.</translation>
    </message>
    <message>
        <source>Trading is halted or its state is not known: %1 may come up in OPEN and trade. Be ready to send HARD_HALT again, and look at its trading state.</source>
        <translation>Der Handel ist gestoppt oder sein Zustand unbekannt: %1 kann in OPEN hochkommen und handeln. Halten Sie HARD_HALT bereit und sehen Sie nach dem Handelszustand.</translation>
    </message>
    <message>
        <source>Other services keep their state in %1: they may fail, or forget, while it is down.</source>
        <translation>Andere Dienste halten ihren Zustand in %1: Solange der Dienst steht, können sie ausfallen oder vergessen.</translation>
    </message>
    <message>
        <source>Open positions and working orders stay as they are, and %1 looks after none of them while it is down.</source>
        <translation>Offene Positionen und laufende Orders bleiben, wie sie sind, und %1 kümmert sich um keine davon, solange der Dienst steht.</translation>
    </message>
    <message>
        <source>The runbook does not know %1: nobody has written down what depends on it.</source>
        <translation>Das Runbook kennt %1 nicht: Niemand hat aufgeschrieben, was davon abhängt.</translation>
    </message>
    <message>
        <source>%1 does nothing while it is down.</source>
        <translation>%1 tut nichts, solange der Dienst steht.</translation>
    </message>
    <message>
        <source>This environment names no command host for it.</source>
        <translation>Diese Umgebung nennt keinen Befehlsrechner dafür.</translation>
    </message>
    <message>
        <source>There is no container to act on.</source>
        <translation>Es gibt keinen Container dafür.</translation>
    </message>
    <message>
        <source>The container engine is not followed now: what is shown may be wrong.</source>
        <translation>Der Container-Engine wird gerade nicht gefolgt: Was zu sehen ist, kann falsch sein.</translation>
    </message>
    <message>
        <source>It runs already.</source>
        <translation>Er läuft schon.</translation>
    </message>
    <message>
        <source>It does not run.</source>
        <translation>Er läuft nicht.</translation>
    </message>
    <message>
        <source>Another act on it is under way.</source>
        <translation>Eine andere Handlung daran läuft noch.</translation>
    </message>
    <message>
        <source>The record cannot be written; stopping is possible all the same.</source>
        <translation>Der Eintrag ins Journal lässt sich nicht schreiben; stoppen geht trotzdem.</translation>
    </message>
    <message>
        <source>Writing the record; nothing has been asked yet.</source>
        <translation>Der Eintrag wird geschrieben; noch wurde nichts verlangt.</translation>
    </message>
    <message>
        <source>Asked of the engine %1; it has not answered.</source>
        <translation>Von der Engine verlangt um %1; sie hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>The engine says done; the container does not show it yet.</source>
        <translation>Die Engine meldet Vollzug; der Container zeigt ihn noch nicht.</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>DROPPED: its record took too long to write. Nothing was asked of the engine, and nothing will be. Look at the table, then ask again.</source>
        <translation>VERWORFEN: Den Eintrag zu schreiben hat zu lange gedauert. Von der Engine wurde nichts verlangt, und es wird auch nichts mehr verlangt. In die Tabelle sehen, dann erneut anfragen.</translation>
    </message>
    <message>
        <source>Nothing was asked: the service or the trading state changed, or a stop came, while the record was written.</source>
        <translation>Nichts wurde verlangt: Während der Eintrag geschrieben wurde, hat sich der Dienst oder der Handelszustand geändert, oder es kam ein Stopp.</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Stoppen…</translation>
    </message>
    <message>
        <source>Restart…</source>
        <translation>Neu starten…</translation>
    </message>
    <message>
        <source>%1 looks like a NATS server. If halts travel through it, none reaches anybody while it is down.</source>
        <translation>%1 sieht nach einem NATS-Server aus. Laufen Halts über ihn, erreicht keiner jemanden, solange er steht.</translation>
    </message>
    <message>
        <source>A service that halts depend on is missing here, and %1 may be it under another name.</source>
        <translation>Ein Dienst, von dem Halts abhängen, fehlt hier, und %1 ist es vielleicht unter anderem Namen.</translation>
    </message>
    <message>
        <source>UNKNOWN: the engine says done, and the container did not show it in time. Look at the table before asking again.</source>
        <translation>UNKNOWN: Die Engine meldet Vollzug, und der Container hat ihn nicht rechtzeitig gezeigt. Sehen Sie in die Tabelle, bevor Sie es noch einmal verlangen.</translation>
    </message>
    <message>
        <source>UNKNOWN: the engine&apos;s answer did not come, and the container did not show it in time. The engine may have been asked: it may carry it out yet, or never. Look at the container on its host before asking again.</source>
        <translation>UNKNOWN: Die Antwort der Engine ist nicht gekommen, und der Container hat es nicht rechtzeitig gezeigt. Vielleicht wurde es von der Engine verlangt: Sie kann es noch ausführen oder nie. Sehen Sie auf seinem Rechner nach dem Container, bevor Sie es noch einmal verlangen.</translation>
    </message>
    <message>
        <source>%1 is another container of a service that halts depend on, and two of them may act at once.</source>
        <translation>%1 ist ein weiterer Container eines Dienstes, von dem Halts abhängen, und zwei davon können zugleich handeln.</translation>
    </message>
    <message>
        <source>What came of an earlier act on %1 is not known: the engine may carry it out yet, even after this one. Look at the container on its host first.</source>
        <translation>Was aus einer früheren Handlung an %1 wurde, ist nicht bekannt: Die Engine kann sie noch ausführen, auch nach dieser. Sehen Sie zuerst auf seinem Rechner nach dem Container.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer is lost: whether it was done is not known. Looking whether the container shows it.</source>
        <translation>Die Antwort der Engine ist verloren: Ob es ausgeführt wurde, ist nicht bekannt. Es wird nachgesehen, ob der Container es zeigt.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer was lost: whether this act did it is not known.</source>
        <translation>Die Antwort der Engine ging verloren: Ob diese Handlung es bewirkt hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The container of %1 belongs to compose project %2, not to the runbook&apos;s: it may be somebody else&apos;s.</source>
        <translation>Der Container von %1 gehört zum Compose-Projekt %2, nicht zu dem des Runbooks: Er kann jemand anderem gehören.</translation>
    </message>
    <message>
        <source>Two containers are %1 here: the runbook&apos;s name means one of them, docker compose the other one, and both may act at once. Make sure which of them this is.</source>
        <translation>Zwei Container sind hier %1: Der Name des Runbooks meint den einen, docker compose den anderen, und beide können gleichzeitig handeln. Stellen Sie sicher, welcher von beiden dies ist.</translation>
    </message>
    <message>
        <source>It is paused and need not be started: docker unpause %1 lets it go on.</source>
        <translation>Er ist angehalten und muss nicht gestartet werden: docker unpause %1 lässt ihn weiterlaufen.</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Filter activity</source>
        <translation>Aktivität filtern</translation>
    </message>
    <message>
        <source>Filter activity by text</source>
        <translation>Aktivität nach Text filtern</translation>
    </message>
    <message>
        <source>Filter activity by kind</source>
        <translation>Aktivität nach Art filtern</translation>
    </message>
</context>
<context>
    <name>AgeText</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>last known %1</source>
        <translation>zuletzt bekannt %1</translation>
    </message>
</context>
<context>
    <name>CommandRecordRows</name>
    <message>
        <source>%1: not what was asked</source>
        <translation>%1: nicht das Verlangte</translation>
    </message>
    <message>
        <source>nothing read back; it must obey</source>
        <translation>nichts zurückgelesen; muss folgen</translation>
    </message>
    <message>
        <source>nothing read back</source>
        <translation>nichts zurückgelesen</translation>
    </message>
</context>
<context>
    <name>Describe</name>
    <message>
        <source>A value does not have the required form.</source>
        <translation>Ein Wert hat nicht die verlangte Form.</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>Das gibt es nicht.</translation>
    </message>
    <message>
        <source>The operating system refused access.</source>
        <translation>Das Betriebssystem hat den Zugriff verweigert.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>Lesen oder Schreiben ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Another program holds it.</source>
        <translation>Ein anderes Programm hält es besetzt.</translation>
    </message>
    <message>
        <source>The connection was refused.</source>
        <translation>Die Verbindung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>It does not accept who asks: the user, the password or the key.</source>
        <translation>Abgewiesen wird, wer fragt: der Benutzer, das Kennwort oder der Schlüssel.</translation>
    </message>
    <message>
        <source>The server does not allow this user to do that.</source>
        <translation>Der Server erlaubt diesem Benutzer das nicht.</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>Es kam nicht rechtzeitig eine Antwort.</translation>
    </message>
    <message>
        <source>There is no connection to a server.</source>
        <translation>Es besteht keine Verbindung zu einem Server.</translation>
    </message>
    <message>
        <source>What answered is not what was expected there.</source>
        <translation>Dort hat etwas anderes geantwortet als erwartet.</translation>
    </message>
    <message>
        <source>It is larger than allowed.</source>
        <translation>Es ist größer als erlaubt.</translation>
    </message>
    <message>
        <source>It is not available here.</source>
        <translation>Das ist hier nicht verfügbar.</translation>
    </message>
    <message>
        <source>Stored data fails its own check.</source>
        <translation>Gespeicherte Daten bestehen ihre eigene Prüfung nicht.</translation>
    </message>
    <message>
        <source>It was given up.</source>
        <translation>Es wurde aufgegeben.</translation>
    </message>
    <message>
        <source>Something failed for an unknown reason.</source>
        <translation>Etwas ist aus unbekanntem Grund fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>Platz auf dem Datenträger schaffen.</translation>
    </message>
    <message>
        <source>Check the owner and mode of the file and its directory.</source>
        <translation>Besitzer und Rechte der Datei und ihres Verzeichnisses prüfen.</translation>
    </message>
    <message>
        <source>Check the user of this environment, and its password or key.</source>
        <translation>Den Benutzer dieser Umgebung prüfen, und sein Kennwort oder seinen Schlüssel.</translation>
    </message>
    <message>
        <source>Ask whoever manages the server&apos;s permissions, or use the command line with another user.</source>
        <translation>Die Zuständigen für die Rechte auf dem Server fragen oder die Befehlszeile mit einem anderen Benutzer verwenden.</translation>
    </message>
    <message>
        <source>Check the server and the network. The console keeps trying.</source>
        <translation>Server und Netz prüfen. Die Konsole versucht es weiter.</translation>
    </message>
    <message>
        <source>Check the address: something else may be listening there.</source>
        <translation>Die Adresse prüfen: Dort hört womöglich etwas anderes zu.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, close the other program.</source>
        <translation>Noch einmal versuchen; bleibt es dabei, das andere Programm schließen.</translation>
    </message>
    <message>
        <source>Keep the file as it is and have it examined.</source>
        <translation>Die Datei unverändert lassen und untersuchen lassen.</translation>
    </message>
    <message>
        <source>No service has said what state it is in.</source>
        <translation>Kein Dienst hat gesagt, in welchem Zustand er ist.</translation>
    </message>
    <message>
        <source>No service has said what state it is in. Not heard: %1.</source>
        <translation>Kein Dienst hat gesagt, in welchem Zustand er ist. Nicht gehört: %1.</translation>
    </message>
    <message>
        <source>Every service that matters shows it: %1, %2.</source>
        <translation>Jeder Dienst, auf den es ankommt, zeigt es: %1, %2.</translation>
    </message>
    <message>
        <source>Last proven by %1, %2. Nothing newer has been heard; a halt stays shown until OPEN is proven.</source>
        <translation>Zuletzt nachgewiesen durch %1, %2. Neueres wurde nicht gehört; ein Halt bleibt angezeigt, bis OPEN nachgewiesen ist.</translation>
    </message>
    <message>
        <source>OPEN was proven %1, too long ago to count. Not heard since: %2.</source>
        <translation>OPEN wurde %1 nachgewiesen, das zählt nicht mehr. Seither nicht gehört: %2.</translation>
    </message>
    <message>
        <source>A command was seen after the last proof; no service has shown its effect yet.</source>
        <translation>Nach dem letzten Nachweis wurde ein Befehl gesehen; noch zeigt kein Dienst seine Wirkung.</translation>
    </message>
    <message>
        <source>A command was seen after the last proof; not shown yet by: %1.</source>
        <translation>Nach dem letzten Nachweis wurde ein Befehl gesehen; noch ohne Wirkung bei: %1.</translation>
    </message>
    <message>
        <source>The services contradict each other: %1.</source>
        <translation>Die Dienste widersprechen einander: %1.</translation>
    </message>
    <message>
        <source>Only %1 shows %2. Not heard: %3.</source>
        <translation>Nur %1 zeigt %2. Nicht gehört: %3.</translation>
    </message>
    <message>
        <source>no service heard</source>
        <translation>kein Dienst gehört</translation>
    </message>
    <message>
        <source>proven by %1</source>
        <translation>nachgewiesen durch %1</translation>
    </message>
    <message>
        <source>was OPEN; not heard: %1</source>
        <translation>war OPEN; nicht gehört: %1</translation>
    </message>
    <message>
        <source>a command was seen, its effect was not</source>
        <translation>ein Befehl wurde gesehen, seine Wirkung nicht</translation>
    </message>
    <message>
        <source>services differ: %1</source>
        <translation>Dienste uneinig: %1</translation>
    </message>
    <message>
        <source>%1 by %2 only; not heard: %3</source>
        <translation>%1 nur durch %2; nicht gehört: %3</translation>
    </message>
    <message>
        <source>no proof yet</source>
        <translation>noch kein Nachweis</translation>
    </message>
    <message>
        <source>The environment&apos;s name is typed.</source>
        <translation>Der Name der Umgebung ist eingegeben.</translation>
    </message>
    <message>
        <source>Type the environment&apos;s name: %1</source>
        <translation>Namen der Umgebung eingeben: %1</translation>
    </message>
    <message>
        <source>The command path is up.</source>
        <translation>Der Befehlsweg steht.</translation>
    </message>
    <message>
        <source>The command path is down. Wait until it is proven again.</source>
        <translation>Der Befehlsweg steht nicht. Warten, bis er wieder nachgewiesen ist.</translation>
    </message>
    <message>
        <source>The journal can be written.</source>
        <translation>Das Journal ist beschreibbar.</translation>
    </message>
    <message>
        <source>The journal cannot be written; a resume is recorded before it is sent.</source>
        <translation>Das Journal ist nicht beschreibbar; eine Freigabe wird aufgezeichnet, bevor sie gesendet wird.</translation>
    </message>
    <message>
        <source>No stop is waiting for its outcome.</source>
        <translation>Kein Halt wartet auf seinen Ausgang.</translation>
    </message>
    <message>
        <source>A stop is still waiting for its outcome.</source>
        <translation>Ein Halt wartet noch auf seinen Ausgang.</translation>
    </message>
    <message>
        <source>A halt is the last proven state.</source>
        <translation>Der letzte nachgewiesene Zustand ist ein Halt.</translation>
    </message>
    <message>
        <source>No halt is proven: it is not known what would be resumed.</source>
        <translation>Kein Halt ist nachgewiesen: Es ist nicht bekannt, was freigegeben würde.</translation>
    </message>
    <message>
        <source>No other resume is under way.</source>
        <translation>Keine andere Freigabe läuft.</translation>
    </message>
    <message>
        <source>Another resume is under way.</source>
        <translation>Eine andere Freigabe läuft.</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>up</source>
        <translation>steht</translation>
    </message>
    <message>
        <source>down</source>
        <translation>steht nicht</translation>
    </message>
    <message>
        <source>proven %1</source>
        <translation>nachgewiesen %1</translation>
    </message>
    <message>
        <source>down: %1</source>
        <translation>steht nicht: %1</translation>
    </message>
    <message>
        <source>Session started</source>
        <translation>Sitzung begonnen</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>Command prepared</source>
        <translation>Befehl vorbereitet</translation>
    </message>
    <message>
        <source>Command sent</source>
        <translation>Befehl gesendet</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Command stage</source>
        <translation>Stufe eines Befehls</translation>
    </message>
    <message>
        <source>Command cancelled</source>
        <translation>Befehl verworfen</translation>
    </message>
    <message>
        <source>Command by others</source>
        <translation>Befehl von anderen</translation>
    </message>
    <message>
        <source>State changed</source>
        <translation>Zustand geändert</translation>
    </message>
    <message>
        <source>Link changed</source>
        <translation>Verbindung geändert</translation>
    </message>
    <message>
        <source>Alarm raised</source>
        <translation>Alarm ausgelöst</translation>
    </message>
    <message>
        <source>Alarm closed</source>
        <translation>Alarm geschlossen</translation>
    </message>
    <message>
        <source>Journal gap</source>
        <translation>Lücke im Journal</translation>
    </message>
    <message>
        <source>Journal repaired</source>
        <translation>Journal repariert</translation>
    </message>
    <message>
        <source>There is one of that name already, and it stays as it is.</source>
        <translation>Es gibt schon eine dieses Namens, und sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>It was changed while it was open.</source>
        <translation>Es wurde verändert, während es geöffnet war.</translation>
    </message>
    <message>
        <source>It was left out.</source>
        <translation>Es wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Neu öffnen.</translation>
    </message>
</context>
<context>
    <name>DescribeCommand</name>
    <message>
        <source>%1, attempt %2, %3</source>
        <translation>%1, Versuch %2, %3</translation>
    </message>
    <message>
        <source>On its way; nothing is proven yet.</source>
        <translation>Unterwegs; noch ist nichts nachgewiesen.</translation>
    </message>
    <message>
        <source>The server has it. Nothing proves that any service obeyed.</source>
        <translation>Der Server hat ihn. Nichts weist nach, dass ein Dienst gefolgt ist.</translation>
    </message>
    <message>
        <source>A stream keeps it, which proves nothing about services. None of them answered.</source>
        <translation>Ein Stream bewahrt ihn auf; das sagt nichts über die Dienste. Keiner hat geantwortet.</translation>
    </message>
    <message>
        <source>Services answered, but none showed that it is in %1.</source>
        <translation>Dienste haben geantwortet, aber keiner zeigt %1.</translation>
    </message>
    <message>
        <source>Only some of the services that matter show %1.</source>
        <translation>Nur einige der Dienste, auf die es ankommt, zeigen %1.</translation>
    </message>
    <message>
        <source>Every service that matters shows %1.</source>
        <translation>Jeder Dienst, auf den es ankommt, zeigt %1.</translation>
    </message>
    <message>
        <source>Every service that matters shows %1, and no order or fill has been seen since.</source>
        <translation>Jeder Dienst, auf den es ankommt, zeigt %1, und seither wurde weder Order noch Ausführung gesehen.</translation>
    </message>
    <message>
        <source>A service answered with another state than %1.</source>
        <translation>Ein Dienst hat mit einem anderen Zustand als %1 geantwortet.</translation>
    </message>
    <message>
        <source>The server says that nobody listens to this command: it reached no service.</source>
        <translation>Laut Server hört niemand auf diesen Befehl: Er hat keinen Dienst erreicht.</translation>
    </message>
    <message>
        <source>The server refused it: this user may not send it.</source>
        <translation>Der Server hat ihn abgelehnt: Dieser Benutzer darf ihn nicht senden.</translation>
    </message>
    <message>
        <source>It was dropped before it was sent, because a stop came first.</source>
        <translation>Er wurde vor dem Senden verworfen, weil ein Halt zuvorkam.</translation>
    </message>
    <message>
        <source>It may or may not have arrived: the server did not confirm it in time.</source>
        <translation>Ob er angekommen ist, ist offen: Der Server hat ihn nicht rechtzeitig bestätigt.</translation>
    </message>
    <message>
        <source>Send it again. If no proof comes, stop the services by the command line and at the exchange.</source>
        <translation>Noch einmal senden. Kommt kein Nachweis, die Dienste über die Befehlszeile und an der Börse stoppen.</translation>
    </message>
    <message>
        <source>Watch the services&apos; states before trusting that trading resumed.</source>
        <translation>Die Zustände der Dienste beobachten, bevor der Handel als freigegeben gilt.</translation>
    </message>
    <message>
        <source>Send it again. If a service still does not obey, stop it by hand.</source>
        <translation>Noch einmal senden. Folgt ein Dienst weiterhin nicht, ihn von Hand stoppen.</translation>
    </message>
    <message>
        <source>Halt, or find out why the services differ.</source>
        <translation>Anhalten oder klären, warum die Dienste uneinig sind.</translation>
    </message>
    <message>
        <source>Check whether the services run and reach this server; stop them by hand if they trade.</source>
        <translation>Prüfen, ob die Dienste laufen und diesen Server erreichen; handeln sie, von Hand stoppen.</translation>
    </message>
    <message>
        <source>Check whether the services run and reach this server.</source>
        <translation>Prüfen, ob die Dienste laufen und diesen Server erreichen.</translation>
    </message>
    <message>
        <source>Use the command line with a user that may, or call somebody who may.</source>
        <translation>Die Befehlszeile mit einem berechtigten Benutzer verwenden oder Berechtigte rufen.</translation>
    </message>
    <message>
        <source>Ask whoever manages the server&apos;s permissions.</source>
        <translation>Die Zuständigen für die Rechte auf dem Server fragen.</translation>
    </message>
    <message>
        <source>Use the command line on the host, and send again when the path is back.</source>
        <translation>Die Befehlszeile auf dem Host verwenden und noch einmal senden, sobald der Weg wieder steht.</translation>
    </message>
    <message>
        <source>Send it again: a second stop does no harm.</source>
        <translation>Noch einmal senden: Ein zweiter Halt schadet nicht.</translation>
    </message>
    <message>
        <source>Do not assume either; read the services&apos; states first.</source>
        <translation>Keines von beidem annehmen; zuerst die Zustände der Dienste lesen.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>by some</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cannot be known here</source>
        <translation>hier nicht feststellbar</translation>
    </message>
    <message>
        <source>not seen in time</source>
        <translation>nicht rechtzeitig gesehen</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 von %3</translation>
    </message>
    <message>
        <source>TRADING GOES ON</source>
        <translation>HANDEL LÄUFT WEITER</translation>
    </message>
    <message>
        <source>An order or fill was seen after the halt.</source>
        <translation>Nach dem Halt wurde eine Order oder Ausführung gesehen.</translation>
    </message>
    <message>
        <source>Send the halt again; stop the service that trades by hand.</source>
        <translation>Den Halt noch einmal senden; den handelnden Dienst von Hand stoppen.</translation>
    </message>
    <message>
        <source>JOURNAL FAILING</source>
        <translation>JOURNAL GESTÖRT</translation>
    </message>
    <message>
        <source>Records cannot be written. A halt still works; a resume does not.</source>
        <translation>Einträge lassen sich nicht schreiben. Ein Halt geht weiterhin, eine Freigabe nicht.</translation>
    </message>
    <message>
        <source>HALT LOST</source>
        <translation>HALT VERLOREN</translation>
    </message>
    <message>
        <source>Services left the halt that was shown, and no OPEN was seen: %1.</source>
        <translation>Dienste haben den angezeigten Halt verlassen, und kein OPEN wurde gesehen: %1.</translation>
    </message>
    <message>
        <source>Halt again; find out what let them go on (a restart, a file, a script).</source>
        <translation>Erneut anhalten; herausfinden, was sie weiterlaufen ließ (ein Neustart, eine Datei, ein Skript).</translation>
    </message>
    <message>
        <source>RESUMED BY SOMEBODY ELSE</source>
        <translation>VON ANDEREN FREIGEGEBEN</translation>
    </message>
    <message>
        <source>Somebody sent OPEN while a halt was shown. Sender, as claimed: %1.</source>
        <translation>Jemand hat OPEN gesendet, während ein Halt angezeigt war. Absender nach eigener Angabe: %1.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Find out who and why; halt again if it was not agreed.</source>
        <translation>Klären, wer und warum; war es nicht abgesprochen, wieder anhalten.</translation>
    </message>
    <message>
        <source>RUNBOOK REFUSED</source>
        <translation>RUNBOOK ABGELEHNT</translation>
    </message>
    <message>
        <source>Your runbook file cannot be used; the built-in variant %1 is in force.</source>
        <translation>Die eigene Runbook-Datei ist unbrauchbar; es gilt die eingebaute Variante %1.</translation>
    </message>
    <message>
        <source>Mend the file and start the console again.</source>
        <translation>Die Datei berichtigen und die Konsole neu starten.</translation>
    </message>
    <message>
        <source>It was not sent: nothing has left this console.</source>
        <translation>Er wurde nicht gesendet: nichts hat diese Konsole verlassen.</translation>
    </message>
    <message>
        <source>Put right what stopped it, then decide anew.</source>
        <translation>Beheben, was ihn aufgehalten hat, dann neu entscheiden.</translation>
    </message>
</context>
<context>
    <name>DescribeHealth</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>DIFFERS</source>
        <translation>ABWEICHEND</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>GESTÖRT</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>UNKNOWN</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Noch nicht gefragt.</translation>
    </message>
    <message>
        <source>As the runbook says.</source>
        <translation>Wie im Runbook.</translation>
    </message>
    <message>
        <source>It says itself that it is not well.</source>
        <translation>Der Dienst meldet selbst, dass es ihm nicht gut geht.</translation>
    </message>
    <message>
        <source>JSON without “%1”: another program may be answering.</source>
        <translation>JSON ohne „%1“: Vielleicht antwortet ein anderes Programm.</translation>
    </message>
    <message>
        <source>%1 answers on this port, not %2.</source>
        <translation>Auf diesem Port antwortet %1, nicht %2.</translation>
    </message>
    <message>
        <source>Works, but differs from the runbook: plain text, no JSON.</source>
        <translation>Läuft, weicht aber vom Runbook ab: nur Text, kein JSON.</translation>
    </message>
    <message>
        <source>The answer is not the JSON that the runbook expects.</source>
        <translation>Die Antwort ist nicht das JSON, das das Runbook erwartet.</translation>
    </message>
    <message>
        <source>The HTTP status is not 200.</source>
        <translation>Der HTTP-Status ist nicht 200.</translation>
    </message>
    <message>
        <source>The HTTP status is not 200; %1 answers.</source>
        <translation>Der HTTP-Status ist nicht 200; es antwortet %1.</translation>
    </message>
    <message>
        <source>Nothing listens on this port.</source>
        <translation>Auf diesem Port lauscht niemand.</translation>
    </message>
    <message>
        <source>No answer within %1.</source>
        <translation>Keine Antwort innerhalb von %1.</translation>
    </message>
    <message>
        <source>What answers speaks no HTTP, or stopped in the middle.</source>
        <translation>Was antwortet, spricht kein HTTP oder brach mittendrin ab.</translation>
    </message>
    <message>
        <source>The host name in this URL has no address.</source>
        <translation>Der Rechnername in dieser URL hat keine Adresse.</translation>
    </message>
    <message>
        <source>This console has no connection to a NATS server.</source>
        <translation>Diese Konsole hat keine Verbindung zu einem NATS-Server.</translation>
    </message>
    <message>
        <source>Connected, but the server does not answer pings.</source>
        <translation>Verbunden, doch der Server beantwortet keine Pings.</translation>
    </message>
    <message>
        <source>The server answers pings; its monitoring port does not say that it is well.</source>
        <translation>Der Server beantwortet Pings; sein Monitoring-Port meldet nicht, dass es ihm gut geht.</translation>
    </message>
    <message>
        <source>It ended with 0 and did not print “%1”.</source>
        <translation>Endete mit 0 und gab nicht „%1“ aus.</translation>
    </message>
    <message>
        <source>It ended with 0 and printed an error: that is not OK.</source>
        <translation>Endete mit 0 und gab einen Fehler aus: Das ist nicht OK.</translation>
    </message>
    <message>
        <source>It ended with 0 and printed a warning.</source>
        <translation>Endete mit 0 und gab eine Warnung aus.</translation>
    </message>
    <message>
        <source>The command failed.</source>
        <translation>Der Befehl ist gescheitert.</translation>
    </message>
    <message>
        <source>It answers, and wants a password that the runbook&apos;s command does not give.</source>
        <translation>Der Dienst antwortet und verlangt ein Passwort, das der Befehl des Runbooks nicht angibt.</translation>
    </message>
    <message>
        <source>It is starting up or shutting down and refuses work.</source>
        <translation>Der Dienst fährt gerade hoch oder herunter und nimmt nichts an.</translation>
    </message>
    <message>
        <source>The container does not have this program.</source>
        <translation>Der Container hat dieses Programm nicht.</translation>
    </message>
    <message>
        <source>There is no container of this name.</source>
        <translation>Es gibt keinen Container dieses Namens.</translation>
    </message>
    <message>
        <source>The container does not run.</source>
        <translation>Der Container läuft nicht.</translation>
    </message>
    <message>
        <source>The Docker engine does not answer: nothing is known of the container.</source>
        <translation>Die Docker-Engine antwortet nicht: Über den Container ist nichts bekannt.</translation>
    </message>
    <message>
        <source>This user may not speak to the Docker engine.</source>
        <translation>Dieser Benutzer darf die Docker-Engine nicht ansprechen.</translation>
    </message>
    <message>
        <source>The command host could not be reached: nothing is known of the service.</source>
        <translation>Der Befehlsrechner war nicht zu erreichen: Über den Dienst ist nichts bekannt.</translation>
    </message>
    <message>
        <source>This environment names no command host to ask from.</source>
        <translation>Diese Umgebung nennt keinen Befehlsrechner, von dem aus gefragt werden kann.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Run it.</source>
        <translation>Prüfung ausführen.</translation>
    </message>
    <message>
        <source>Have the runbook variant say what this service really answers.</source>
        <translation>Die Runbook-Variante an die wirkliche Antwort dieses Dienstes anpassen lassen.</translation>
    </message>
    <message>
        <source>Read the server&apos;s log; JetStream may be out of disk.</source>
        <translation>Protokoll des Servers lesen; JetStream hat vielleicht keinen Plattenplatz mehr.</translation>
    </message>
    <message>
        <source>Read the service&apos;s log; consider SOFT_HALT (P2).</source>
        <translation>Protokoll des Dienstes lesen; SOFT_HALT erwägen (P2).</translation>
    </message>
    <message>
        <source>Find the service&apos;s real port and name it in the environment (healthUrls).</source>
        <translation>Den wirklichen Port des Dienstes herausfinden und in der Umgebung eintragen (healthUrls).</translation>
    </message>
    <message>
        <source>Read the answer below, then the service&apos;s log.</source>
        <translation>Die Antwort unten lesen, dann das Protokoll des Dienstes.</translation>
    </message>
    <message>
        <source>Find out what listens on this port.</source>
        <translation>Herausfinden, was auf diesem Port lauscht.</translation>
    </message>
    <message>
        <source>Correct the URL in the runbook variant or the environment.</source>
        <translation>Die URL in der Runbook-Variante oder der Umgebung berichtigen.</translation>
    </message>
    <message>
        <source>See the command path in the banner: a halt would not arrive.</source>
        <translation>Den Befehlsweg im Kopf ansehen: Ein Halt käme nicht an.</translation>
    </message>
    <message>
        <source>Correct monitoringUrl in the environment, or start the server with -m 8222.</source>
        <translation>monitoringUrl in der Umgebung berichtigen oder den Server mit -m 8222 starten.</translation>
    </message>
    <message>
        <source>Read what it printed, below.</source>
        <translation>Unten lesen, was ausgegeben wurde.</translation>
    </message>
    <message>
        <source>Have the runbook&apos;s check log in on the host; the console keeps no such password.</source>
        <translation>Die Prüfung des Runbooks auf dem Rechner anmelden lassen; die Konsole behält kein solches Passwort.</translation>
    </message>
    <message>
        <source>Wait and run it again; after a minute read its log.</source>
        <translation>Abwarten und erneut ausführen; nach einer Minute das Protokoll lesen.</translation>
    </message>
    <message>
        <source>Have the runbook variant use a program that this image has.</source>
        <translation>Die Runbook-Variante ein Programm verwenden lassen, das dieses Image hat.</translation>
    </message>
    <message>
        <source>See whether dockerd runs on the host; containers may run on without it.</source>
        <translation>Nachsehen, ob dockerd auf dem Rechner läuft; Container können ohne ihn weiterlaufen.</translation>
    </message>
    <message>
        <source>Have this user put into the group docker on the host.</source>
        <translation>Diesen Benutzer auf dem Rechner in die Gruppe docker aufnehmen lassen.</translation>
    </message>
    <message>
        <source>Try ssh to the host by hand.</source>
        <translation>ssh zum Rechner von Hand versuchen.</translation>
    </message>
    <message>
        <source>Add hosts (or healthUrls) to the environment file.</source>
        <translation>hosts (oder healthUrls) in die Umgebungsdatei eintragen.</translation>
    </message>
    <message>
        <source>by this console&apos;s own NATS connections, instead of the command line tool</source>
        <translation>von den eigenen NATS-Verbindungen dieser Konsole statt vom Befehlszeilenprogramm</translation>
    </message>
    <message>
        <source>by this console: %1</source>
        <translation>von dieser Konsole: %1</translation>
    </message>
    <message>
        <source>by a command on host %1</source>
        <translation>von einem Befehl auf dem Rechner %1</translation>
    </message>
    <message>
        <source>by nobody</source>
        <translation>von niemandem</translation>
    </message>
    <message numerus="yes">
        <source>%n as the runbook says</source>
        <translation>
            <numerusform>%n wie im Runbook</numerusform>
            <numerusform>%n wie im Runbook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n weicht ab</numerusform>
            <numerusform>%n weichen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n gestört</numerusform>
            <numerusform>%n gestört</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unbekannt</numerusform>
            <numerusform>%n unbekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>See whether its container runs, and whether its port is published.</source>
        <translation>Nachsehen, ob sein Container läuft und ob sein Port veröffentlicht ist.</translation>
    </message>
    <message>
        <source>See with docker ps -a what it is called, or whether it was removed.</source>
        <translation>Mit docker ps -a nachsehen, wie er heißt oder ob er entfernt wurde.</translation>
    </message>
    <message>
        <source>Read the end of its log: it says why it ended.</source>
        <translation>Das Ende seines Protokolls lesen: Dort steht, warum er endete.</translation>
    </message>
    <message>
        <source>The HTTP status is not 200; a Go program answers (Traefik, Loki or another).</source>
        <translation>Der HTTP-Status ist nicht 200; es antwortet ein Go-Programm (Traefik, Loki oder ein anderes).</translation>
    </message>
    <message>
        <source>%1 answers, but it is not the first NATS server of this environment.</source>
        <translation>Es antwortet %1, doch das ist nicht der erste NATS-Server dieser Umgebung.</translation>
    </message>
    <message>
        <source>The server answers pings; the monitoring port is named on another host and may be another server&apos;s.</source>
        <translation>Der Server beantwortet Pings; der Monitoring-Port ist auf einem anderen Rechner angegeben und gehört vielleicht zu einem anderen Server.</translation>
    </message>
    <message>
        <source>It ended with 0; it printed so much that the middle of it was not read.</source>
        <translation>Endete mit 0; die Ausgabe war so lang, dass ihre Mitte nicht gelesen wurde.</translation>
    </message>
    <message>
        <source>See whether the first server runs, and which server Titan&apos;s services are connected to.</source>
        <translation>Nachsehen, ob der erste Server läuft und mit welchem Server die Dienste von Titan verbunden sind.</translation>
    </message>
    <message>
        <source>Name this server&apos;s monitoring port in the environment (monitoringUrl).</source>
        <translation>Den Monitoring-Port dieses Servers in der Umgebung eintragen (monitoringUrl).</translation>
    </message>
    <message>
        <source>Run it on the host itself and read all of it.</source>
        <translation>Auf dem Rechner selbst ausführen und alles lesen.</translation>
    </message>
    <message>
        <source>There is no secure connection (TLS) to it: nothing was asked.</source>
        <translation>Es kommt keine sichere Verbindung (TLS) zustande: Gefragt wurde nichts.</translation>
    </message>
    <message>
        <source>It answers with more than %1 KiB and was not read to the end: that is no health answer.</source>
        <translation>Die Antwort ist länger als %1 KiB und wurde nicht zu Ende gelesen: Das ist keine Zustandsmeldung.</translation>
    </message>
    <message>
        <source>This machine cannot reach it (network): nothing is known of the service.</source>
        <translation>Dieser Rechner erreicht die Adresse nicht (Netzwerk): Über den Dienst ist nichts bekannt.</translation>
    </message>
    <message>
        <source>The server in the container does not answer (pg_isready exit 2).</source>
        <translation>Der Server im Container antwortet nicht (pg_isready endete mit 2).</translation>
    </message>
    <message>
        <source>pg_isready asked nobody (exit 3): nothing is known of the server.</source>
        <translation>pg_isready hat niemanden gefragt (endete mit 3): Über den Server ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Renew its certificate, have whoever asks trust it, or name the URL with http where it speaks no TLS.</source>
        <translation>Das Zertifikat erneuern, den fragenden Rechner ihm vertrauen lassen oder, wo kein TLS gesprochen wird, die URL mit http angeben.</translation>
    </message>
    <message>
        <source>Look at this machine&apos;s network and VPN, then at the address in the URL.</source>
        <translation>Netzwerk und VPN dieses Rechners ansehen, dann die Adresse in der URL.</translation>
    </message>
    <message>
        <source>See whether postgres runs in it.</source>
        <translation>Nachsehen, ob postgres darin läuft.</translation>
    </message>
    <message>
        <source>Have the runbook variant correct what it gives to pg_isready.</source>
        <translation>Die Angaben für pg_isready in der Runbook-Variante berichtigen lassen.</translation>
    </message>
    <message>
        <source>Read the engine&apos;s notice on the Services page, then the service&apos;s log; an unresponsive system is P1.</source>
        <translation>Den Hinweis zur Engine auf der Seite „Dienste“ lesen, dann das Protokoll des Dienstes; ein System, das nicht reagiert, ist P1.</translation>
    </message>
    <message>
        <source>Works, but differs from the runbook: %1 instead of &quot;%2&quot;.</source>
        <translation>Läuft, weicht aber vom Runbook ab: %1 statt &quot;%2&quot;.</translation>
    </message>
    <message>
        <source>It says that it is well, and contradicts itself: %1.</source>
        <translation>Er meldet sich gesund und widerspricht sich: %1.</translation>
    </message>
    <message>
        <source>Its JSON has %1 twice: which of the two is meant is not known.</source>
        <translation>Sein JSON enthält %1 zweimal: Welches gemeint ist, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>As the runbook says, but behind a byte order mark (BOM): no valid JSON.</source>
        <translation>Wie im Runbook, aber hinter einer Byte-Order-Mark (BOM): kein gültiges JSON.</translation>
    </message>
    <message>
        <source>It sends on to %1, which the console does not follow: a proxy or a login may stand before it.</source>
        <translation>Es leitet weiter nach %1, wohin die Konsole nicht folgt: Davor steht vielleicht ein Proxy oder eine Anmeldung.</translation>
    </message>
    <message>
        <source>No secure connection within %1: TCP or TLS had no answer.</source>
        <translation>Keine gesicherte Verbindung innerhalb von %1: TCP oder TLS blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>Nobody took the connection within %1: TCP had no answer.</source>
        <translation>Niemand nahm die Verbindung innerhalb von %1 an: TCP blieb ohne Antwort.</translation>
    </message>
    <message>
        <source>It had not ended after %1 and was stopped.</source>
        <translation>Es war nach %1 nicht zu Ende und wurde beendet.</translation>
    </message>
    <message>
        <source>The connection was taken, and no answer came within %1.</source>
        <translation>Die Verbindung wurde angenommen, und innerhalb von %1 kam keine Antwort.</translation>
    </message>
    <message>
        <source>An answer began and did not end within %1.</source>
        <translation>Eine Antwort begann und endete nicht innerhalb von %1.</translation>
    </message>
    <message>
        <source>No answer within %1, neither from the Docker engine nor from the service.</source>
        <translation>Keine Antwort innerhalb von %1, weder von der Docker-Engine noch vom Dienst.</translation>
    </message>
    <message>
        <source>%1 is not there, or the directory that it is looked for in is not.</source>
        <translation>%1 fehlt, oder das Verzeichnis fehlt, in dem es gesucht wird.</translation>
    </message>
    <message>
        <source>%1 is there, and this user may not run it.</source>
        <translation>%1 ist vorhanden, aber dieser Benutzer darf es nicht ausführen.</translation>
    </message>
    <message>
        <source>%1 is there and cannot be started: its first line names no program that is there.</source>
        <translation>%1 ist vorhanden und lässt sich nicht starten: Die erste Zeile nennt kein vorhandenes Programm.</translation>
    </message>
    <message>
        <source>Trust neither: read the answer below, then the log of what it names.</source>
        <translation>Keinem von beiden trauen: unten die Antwort lesen, dann das Log dessen, was sie nennt.</translation>
    </message>
    <message>
        <source>Read the answer below, then the service&apos;s log; have the service name each key once.</source>
        <translation>Unten die Antwort lesen, dann das Log des Dienstes; den Dienst jeden Schlüssel nur einmal nennen lassen.</translation>
    </message>
    <message>
        <source>Have the service, or what stands before it, send its JSON without the mark.</source>
        <translation>Den Dienst, oder was davor steht, sein JSON ohne die Marke senden lassen.</translation>
    </message>
    <message>
        <source>Name the URL that answers without a login in the environment (healthUrls).</source>
        <translation>In der Umgebung die URL nennen, die ohne Anmeldung antwortet (healthUrls).</translation>
    </message>
    <message>
        <source>See whether its host is up and no firewall drops the connection. A service that is stuck takes no new ones either: an unresponsive system is P1.</source>
        <translation>Prüfen, ob sein Rechner läuft und keine Firewall die Verbindung verwirft. Auch ein Dienst, der festhängt, nimmt keine neuen an: Ein System, das nicht antwortet, ist P1.</translation>
    </message>
    <message>
        <source>Read below what it had printed, then run it on the host itself.</source>
        <translation>Unten lesen, was es ausgegeben hatte, dann auf dem Rechner selbst ausführen.</translation>
    </message>
    <message>
        <source>Read its log; an unresponsive system is P1.</source>
        <translation>Sein Log lesen; ein System, das nicht antwortet, ist P1.</translation>
    </message>
    <message>
        <source>Install it there, or correct the host&apos;s workingDirectory in the environment. A script that is there: see whether its first line (#!) ends with a carriage return.</source>
        <translation>Dort installieren, oder workingDirectory des Rechners in der Umgebung berichtigen. Ist das Skript vorhanden: prüfen, ob seine erste Zeile (#!) mit einem Wagenrücklauf endet.</translation>
    </message>
    <message>
        <source>Make it executable on the host: chmod +x %1</source>
        <translation>Auf dem Rechner ausführbar machen: chmod +x %1</translation>
    </message>
    <message>
        <source>Give it Unix line endings on the host (sed -i &apos;s/\r$//&apos; %1), or correct its first line (#!).</source>
        <translation>Ihm auf dem Rechner Unix-Zeilenenden geben (sed -i &apos;s/\r$//&apos; %1), oder die erste Zeile (#!) berichtigen.</translation>
    </message>
</context>
<context>
    <name>EngineText</name>
    <message>
        <source>It has not answered since this console started.</source>
        <translation>Sie hat nicht geantwortet, seit diese Konsole läuft.</translation>
    </message>
    <message>
        <source>What is shown of it is last known, from %1.</source>
        <translation>Was davon zu sehen ist, ist zuletzt bekannt, Stand %1.</translation>
    </message>
    <message>
        <source>%1, not asked yet</source>
        <translation>%1, noch nicht gefragt</translation>
    </message>
    <message>
        <source>%1, asking its engine…</source>
        <translation>%1, Engine wird gefragt …</translation>
    </message>
    <message>
        <source>%1, engine frozen</source>
        <translation>%1, Engine eingefroren</translation>
    </message>
    <message>
        <source>%1, engine gone</source>
        <translation>%1, Engine weg</translation>
    </message>
    <message>
        <source>%1, engine %2</source>
        <translation>%1, Engine %2</translation>
    </message>
    <message>
        <source>The container engine of %1 cannot be reached since %2. %3 %4</source>
        <translation>Die Container-Engine von %1 ist seit %2 nicht erreichbar. %3 %4</translation>
    </message>
    <message>
        <source>Its containers may run on or may have ended: this cannot be known here. The console keeps asking.</source>
        <translation>Ihre Container können weiterlaufen oder beendet sein: Von hier aus lässt sich das nicht wissen. Die Konsole fragt weiter.</translation>
    </message>
    <message>
        <source>The container engine of %1 does not answer since %2. %3 %4</source>
        <translation>Die Container-Engine von %1 antwortet seit %2 nicht. %3 %4</translation>
    </message>
    <message>
        <source>A command given to it now may hang or be lost. The console keeps asking.</source>
        <translation>Ein Befehl an sie kann jetzt hängen bleiben oder verloren gehen. Die Konsole fragt weiter.</translation>
    </message>
    <message>
        <source>The container engine of %1 is followed again since %2, and everything was looked at anew.</source>
        <translation>Der Container-Engine von %1 wird seit %2 wieder gefolgt, und alles wurde neu angesehen.</translation>
    </message>
    <message>
        <source>What happened in between was not seen: compare uptimes and restarts.</source>
        <translation>Was dazwischen geschah, wurde nicht gesehen: Vergleichen Sie Laufzeiten und Neustarts.</translation>
    </message>
    <message>
        <source>SIMULATED: the containers of host %1 are played by titan-sim. None of them is real.</source>
        <translation>SIMULIERT: Die Container auf dem Rechner %1 spielt titan-sim. Keiner davon ist echt.</translation>
    </message>
    <message>
        <source>Several compose projects of %1 have the runbook&apos;s services. Shown, and acted on, is %2; also there: %3.</source>
        <translation>Mehrere Compose-Projekte von %1 haben die Dienste des Runbooks. Gezeigt und gesteuert wird %2; außerdem dort: %3.</translation>
    </message>
    <message>
        <source>Where it is not the right one: set &quot;workingDirectory&quot; of %1 in the environment&apos;s file to the directory that the right one was brought up in.</source>
        <translation>Ist es nicht das richtige: „workingDirectory“ von %1 in der Datei der Umgebung auf das Verzeichnis setzen, in dem das richtige hochgefahren wurde.</translation>
    </message>
    <message>
        <source>The clock of %1 is %2 behind this machine&apos;s; ages allow for it.</source>
        <translation>Die Uhr von %1 geht gegen die dieses Rechners %2 nach; Altersangaben berücksichtigen das.</translation>
    </message>
    <message>
        <source>The clock of %1 is %2 ahead of this machine&apos;s; ages allow for it.</source>
        <translation>Die Uhr von %1 geht gegen die dieses Rechners %2 vor; Altersangaben berücksichtigen das.</translation>
    </message>
    <message>
        <source>Stamps of the two machines cannot be compared as they stand. Let both keep time by NTP.</source>
        <translation>Zeitstempel der beiden Rechner sind so nicht vergleichbar. Lassen Sie beide ihre Zeit über NTP stellen.</translation>
    </message>
    <message>
        <source>%1, no workingDirectory</source>
        <translation>%1, kein workingDirectory</translation>
    </message>
    <message>
        <source>%1, docker&apos;s answer unreadable</source>
        <translation>%1, Antwort von docker nicht lesbar</translation>
    </message>
    <message>
        <source>%1 of host %2 cannot be used, and nothing runs there without it, since %3: %4. %5</source>
        <translation>%1 von Rechner %2 ist nicht verwendbar, und ohne läuft dort nichts, seit %3: %4. %5</translation>
    </message>
    <message>
        <source>Correct workingDirectory in the environment&apos;s file, or make the directory. The console keeps asking.</source>
        <translation>workingDirectory in der Datei der Umgebung berichtigen oder das Verzeichnis anlegen. Die Konsole fragt weiter.</translation>
    </message>
    <message>
        <source>The answer of the docker client of %1 cannot be read since %2, and so nothing is known of its engine. %3 %4: %5</source>
        <translation>Die Antwort des docker-Clients von %1 ist seit %2 nicht lesbar, daher ist über seine Engine nichts bekannt. %3 %4: %5</translation>
    </message>
    <message>
        <source>See on that host what the command prints, and what docker is there. The console keeps asking.</source>
        <translation>Auf diesem Rechner nachsehen, was der Befehl ausgibt und welches docker dort ist. Die Konsole fragt weiter.</translation>
    </message>
    <message>
        <source>%1, no answer</source>
        <translation>%1, keine Antwort</translation>
    </message>
    <message>
        <source>No answer from %1 since %2: whether it is its container engine, the host or the connection to it that stands still is not known. %3 %4</source>
        <translation>Keine Antwort von %1 seit %2: Ob seine Container-Engine, der Rechner oder die Verbindung dorthin stillsteht, ist nicht bekannt. %3 %4</translation>
    </message>
    <message>
        <source>%1 and %2 reach the same container engine. Its containers are shown once, under %2.</source>
        <translation>%1 und %2 erreichen dieselbe Container-Engine. Ihre Container stehen einmal da, unter %2.</translation>
    </message>
    <message>
        <source>Remove one of them from &quot;hosts&quot; in the environment&apos;s file.</source>
        <translation>Einen davon aus „hosts“ in der Datei der Umgebung entfernen.</translation>
    </message>
</context>
<context>
    <name>HaltText</name>
    <message>
        <source>No halt has been seen since this console started, and no stream remembers one.</source>
        <translation>Seit dem Start dieser Konsole wurde kein Halt gesehen, und kein Stream bewahrt einen auf.</translation>
    </message>
    <message>
        <source>somebody who gave no name</source>
        <translation>jemand ohne Namensangabe</translation>
    </message>
    <message>
        <source>%1, as claimed</source>
        <translation>%1 nach eigener Angabe</translation>
    </message>
    <message>
        <source>%1 UTC, read back from a stream</source>
        <translation>%1 UTC, aus einem Stream zurückgelesen</translation>
    </message>
    <message>
        <source>%1 by %2
%3</source>
        <translation>%1 von %2
%3</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>How often the checks run by themselves</source>
        <translation>Wie oft die Prüfungen von selbst laufen</translation>
    </message>
    <message>
        <source>Run this check</source>
        <translation>Diese ausführen</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle ausführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>HealthText</name>
    <message>
        <source>asking, %1</source>
        <translation>wird gefragt, %1</translation>
    </message>
    <message>
        <source>runs when asked</source>
        <translation>läuft auf Wunsch</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Runbook expects</source>
        <translation>Runbook erwartet</translation>
    </message>
    <message>
        <source>Found, and what to do</source>
        <translation>Befund, und was zu tun ist</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Last OK</source>
        <translation>Zuletzt OK</translation>
    </message>
    <message>
        <source>NOT RUN</source>
        <translation>NICHT GELAUFEN</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>asked at another URL</source>
        <translation>unter anderer URL gefragt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>cancelled; the result before stands</source>
        <translation>abgebrochen; das Ergebnis davor gilt weiter</translation>
    </message>
</context>
<context>
    <name>HostNotice</name>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 %2 is too old, %3 or newer is needed</source>
        <translation>%1 %2 ist zu alt, %3 oder neuer ist nötig</translation>
    </message>
    <message>
        <source>%1 is not usable, it does not say its version</source>
        <translation>%1 ist nicht brauchbar, die Version wird nicht genannt</translation>
    </message>
    <message>
        <source>Then look again: &quot;Command hosts…&quot; has the lines to copy.</source>
        <translation>Dann noch einmal suchen: „Befehlsrechner…“ hat die Zeilen zum Kopieren.</translation>
    </message>
    <message>
        <source>Tools for host %1: %2. Off because of it: %3.</source>
        <translation>Werkzeuge für Rechner %1: %2. Deshalb nicht verfügbar: %3.</translation>
    </message>
    <message>
        <source>The environment gives a health URL for %1, and the runbook has no health check of such a service.</source>
        <translation>Die Umgebung gibt eine Health-URL für %1 an, und das Runbook hat keine Prüfung eines solchen Dienstes.</translation>
    </message>
    <message>
        <source>The environment puts %1 on host %2, and the runbook knows no such service.</source>
        <translation>Die Umgebung legt %1 auf Rechner %2, und das Runbook kennt keinen solchen Dienst.</translation>
    </message>
    <message>
        <source>The nearest name is %1.</source>
        <translation>Der ähnlichste Name ist %1.</translation>
    </message>
    <message>
        <source>Nobody asks that URL: %1. Correct &quot;healthUrls&quot; in the environment&apos;s file.</source>
        <translation>Diese URL fragt niemand: %1. Berichtigen Sie „healthUrls“ in der Datei der Umgebung.</translation>
    </message>
    <message>
        <source>It has no effect. Correct &quot;serviceHosts&quot; in the environment&apos;s file.</source>
        <translation>Das hat keine Wirkung. Berichtigen Sie „serviceHosts“ in der Datei der Umgebung.</translation>
    </message>
    <message>
        <source>%1 itself is looked for, and acted on, on host %2. Correct &quot;serviceHosts&quot; in the environment&apos;s file.</source>
        <translation>%1 selbst wird auf Rechner %2 gesucht und dort gesteuert. Berichtigen Sie „serviceHosts“ in der Datei der Umgebung.</translation>
    </message>
    <message>
        <source>%1 is Podman under docker&apos;s name, which is not read</source>
        <translation>%1 ist Podman unter dem Namen docker, das hier nicht gelesen wird</translation>
    </message>
</context>
<context>
    <name>HostText</name>
    <message>
        <source>services and their logs</source>
        <translation>Dienste und ihre Logs</translation>
    </message>
    <message>
        <source>the rollback&apos;s stop, pull and up</source>
        <translation>Stopp, Pull und Up des Rollbacks</translation>
    </message>
    <message>
        <source>what only Compose v2 tells</source>
        <translation>was nur Compose v2 sagt</translation>
    </message>
    <message>
        <source>command hosts over ssh</source>
        <translation>Befehlsrechner über ssh</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>over ssh: %1</source>
        <translation>über ssh: %1</translation>
    </message>
    <message>
        <source>%1, configured by %2</source>
        <translation>%1, eingerichtet durch %2</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>No connection is needed.</source>
        <translation>Eine Verbindung ist nicht nötig.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>Connected since %1.</source>
        <translation>Verbunden seit %1.</translation>
    </message>
    <message>
        <source>Cannot be reached since %1. %2</source>
        <translation>Nicht erreichbar seit %1. %2</translation>
    </message>
    <message>
        <source>Docker client</source>
        <translation>Docker-Client</translation>
    </message>
    <message>
        <source>Docker engine</source>
        <translation>Docker-Engine</translation>
    </message>
    <message>
        <source>Docker Compose</source>
        <translation>Docker Compose</translation>
    </message>
    <message>
        <source>OpenSSH client</source>
        <translation>OpenSSH-Client</translation>
    </message>
    <message>
        <source>last known %1</source>
        <translation>zuletzt bekannt %1</translation>
    </message>
    <message>
        <source>%1 on this machine</source>
        <translation>%1 auf diesem Rechner</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>SIMULATED: played by titan-sim</source>
        <translation>SIMULIERT: gespielt von titan-sim</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>found, v1: works, with less</source>
        <translation>gefunden, v1: geht, mit weniger</translation>
    </message>
    <message>
        <source>too old: %1 or newer is needed</source>
        <translation>zu alt: %1 oder neuer ist nötig</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>not usable: it does not say its version</source>
        <translation>nicht brauchbar: sagt seine Version nicht</translation>
    </message>
    <message>
        <source>Off because of it: %1.</source>
        <translation>Deshalb nicht verfügbar: %1.</translation>
    </message>
    <message>
        <source>It cannot be asked without the Docker client.</source>
        <translation>Ohne den Docker-Client lässt sie sich nicht fragen.</translation>
    </message>
    <message>
        <source>The question did not get through: %1</source>
        <translation>Die Frage kam nicht durch: %1</translation>
    </message>
    <message>
        <source>What was said: %1</source>
        <translation>Gesagt wurde: %1</translation>
    </message>
    <message>
        <source>Installing does not help. See whether it runs on %1 (systemctl status docker), and whether this user may use it (group docker).</source>
        <translation>Installieren hilft nicht. Sehen Sie nach, ob sie auf %1 läuft (systemctl status docker) und ob dieser Benutzer sie benutzen darf (Gruppe docker).</translation>
    </message>
    <message>
        <source>Install %1 on this machine.</source>
        <translation>Installieren Sie %1 auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Install %1 on %2.</source>
        <translation>Installieren Sie %1 auf %2.</translation>
    </message>
    <message>
        <source>Debian, Ubuntu: from the distribution</source>
        <translation>Debian, Ubuntu: aus der Distribution</translation>
    </message>
    <message>
        <source>Debian, Ubuntu: from Docker&apos;s own packages</source>
        <translation>Debian, Ubuntu: aus Dockers eigenen Paketen</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>Not connected yet: nothing was asked of it so far. The next command connects.</source>
        <translation>Noch nicht verbunden: Bisher wurde nichts von ihm verlangt. Der nächste Befehl verbindet.</translation>
    </message>
    <message>
        <source>%1, docker over its forwarded socket</source>
        <translation>%1, docker über dessen weitergeleiteten Socket</translation>
    </message>
    <message>
        <source>%1 on this machine; on %2 while its socket is not reached</source>
        <translation>%1 auf diesem Rechner; auf %2, solange dessen Socket nicht erreicht wird</translation>
    </message>
    <message>
        <source>found: Podman, which answers as Docker does</source>
        <translation>gefunden: Podman, das wie Docker antwortet</translation>
    </message>
    <message>
        <source>not usable: it is Podman under docker&apos;s name</source>
        <translation>nicht verwendbar: Es ist Podman unter dem Namen docker</translation>
    </message>
    <message>
        <source>Podman&apos;s client prints other things than Docker&apos;s, which are not read here. Docker&apos;s client can be pointed at Podman&apos;s socket (DOCKER_HOST).</source>
        <translation>Der Client von Podman gibt anderes aus als der von Docker, was hier nicht gelesen wird. Der Client von Docker kann auf den Socket von Podman gerichtet werden (DOCKER_HOST).</translation>
    </message>
    <message>
        <source>Not proven with Podman: that every event, restart, healthcheck and act is told as Docker tells it. Compare with podman ps where it matters.</source>
        <translation>Mit Podman nicht belegt: dass jedes Ereignis, jeder Neustart, jeder Healthcheck und jede Handlung so gemeldet wird, wie Docker es meldet. Wo es darauf ankommt, mit podman ps vergleichen.</translation>
    </message>
    <message>
        <source>takes no client of this version</source>
        <translation>nimmt keinen Client dieser Version an</translation>
    </message>
    <message>
        <source>Client and engine are too far apart: bring the older one on %1 up to date. Where DOCKER_API_VERSION is set there, unset it.</source>
        <translation>Client und Engine liegen zu weit auseinander: Bringen Sie die ältere Seite auf %1 auf den neuesten Stand. Ist DOCKER_API_VERSION dort gesetzt, heben Sie das auf.</translation>
    </message>
</context>
<context>
    <name>JournalText</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>Zeit UTC</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Commands sent here</source>
        <translation>Hier gesendete Befehle</translation>
    </message>
    <message>
        <source>Commands by others</source>
        <translation>Befehle von anderen</translation>
    </message>
    <message>
        <source>Trading state</source>
        <translation>Handelszustand</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Sessions and journal</source>
        <translation>Sitzungen und Journal</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>command id</source>
        <translation>Befehls-ID</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>hash</source>
        <translation>Prüfsumme</translation>
    </message>
</context>
<context>
    <name>LogFollowText</name>
    <message>
        <source>no log is followed</source>
        <translation>keinem Log wird gefolgt</translation>
    </message>
    <message>
        <source>stopped, read to the end: %1</source>
        <translation>angehalten, zu Ende gelesen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n services followed</source>
        <translation>
            <numerusform>folgt %1 von %n Dienst</numerusform>
            <numerusform>folgt %1 von %n Diensten</numerusform>
        </translation>
    </message>
    <message>
        <source>No log can be read: this environment names no command host.</source>
        <translation>Kein Log lässt sich lesen: Diese Umgebung nennt keinen Befehlsrechner.</translation>
    </message>
    <message>
        <source>No log can be read: the container engine does not answer. It is asked again and again, and the logs come as soon as it does.</source>
        <translation>Kein Log lässt sich lesen: Die Container-Engine antwortet nicht. Sie wird immer wieder gefragt, und die Logs kommen, sobald sie es tut.</translation>
    </message>
    <message>
        <source>Asking the container engine what runs…</source>
        <translation>Die Container-Engine wird gefragt, was läuft…</translation>
    </message>
    <message>
        <source>There is no container whose log could be read.</source>
        <translation>Es gibt keinen Container, dessen Log sich lesen ließe.</translation>
    </message>
    <message numerus="yes">
        <source>No line has come yet from %n services.</source>
        <translation>
            <numerusform>Von %n Dienst ist noch keine Zeile gekommen.</numerusform>
            <numerusform>Von %n Diensten ist noch keine Zeile gekommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>interrupted: %1 (%2)</source>
        <translation>unterbrochen: %1 (%2)</translation>
    </message>
    <message>
        <source>container just ended: %1</source>
        <translation>Container eben beendet: %1</translation>
    </message>
    <message>
        <source>beginning: %1</source>
        <translation>beginnt: %1</translation>
    </message>
</context>
<context>
    <name>LogHistoryText</name>
    <message>
        <source>%1: they went to stay under %2 MB of memory</source>
        <translation>%1: sie mussten weichen, damit es bei %2 MB Speicher bleibt</translation>
    </message>
    <message>
        <source>its container is gone, and its log with it</source>
        <translation>sein Container ist weg, und mit ihm das Log</translation>
    </message>
    <message>
        <source>Loading older lines…</source>
        <translation>Ältere Zeilen werden geladen…</translation>
    </message>
    <message>
        <source>Older lines are with the container engine, not loaded</source>
        <translation>Ältere Zeilen liegen bei der Container-Engine, nicht geladen</translation>
    </message>
    <message>
        <source>Older lines could not be loaded. %1</source>
        <translation>Ältere Zeilen ließen sich nicht laden. %1</translation>
    </message>
    <message>
        <source>%1. Left out: %2</source>
        <translation>%1. Ausgelassen: %2</translation>
    </message>
    <message>
        <source>Newer lines took their room while they were loaded: follow fewer services, or raise memoryMb in preferences.ini.</source>
        <translation>Neuere Zeilen haben ihren Platz genommen, während sie geladen wurden: weniger Diensten folgen oder memoryMb in preferences.ini erhöhen.</translation>
    </message>
    <message>
        <source>The container engine has no older lines</source>
        <translation>Die Container-Engine hat keine älteren Zeilen</translation>
    </message>
    <message>
        <source>There is no room for more: raise memoryMb in preferences.ini.</source>
        <translation>Für mehr ist kein Platz: memoryMb in preferences.ini erhöhen.</translation>
    </message>
    <message>
        <source>its older lines belong between lines of others, and it is not known where</source>
        <translation>seine älteren Zeilen gehören zwischen Zeilen anderer, und es ist nicht bekannt, wohin</translation>
    </message>
    <message numerus="yes">
        <source>Loading older lines… %Ln so far, back to %1 UTC</source>
        <translation>
            <numerusform>Ältere Zeilen werden geladen… bisher %Ln, zurück bis %1 UTC</numerusform>
            <numerusform>Ältere Zeilen werden geladen… bisher %Ln, zurück bis %1 UTC</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewRows</name>
    <message>
        <source>attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>no state</source>
        <translation>kein Zustand</translation>
    </message>
    <message>
        <source>unknown sender</source>
        <translation>unbekannter Absender</translation>
    </message>
    <message>
        <source>%1, as claimed</source>
        <translation>%1 nach eigener Angabe</translation>
    </message>
    <message>
        <source>read back from a stream</source>
        <translation>aus einem Stream zurückgelesen</translation>
    </message>
    <message>
        <source>not sent here</source>
        <translation>nicht hier gesendet</translation>
    </message>
    <message>
        <source>; without a state, which older services take for OPEN</source>
        <translation>; ohne Zustand, was ältere Dienste für OPEN nehmen</translation>
    </message>
    <message>
        <source>STORED</source>
        <translation>STORED</translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation>GESEHEN</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>noch nicht gehört</translation>
    </message>
    <message>
        <source>overtaken by a command; was %1</source>
        <translation>von einem Befehl überholt; war %1</translation>
    </message>
    <message>
        <source>must obey</source>
        <translation>muss folgen</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>gesehen</translation>
    </message>
</context>
<context>
    <name>ServiceText</name>
    <message>
        <source>loop: %1</source>
        <translation>Schleife: %1</translation>
    </message>
    <message>
        <source>no tag</source>
        <translation>kein Tag</translation>
    </message>
    <message>
        <source>no endpoint</source>
        <translation>kein Endpunkt</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>none in the image</source>
        <translation>keine im Image</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch unbekannt</translation>
    </message>
    <message>
        <source>not checked now</source>
        <translation>gerade nicht geprüft</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Healthcheck</source>
        <translation>Image-Prüfung</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Trading</source>
        <translation>Handel</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>CPU %</source>
        <translation>CPU %</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>not in runbook</source>
        <translation>nicht im Runbook</translation>
    </message>
    <message>
        <source>infrastructure</source>
        <translation>Infrastruktur</translation>
    </message>
    <message>
        <source>core</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>interface</source>
        <translation>Oberfläche</translation>
    </message>
    <message>
        <source>Trading state</source>
        <translation>Handelszustand</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>FEHLT</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The runbook names %1, and there is no such container here, nor one of a similar name.</source>
        <translation>Das Runbook nennt %1, und hier gibt es keinen solchen Container, auch keinen mit ähnlichem Namen.</translation>
    </message>
    <message>
        <source>The runbook names %1, and there is no such container here. The nearest real name is %2.</source>
        <translation>Das Runbook nennt %1, und hier gibt es keinen solchen Container. Der ähnlichste wirkliche Name ist %2.</translation>
    </message>
    <message numerus="yes">
        <source>Restarts in a loop: it ended by itself %n times in %1, last with exit code %2.</source>
        <translation>
            <numerusform>Startet in einer Schleife neu: In %1 einmal von selbst geendet, zuletzt mit Code %2.</numerusform>
            <numerusform>Startet in einer Schleife neu: In %1 %n-mal von selbst geendet, zuletzt mit Code %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The kernel ended it for want of memory.</source>
        <translation>Der Kernel hat ihn aus Speichermangel beendet.</translation>
    </message>
    <message>
        <source>It ended by itself with exit code %1 and stays down.</source>
        <translation>Er hat sich von selbst mit Code %1 beendet und steht.</translation>
    </message>
    <message>
        <source>It ended by itself %1 with exit code %2 and was started again.</source>
        <translation>Er hat sich von selbst %1 mit Code %2 beendet und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The engine could not start it: %1</source>
        <translation>Die Engine konnte ihn nicht starten: %1</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Rollback step</source>
        <translation>Schritt des Rollbacks</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Its log is not followed. The Logs page begins to follow all of them (Ctrl+3).</source>
        <translation>Seinem Log wird nicht gefolgt. Die Seite Logs beginnt, allen zu folgen (Strg+3).</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>No line seen of its log says ERROR or FATAL.</source>
        <translation>Keine gesehene Zeile seines Logs meldet ERROR oder FATAL.</translation>
    </message>
    <message numerus="yes">
        <source>%n errors seen in its log, the last one at %1.</source>
        <translation>
            <numerusform>%n Fehler in seinem Log gesehen, am %1.</numerusform>
            <numerusform>%n Fehler in seinem Log gesehen, der letzte am %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>no host to ask</source>
        <translation>kein Rechner zum Fragen</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
    <message>
        <source>A process in it was ended for want of memory.</source>
        <translation>Ein Prozess darin wurde aus Speichermangel beendet.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>The engine has stopped checking it.</source>
        <translation>Die Engine prüft ihn nicht mehr.</translation>
    </message>
    <message>
        <source>%1, last known</source>
        <translation>%1, zuletzt bekannt</translation>
    </message>
    <message>
        <source>The engine lists it and cannot tell how it does: %1</source>
        <translation>Die Engine führt ihn auf und kann nicht sagen, wie es um ihn steht: %1</translation>
    </message>
    <message>
        <source>A second container of %1: two of them may act at once.</source>
        <translation>Ein zweiter Container von %1: Zwei davon können gleichzeitig handeln.</translation>
    </message>
    <message>
        <source>The container belongs to compose project %1, not to %2.</source>
        <translation>Der Container gehört zum Compose-Projekt %1, nicht zu %2.</translation>
    </message>
    <message>
        <source>Its container is called %1 here, and another one %2: the runbook&apos;s docker logs and docker exec reach that one.</source>
        <translation>Sein Container heißt hier %1, und ein anderer %2: docker logs und docker exec des Runbooks erreichen jenen.</translation>
    </message>
    <message>
        <source>Its container is called %1 here: the runbook&apos;s docker logs and docker exec for %2 do not reach it.</source>
        <translation>Sein Container heißt hier %1: docker logs und docker exec des Runbooks für %2 erreichen ihn nicht.</translation>
    </message>
    <message>
        <source>docker compose reaches the one that is shown here: it goes by the label.</source>
        <translation>docker compose erreicht den hier gezeigten: Es richtet sich nach dem Label.</translation>
    </message>
    <message>
        <source>namesake: %1</source>
        <translation>Namensvetter: %1</translation>
    </message>
    <message>
        <source>second: %1</source>
        <translation>zweiter: %1</translation>
    </message>
    <message>
        <source>foreign: %1</source>
        <translation>fremd: %1</translation>
    </message>
    <message>
        <source>no project: %1</source>
        <translation>ohne Projekt: %1</translation>
    </message>
    <message>
        <source>renamed: %1</source>
        <translation>umbenannt: %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>pushed</source>
        <translation>unaufgefordert</translation>
    </message>
    <message>
        <source>The service tells it unasked. From the stamp that it gives it to its arrival here it took no longer than this; the difference between both clocks is allowed for.</source>
        <translation>Der Dienst meldet es unaufgefordert. Von seinem Zeitstempel bis zur Ankunft hier dauerte es nicht länger als dies; der Unterschied beider Uhren ist berücksichtigt.</translation>
    </message>
    <message>
        <source>The service tells it unasked and gives it no stamp: how long it was on its way is not known.</source>
        <translation>Der Dienst meldet es unaufgefordert und ohne Zeitstempel: Wie lange es unterwegs war, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The service tells it unasked. How far the clock of its host is off is not known, and so neither is how long it was on its way.</source>
        <translation>Der Dienst meldet es unaufgefordert. Wie weit die Uhr seines Rechners abweicht, ist nicht bekannt, und damit auch nicht, wie lange es unterwegs war.</translation>
    </message>
    <message>
        <source>The service tells it unasked, with a stamp that does not fit the clock of its host: how long it was on its way is not known.</source>
        <translation>Der Dienst meldet es unaufgefordert, mit einem Zeitstempel, der nicht zur Uhr seines Rechners passt: Wie lange es unterwegs war, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>It bears the name of %1 in the runbook, whose docker logs and docker exec reach it, and is not the one that docker compose means: two of them may act at once.</source>
        <translation>Er trägt den Namen von %1 im Runbook, dessen docker logs und docker exec ihn erreichen, und ist nicht der, den docker compose meint: Zwei davon können gleichzeitig handeln.</translation>
    </message>
    <message>
        <source>It bears no label of docker compose: the runbook&apos;s docker compose commands do not reach it.</source>
        <translation>Er trägt kein Label von docker compose: Die docker-compose-Befehle des Runbooks erreichen ihn nicht.</translation>
    </message>
    <message>
        <source>It is paused: it does nothing and hears no halt until it goes on, by docker unpause %1.</source>
        <translation>Er ist angehalten: Er tut nichts und hört keinen Halt, bis er weiterläuft, durch docker unpause %1.</translation>
    </message>
    <message numerus="yes">
        <source>It ended by itself %n times in %1, last with exit code %2, and stays down: it is not started again.</source>
        <translation>
            <numerusform>Er endete einmal von selbst in %1, zuletzt mit Exit-Code %2, und bleibt beendet: Er wird nicht wieder gestartet.</numerusform>
            <numerusform>Er endete %n-mal von selbst in %1, zuletzt mit Exit-Code %2, und bleibt beendet: Er wird nicht wieder gestartet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaysOpen</name>
    <message>
        <source>A halt does not %1.</source>
        <translation>Nicht Teil eines Halts: %1.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Open positions and working orders: unknown, nothing here reports them.</source>
        <translation>Offene Positionen und laufende Orders: unbekannt, hier meldet sie nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n Position</numerusform>
            <numerusform>%n Positionen</numerusform>
        </translation>
    </message>
    <message>
        <source>an unknown number of positions</source>
        <translation>eine unbekannte Zahl von Positionen</translation>
    </message>
    <message numerus="yes">
        <source>%n working order(s)</source>
        <translation>
            <numerusform>%n laufende Order</numerusform>
            <numerusform>%n laufende Orders</numerusform>
        </translation>
    </message>
    <message>
        <source>an unknown number of working orders</source>
        <translation>eine unbekannte Zahl laufender Orders</translation>
    </message>
    <message>
        <source>Open now: %1, %2 (%3).</source>
        <translation>Jetzt offen: %1, %2 (%3).</translation>
    </message>
</context>
<context>
    <name>ops::main::Launcher</name>
    <message>
        <source>Drill — Titan Ops Console</source>
        <translation>Drill — Titan Ops Console</translation>
    </message>
    <message>
        <source>The drill cannot go on.</source>
        <translation>Der Drill kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Environment file</source>
        <translation>Umgebungsdatei</translation>
    </message>
    <message>
        <source>none: a drill</source>
        <translation>keine: ein Drill</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>State directory</source>
        <translation>Zustandsverzeichnis</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>standard error only</source>
        <translation>nur Standardfehlerausgabe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
</context>
<context>
    <name>ops::ui::AboutDialog</name>
    <message>
        <source>About — Titan Ops Console</source>
        <translation>Über — Titan Ops Console</translation>
    </message>
    <message>
        <source>The Titan operations runbook, executable and proven. It sends what the runbook sends and shows what it can prove, never more.</source>
        <translation>Das Titan-Runbook, ausführbar und mit Nachweis. Sie sendet, was das Runbook sendet, und zeigt, was sie nachweisen kann, nie mehr.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Titan Ops Console</source>
        <translation>Titan Ops Console</translation>
    </message>
</context>
<context>
    <name>ops::ui::ActivityPage</name>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>The chosen entry in full</source>
        <translation>Der gewählte Eintrag im Ganzen</translation>
    </message>
    <message>
        <source>Choose an entry to read it in full.</source>
        <translation>Einen Eintrag wählen, um ihn ganz zu lesen.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries, newest first</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge, neueste zuerst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n entries match</source>
        <translation>
            <numerusform>%1 von %n Eintrag passt</numerusform>
            <numerusform>%1 von %n Einträgen passen</numerusform>
        </translation>
    </message>
    <message>
        <source>No entry matches. Clear the filter or choose all kinds.</source>
        <translation>Kein Eintrag passt. Den Filter leeren oder alle Arten wählen.</translation>
    </message>
    <message>
        <source>The journal is empty: nothing has been recorded yet.</source>
        <translation>Das Journal ist leer: Noch wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Reading the journal…</source>
        <translation>Journal wird gelesen…</translation>
    </message>
</context>
<context>
    <name>ops::ui::AlarmBar</name>
    <message numerus="yes">
        <source>%n more alarm(s): acknowledge these to see them.</source>
        <translation>
            <numerusform>%n weiterer Alarm: diese quittieren, um ihn zu sehen.</numerusform>
            <numerusform>%n weitere Alarme: diese quittieren, um sie zu sehen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::AlarmRow</name>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>Halt again…</source>
        <translation>Erneut anhalten…</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Noch einmal senden…</translation>
    </message>
    <message>
        <source>Copy command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
</context>
<context>
    <name>ops::ui::Banner</name>
    <message>
        <source>command path</source>
        <translation>Befehlsweg</translation>
    </message>
    <message>
        <source>telemetry</source>
        <translation>Telemetrie</translation>
    </message>
    <message>
        <source>listening to halt</source>
        <translation>hören auf Halt</translation>
    </message>
    <message>
        <source>The path is down:
use the command line</source>
        <translation>Der Weg steht nicht:
Befehlszeile verwenden</translation>
    </message>
    <message>
        <source>The path is
not proven yet</source>
        <translation>Der Weg ist noch
nicht nachgewiesen</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>unbekannt: %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>NOBODY, %1</source>
        <translation>NIEMAND, %1</translation>
    </message>
    <message>
        <source>down: %1</source>
        <translation>steht nicht: %1</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>über %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::CommandFacts</name>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Will hear it now</source>
        <translation>Hört es jetzt</translation>
    </message>
    <message>
        <source>Sends</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Does not</source>
        <translation>Tut nicht</translation>
    </message>
    <message>
        <source>Unknown.</source>
        <translation>Unbekannt.</translation>
    </message>
    <message>
        <source>Unknown: the server has not answered.</source>
        <translation>Unbekannt: Der Server hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>a stream stores it, which proves nothing</source>
        <translation>ein Stream speichert es, was nichts nachweist</translation>
    </message>
    <message>
        <source>the server names no more than these</source>
        <translation>der Server nennt nur diese</translation>
    </message>
    <message>
        <source>NOBODY (%1)</source>
        <translation>NIEMAND (%1)</translation>
    </message>
    <message numerus="yes">
        <source>%1 — %n listener(s), %2</source>
        <translation>
            <numerusform>%1 — %n Empfänger, %2</numerusform>
            <numerusform>%1 — %n Empfänger, %2</numerusform>
        </translation>
    </message>
    <message>
        <source>The command path is not up (%1).</source>
        <translation>Der Befehlsweg steht nicht (%1).</translation>
    </message>
    <message>
        <source>Sending tries to connect once, for one second; this line does the same from the host:</source>
        <translation>Senden versucht einmal, für eine Sekunde, zu verbinden; diese Zeile bewirkt dasselbe vom Host aus:</translation>
    </message>
    <message>
        <source>It cannot be sent now. From the host:</source>
        <translation>Jetzt kann er nicht gesendet werden. Vom Host aus:</translation>
    </message>
</context>
<context>
    <name>ops::ui::CommandRecord</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Received UTC</source>
        <translation>Empfangen UTC</translation>
    </message>
    <message>
        <source>Applied UTC</source>
        <translation>Angewandt UTC</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Effect by service</source>
        <translation>Wirkung je Dienst</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>No service has answered, and the runbook names none that must.</source>
        <translation>Kein Dienst hat geantwortet, und das Runbook nennt keinen, der es muss.</translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, Versuch %2</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) could not be read: %1.</source>
        <translation>
            <numerusform>%n Antwort war nicht lesbar: %1.</numerusform>
            <numerusform>%n Antworten waren nicht lesbar: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) or fill(s) seen since SENT, the last %1.</source>
        <translation>
            <numerusform>%n Order oder Ausführung seit SENT gesehen: %1.</numerusform>
            <numerusform>%n Orders oder Ausführungen seit SENT gesehen, die letzte %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ops::ui::EnvironmentBand</name>
    <message>
        <source>Environment: %1</source>
        <translation>Umgebung: %1</translation>
    </message>
    <message>
        <source>%1 (as seen from %2, reached through its ssh)</source>
        <translation>%1 (von %2 aus gesehen, über dessen ssh erreicht)</translation>
    </message>
</context>
<context>
    <name>ops::ui::GuardDialog</name>
    <message>
        <source>HARD HALT</source>
        <translation>HARD HALT</translation>
    </message>
    <message>
        <source>HARD HALT — %1</source>
        <translation>HARD HALT — %1</translation>
    </message>
    <message>
        <source>HOLD 1 s TO HALT</source>
        <translation>FÜR HALT 1 s HALTEN</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Noch einmal senden…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Letting go early does nothing.</source>
        <translation>Zu frühes Loslassen bewirkt nichts.</translation>
    </message>
    <message>
        <source>Mouse, or Tab and Space. The guard closes by itself in %1 s and sends nothing.</source>
        <translation>Maus oder Tab und Leertaste. Die Sicherung schließt sich in %1 s von selbst und sendet nichts.</translation>
    </message>
    <message>
        <source>Sending again keeps the command&apos;s id and counts the attempt.</source>
        <translation>Erneutes Senden behält die ID des Befehls und zählt den Versuch.</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc schließt</translation>
    </message>
</context>
<context>
    <name>ops::ui::HaltButton</name>
    <message>
        <source>HARD HALT…</source>
        <translation>HARD HALT…</translation>
    </message>
    <message>
        <source>Hard halt: open the guard</source>
        <translation>Hard Halt: die Sicherung öffnen</translation>
    </message>
</context>
<context>
    <name>ops::ui::HealthPage</name>
    <message>
        <source>Health checks</source>
        <translation>Gesundheitsprüfungen</translation>
    </message>
    <message>
        <source>This runbook names no health check.</source>
        <translation>Dieses Runbook nennt keine Gesundheitsprüfung.</translation>
    </message>
    <message>
        <source>The runbook&apos;s line</source>
        <translation>Die Zeile des Runbooks</translation>
    </message>
    <message>
        <source>What it answered, in full</source>
        <translation>Die Antwort in voller Länge</translation>
    </message>
    <message>
        <source>What it answers is shown here in full.</source>
        <translation>Die Antwort steht hier in voller Länge.</translation>
    </message>
    <message>
        <source>Only when asked</source>
        <translation>Nur auf Wunsch</translation>
    </message>
    <message>
        <source>Every %1 s</source>
        <translation>Alle %1 s</translation>
    </message>
    <message>
        <source>Every %1 min</source>
        <translation>Alle %1 min</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>all run in %1</source>
        <translation>alle in %1 gelaufen</translation>
    </message>
    <message>
        <source>Asked %1. Below, the runbook&apos;s own line.</source>
        <translation>Gefragt %1. Darunter die Zeile des Runbooks.</translation>
    </message>
    <message>
        <source>SIMULATED: docker and scripts on host %1 are played by titan-sim. No container runs there.</source>
        <translation>SIMULIERT: docker und Skripte auf dem Rechner %1 spielt titan-sim. Dort läuft kein Container.</translation>
    </message>
    <message>
        <source>last known, from %1</source>
        <translation>zuletzt bekannt, Stand %1</translation>
    </message>
    <message>
        <source>cancelled; what was known before stands</source>
        <translation>abgebrochen; das vorher Bekannte gilt weiter</translation>
    </message>
</context>
<context>
    <name>ops::ui::HelpDialog</name>
    <message>
        <source>Help, %1 — Titan Ops Console</source>
        <translation>Hilfe, %1 — Titan Ops Console</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>How to</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Safety rules</source>
        <translation>Sicherheitsregeln</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of the language that these texts are in</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>Help — Titan Ops Console</source>
        <translation>Hilfe — Titan Ops Console</translation>
    </message>
</context>
<context>
    <name>ops::ui::HistoryStrip</name>
    <message>
        <source>%1, the last hour</source>
        <translation>%1, die letzte Stunde</translation>
    </message>
    <message>
        <source>Failed for %1 min, degraded for %2 min, not known for %3 min</source>
        <translation>%1 min ausgefallen, %2 min beeinträchtigt, %3 min unbekannt</translation>
    </message>
</context>
<context>
    <name>ops::ui::HoldButton</name>
    <message>
        <source>Hold the mouse button or Space for one second. Letting go early does nothing.</source>
        <translation>Maustaste oder Leertaste eine Sekunde lang halten. Zu frühes Loslassen bewirkt nichts.</translation>
    </message>
</context>
<context>
    <name>ops::ui::HostCard</name>
    <message>
        <source>Command host %1</source>
        <translation>Befehlsrechner %1</translation>
    </message>
    <message>
        <source>SIMULATED: titan-sim plays its commands, none runs for real.</source>
        <translation>SIMULIERT: titan-sim spielt seine Befehle, keiner läuft wirklich.</translation>
    </message>
    <message>
        <source>Looking for its tools…</source>
        <translation>Werkzeuge werden gesucht …</translation>
    </message>
    <message>
        <source>Looked for: %1</source>
        <translation>Gesucht: %1</translation>
    </message>
    <message>
        <source>Not looked for its tools yet</source>
        <translation>Werkzeuge noch nicht gesucht</translation>
    </message>
</context>
<context>
    <name>ops::ui::HostsDialog</name>
    <message>
        <source>Command hosts</source>
        <translation>Befehlsrechner</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc schließt</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This environment names no command host. Add &quot;hosts&quot; to its file (see the help).</source>
        <translation>Diese Umgebung nennt keinen Befehlsrechner. Tragen Sie „hosts“ in ihre Datei ein (siehe Hilfe).</translation>
    </message>
</context>
<context>
    <name>ops::ui::LadderView</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Effect ladder: %1</source>
        <translation>Wirkungsleiter: %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogDetail</name>
    <message>
        <source>Lay out JSON</source>
        <translation>JSON gliedern</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbrechen</translation>
    </message>
    <message>
        <source>The chosen line in full</source>
        <translation>Die gewählte Zeile ganz</translation>
    </message>
    <message>
        <source>Choose a line to read it in full.</source>
        <translation>Wählen Sie eine Zeile, um sie ganz zu lesen.</translation>
    </message>
    <message>
        <source>%1 (of an earlier line: this one has no time)</source>
        <translation>%1 (von einer früheren Zeile: diese hat keine Zeit)</translation>
    </message>
    <message>
        <source>%1 (guessed: the line does not say)</source>
        <translation>%1 (erraten: die Zeile sagt es nicht)</translation>
    </message>
    <message>
        <source>%1 bytes are not shown here.</source>
        <translation>%1 Bytes sind hier nicht gezeigt.</translation>
    </message>
    <message>
        <source>JSON this long is not laid out.</source>
        <translation>So langes JSON wird nicht gegliedert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln Byte</numerusform>
            <numerusform>%Ln Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes are not shown here, with %Ln whole lines among them.</source>
        <translation>
            <numerusform>%1 Bytes sind hier nicht gezeigt, darunter %Ln ganze Zeile.</numerusform>
            <numerusform>%1 Bytes sind hier nicht gezeigt, darunter %Ln ganze Zeilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+C in the table copies all of the line as text; Ctrl+S exports the lines shown as they came, with those that continue them.</source>
        <translation>Strg+C in der Tabelle kopiert die ganze Zeile als Text; Strg+S exportiert die gezeigten Zeilen, wie sie kamen, mit denen, die sie fortsetzen.</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogErrorText</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 in the last 5 min</source>
        <translation>%1 in den letzten 5 min</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>zuletzt %1</translation>
    </message>
    <message>
        <source>%1&apos;s own clock is %2 ahead of its engine&apos;s</source>
        <translation>die eigene Uhr von %1 geht gegen die seiner Engine %2 vor</translation>
    </message>
    <message>
        <source>%1&apos;s own clock is %2 behind its engine&apos;s</source>
        <translation>die eigene Uhr von %1 geht gegen die seiner Engine %2 nach</translation>
    </message>
    <message numerus="yes">
        <source>%Ln errors</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The times go back at %Ln places, by up to %1: a clock may have been set back, or one log put behind another. Lines stand as they came.</source>
        <translation>
            <numerusform>Die Zeiten springen an einer Stelle zurück, um %1: Vielleicht wurde eine Uhr zurückgestellt, oder ein Log steht hinter einem anderen. Die Zeilen stehen, wie sie kamen.</numerusform>
            <numerusform>Die Zeiten springen an %Ln Stellen zurück, um bis zu %1: Vielleicht wurde eine Uhr zurückgestellt, oder ein Log steht hinter einem anderen. Die Zeilen stehen, wie sie kamen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogExportBar</name>
    <message>
        <source>How much of the export is written</source>
        <translation>Wie viel des Exports geschrieben ist</translation>
    </message>
    <message>
        <source>Export the lines shown</source>
        <translation>Gezeigte Zeilen exportieren</translation>
    </message>
    <message>
        <source>Export all lines</source>
        <translation>Alle Zeilen exportieren</translation>
    </message>
    <message>
        <source>Lines as they came (*.log)</source>
        <translation>Zeilen, wie sie kamen (*.log)</translation>
    </message>
    <message>
        <source>Text with time, level and service (*.txt)</source>
        <translation>Text mit Zeit, Stufe und Dienst (*.txt)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Den Export abbrechen</translation>
    </message>
    <message>
        <source>Close the note about the export</source>
        <translation>Die Nachricht über den Export schließen</translation>
    </message>
    <message>
        <source>Exporting to %1…</source>
        <translation>Export nach %1…</translation>
    </message>
    <message>
        <source>Nothing was exported. %1</source>
        <translation>Es wurde nichts exportiert. %1</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>Dateiname:</translation>
    </message>
    <message>
        <source>Format:</source>
        <translation>Format:</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>These are the lines shown, those of the filter before: what is typed cannot be understood.</source>
        <translation>Es sind die gezeigten Zeilen, die des Filters davor: die Eingabe ist nicht zu verstehen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines (%1) are in %2</source>
        <translation>
            <numerusform>%Ln Zeile (%1) steht in %2</numerusform>
            <numerusform>%Ln Zeilen (%1) stehen in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines went while it was written, to make room for newer ones; the file says where.</source>
        <translation>
            <numerusform>%Ln Zeile musste beim Schreiben neueren weichen; die Datei sagt, wo.</numerusform>
            <numerusform>%Ln Zeilen mussten beim Schreiben neueren weichen; die Datei sagt, wo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogFilterBar</name>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Panics</source>
        <translation>Panics</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>Zeilen mit</translation>
    </message>
    <message>
        <source>Hide lines with</source>
        <translation>Zeilen ohne</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Level at least</source>
        <translation>Stufe mindestens</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 und höher</translation>
    </message>
    <message numerus="yes">
        <source>%n services</source>
        <translation>
            <numerusform>%n Dienst</numerusform>
            <numerusform>%n Dienste</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n services</source>
        <translation>
            <numerusform>%1 von %n Dienst</numerusform>
            <numerusform>%1 von %n Diensten</numerusform>
        </translation>
    </message>
    <message>
        <source>As in the runbook: grep -i error</source>
        <translation>Wie im Runbook: grep -i error</translation>
    </message>
    <message>
        <source>As in the runbook: grep -i panic</source>
        <translation>Wie im Runbook: grep -i panic</translation>
    </message>
    <message>
        <source>Since halt</source>
        <translation>Seit Halt</translation>
    </message>
    <message>
        <source>Only what came after the last halt was sent</source>
        <translation>Nur was kam, nachdem der letzte Halt gesendet wurde</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>Both streams</source>
        <translation>Beide Ströme</translation>
    </message>
    <message numerus="yes">
        <source>%n more texts ×</source>
        <translation>
            <numerusform>%n weiterer Text ×</numerusform>
            <numerusform>%n weitere Texte ×</numerusform>
        </translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>Lines without a service</source>
        <translation>Zeilen ohne Dienst</translation>
    </message>
    <message>
        <source>%1 + no service</source>
        <translation>%1 + ohne Dienst</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogFilterNameDialog</name>
    <message>
        <source>Save the log filter</source>
        <translation>Den Logfilter sichern</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Name des Filters</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is a filter of this name. Saving puts this one in its place.</source>
        <translation>Es gibt einen Filter dieses Namens. Sichern ersetzt ihn durch diesen.</translation>
    </message>
    <message>
        <source>Texts, level, streams and services are kept; the time window is not.</source>
        <translation>Texte, Stufe, Ströme und Dienste werden gesichert, das Zeitfenster nicht.</translation>
    </message>
    <message>
        <source>It was not saved. %1</source>
        <translation>Es wurde nicht gesichert. %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogFilterText</name>
    <message>
        <source>with “%1”</source>
        <translation>mit „%1“</translation>
    </message>
    <message>
        <source>without “%1”</source>
        <translation>ohne „%1“</translation>
    </message>
    <message>
        <source>level %1 at least</source>
        <translation>Stufe mindestens %1</translation>
    </message>
    <message>
        <source>no service</source>
        <translation>kein Dienst</translation>
    </message>
    <message numerus="yes">
        <source>%n more services</source>
        <translation>
            <numerusform>%n weiterer Dienst</numerusform>
            <numerusform>%n weitere Dienste</numerusform>
        </translation>
    </message>
    <message>
        <source>a time window</source>
        <translation>ein Zeitfenster</translation>
    </message>
    <message>
        <source>no filter, so all lines</source>
        <translation>kein Filter, also alle Zeilen</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogHighlight</name>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>türkis</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>bernstein</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>violett</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogHighlightDialog</name>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Log highlights</source>
        <translation>Hervorhebungen im Log</translation>
    </message>
    <message>
        <source>Highlighted texts</source>
        <translation>Hervorgehobene Texte</translation>
    </message>
    <message>
        <source>Text to highlight</source>
        <translation>Hervorzuhebender Text</translation>
    </message>
    <message>
        <source>Colour of the highlight</source>
        <translation>Farbe der Hervorhebung</translation>
    </message>
    <message>
        <source>Case matters</source>
        <translation>Groß- und Kleinschreibung zählt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 (case matters)</source>
        <translation>%1 (Groß- und Kleinschreibung zählt)</translation>
    </message>
    <message>
        <source>It was not saved. %1</source>
        <translation>Es wurde nicht gesichert. %1</translation>
    </message>
    <message>
        <source>Framed wherever they stand in a message. Nothing is hidden by it.</source>
        <translation>Umrahmt, wo immer sie in einer Meldung stehen. Nichts wird dadurch verborgen.</translation>
    </message>
    <message>
        <source>The file of filters and highlights cannot be used. %1</source>
        <translation>Die Datei der Filter und Hervorhebungen lässt sich nicht benutzen. %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogHistogramView</name>
    <message>
        <source>Lines over time</source>
        <translation>Zeilen über die Zeit</translation>
    </message>
    <message>
        <source>No line with a time yet</source>
        <translation>Noch keine Zeile mit einer Zeit</translation>
    </message>
    <message>
        <source>%1 errors and %2 warnings between %3 and %4 %5</source>
        <translation>Fehler: %1, Warnungen: %2, zwischen %3 und %4 %5</translation>
    </message>
    <message>
        <source>%1 %2: %3 lines, %4 warnings, %5 errors</source>
        <translation>%1 %2: %3 Zeilen, %4 Warnungen, %5 Fehler</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogHistoryRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Wieder laden</translation>
    </message>
    <message>
        <source>Load older lines</source>
        <translation>Ältere Zeilen laden</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogMoreButton</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Pin or unpin the chosen line</source>
        <translation>Gewählte Zeile anheften oder lösen</translation>
    </message>
    <message>
        <source>Highlights…</source>
        <translation>Hervorhebungen…</translation>
    </message>
    <message>
        <source>Export the lines shown…</source>
        <translation>Gezeigte Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Export all lines…</source>
        <translation>Alle Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Load older lines since</source>
        <translation>Ältere Zeilen laden, zurück bis</translation>
    </message>
    <message>
        <source>10 minutes ago</source>
        <translation>vor 10 Minuten</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>vor 1 Stunde</translation>
    </message>
    <message>
        <source>6 hours ago</source>
        <translation>vor 6 Stunden</translation>
    </message>
    <message>
        <source>24 hours ago</source>
        <translation>vor 24 Stunden</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>zum Anfang</translation>
    </message>
    <message>
        <source>More: pins, time window, columns, highlights, export</source>
        <translation>Mehr: Angeheftetes, Zeitfenster, Spalten, Hervorhebungen, Export</translation>
    </message>
    <message>
        <source>Time window…</source>
        <translation>Zeitfenster…</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogPane</name>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Previous find (Shift+F3)</source>
        <translation>Vorige Fundstelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next find (F3)</source>
        <translation>Nächste Fundstelle (F3)</translation>
    </message>
    <message>
        <source>Zone of the times</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Stay at the newest line (F)</source>
        <translation>Bei der neuesten Zeile bleiben (F)</translation>
    </message>
    <message>
        <source>The filter is too slow and was stopped. What is shown matches, but there may be more.</source>
        <translation>Der Filter ist zu langsam und wurde angehalten. Was gezeigt wird, passt, aber es kann mehr geben.</translation>
    </message>
    <message>
        <source>The filter cannot be understood: %1</source>
        <translation>Der Filter ist nicht zu verstehen: %1</translation>
    </message>
    <message>
        <source>The search is too slow and was stopped. There may be more places.</source>
        <translation>Die Suche ist zu langsam und wurde angehalten. Es kann weitere Stellen geben.</translation>
    </message>
    <message>
        <source>What to find cannot be understood: %1</source>
        <translation>Der Suchtext ist nicht zu verstehen: %1</translation>
    </message>
    <message>
        <source>%1 of %2 lines shown</source>
        <translation>%1 von %2 Zeilen gezeigt</translation>
    </message>
    <message>
        <source>filtering…</source>
        <translation>filtert…</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>liest…</translation>
    </message>
    <message>
        <source>waiting for more</source>
        <translation>wartet auf mehr</translation>
    </message>
    <message>
        <source>Nothing could be read. The reason stands above.</source>
        <translation>Nichts konnte gelesen werden. Der Grund steht oben.</translation>
    </message>
    <message>
        <source>The log is empty: it has no line.</source>
        <translation>Das Log ist leer: Es hat keine Zeile.</translation>
    </message>
    <message>
        <source>No line has come yet.</source>
        <translation>Noch keine Zeile ist angekommen.</translation>
    </message>
    <message>
        <source>Looking through %1 lines…</source>
        <translation>%1 Zeilen werden durchsucht…</translation>
    </message>
    <message>
        <source>None of %1 lines matches. “Show all” brings them back.</source>
        <translation>Keine von %1 Zeilen passt. „Alle zeigen“ bringt sie zurück.</translation>
    </message>
    <message>
        <source>not found out</source>
        <translation>nicht festgestellt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1. Lines stand by the engine&apos;s.</source>
        <translation>%1. Die Zeilen stehen nach der Uhr der Engine.</translation>
    </message>
    <message>
        <source>not pinned: %1 lines are the most, and only lines can be</source>
        <translation>nicht angeheftet: höchstens %1 und nur Zeilen</translation>
    </message>
    <message>
        <source>the pinned line is not among those shown</source>
        <translation>die angeheftete Zeile ist nicht unter den gezeigten</translation>
    </message>
    <message>
        <source>read to the end</source>
        <translation>bis zum Ende gelesen</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>no line from then is shown: the one that follows is chosen</source>
        <translation>aus dieser Zeit wird keine Zeile gezeigt: gewählt ist die nächste</translation>
    </message>
    <message numerus="yes">
        <source>To the end — %Ln new lines</source>
        <translation>
            <numerusform>Zum Ende — %Ln neue Zeile</numerusform>
            <numerusform>Zum Ende — %Ln neue Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines copied</source>
        <translation>
            <numerusform>%Ln Zeile kopiert</numerusform>
            <numerusform>%Ln Zeilen kopiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the first %Ln lines copied: more are too many for the clipboard</source>
        <translation>
            <numerusform>nur die erste Zeile kopiert: mehr ist zu viel für die Zwischenablage</numerusform>
            <numerusform>die ersten %Ln Zeilen kopiert: mehr sind zu viel für die Zwischenablage</numerusform>
        </translation>
    </message>
    <message>
        <source>as text, without carriage returns and bytes that are no UTF-8: an export has them</source>
        <translation>als Text, ohne Wagenrückläufe und Bytes, die kein UTF-8 sind: ein Export hat sie</translation>
    </message>
    <message>
        <source>The lines shown are still those of the filter before: %1.</source>
        <translation>Gezeigt sind noch die Zeilen des Filters davor: %1.</translation>
    </message>
    <message>
        <source>only the first %1 services are told apart; lines of others show no service</source>
        <translation>nur die ersten %1 Dienste werden unterschieden; Zeilen anderer zeigen keinen Dienst</translation>
    </message>
    <message>
        <source>%1 of %2 lines shown, %3 of them folded away</source>
        <translation>%1 von %2 Zeilen gezeigt, davon %3 zugeklappt</translation>
    </message>
    <message>
        <source>counting folded lines…</source>
        <translation>zugeklappte Zeilen werden gezählt…</translation>
    </message>
    <message>
        <source>by the filter before, not by what is typed</source>
        <translation>nach dem Filter davor, nicht nach der Eingabe</translation>
    </message>
    <message>
        <source>None of %1 lines matches the filter before: %2. What is typed cannot be understood.</source>
        <translation>Keine von %1 Zeilen passt zum Filter davor: %2. Die Eingabe ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The filter is too slow and was stopped before it had looked at all %1 lines. None that it looked at matches, but others may.</source>
        <translation>Der Filter ist zu langsam und wurde angehalten, bevor er alle %1 Zeilen gesehen hatte. Von den gesehenen passt keine, andere vielleicht schon.</translation>
    </message>
    <message>
        <source>%1 of %2, line %3 of %4 in it</source>
        <translation>%1 von %2, darin Zeile %3 von %4</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogPins</name>
    <message>
        <source>Pinned lines</source>
        <translation>Angeheftete Zeilen</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Let go of the chosen one (Delete)</source>
        <translation>Die gewählte lösen (Entf)</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogRepeatsRow</name>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>Show only the lines that say the same</source>
        <translation>Nur die Zeilen zeigen, die dasselbe sagen</translation>
    </message>
    <message>
        <source>first %1</source>
        <translation>zuerst %1</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>zuletzt %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogSavedFilters</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Your own filters: put one back, or save the present one</source>
        <translation>Eigene Filter: einen zurückholen oder den jetzigen sichern</translation>
    </message>
    <message>
        <source>None saved yet</source>
        <translation>Noch keiner gesichert</translation>
    </message>
    <message>
        <source>The file of saved filters cannot be used</source>
        <translation>Die Datei der gesicherten Filter ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Diesen Filter sichern…</translation>
    </message>
    <message>
        <source>The last change was not saved</source>
        <translation>Die letzte Änderung wurde nicht gesichert</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogTable</name>
    <message>
        <source>Log lines</source>
        <translation>Logzeilen</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogTermEdit</name>
    <message>
        <source>A regular expression</source>
        <translation>Ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Case matters</source>
        <translation>Groß- und Kleinschreibung zählt</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogTickMenu</name>
    <message>
        <source>Tick all</source>
        <translation>Alle ankreuzen</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Keinen ankreuzen</translation>
    </message>
    <message>
        <source>Only one: Ctrl+click, Ctrl+Space</source>
        <translation>Nur einen: Strg+Klick, Strg+Leertaste</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogTimeDialog</name>
    <message>
        <source>“%1” has a day or a time of day that does not exist.</source>
        <translation>„%1“ hat einen Tag oder eine Uhrzeit, die es nicht gibt.</translation>
    </message>
    <message>
        <source>“%1” needs a date: no line says which day is meant.</source>
        <translation>„%1“ braucht ein Datum: Keine Zeile sagt, welcher Tag gemeint ist.</translation>
    </message>
    <message>
        <source>“%1” was skipped here: the clocks were put forward over it. Write it in UTC, with a Z.</source>
        <translation>„%1“ wurde hier übersprungen: Die Uhren wurden darüber hinweg vorgestellt. Schreiben Sie es in UTC, mit einem Z.</translation>
    </message>
    <message>
        <source>“%1” came twice here: the clocks were put back over it. Add the offset, such as +01:00.</source>
        <translation>„%1“ kam hier zweimal: Die Uhren wurden darüber hinweg zurückgestellt. Setzen Sie den Abstand zu UTC dazu, etwa +01:00.</translation>
    </message>
    <message>
        <source>“%1” cannot be read. Write it as 17:04, 17:04:08.113 or 2026-01-30 17:04.</source>
        <translation>„%1“ ist nicht zu lesen. Schreiben Sie 17:04, 17:04:08.113 oder 2026-01-30 17:04.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Time window</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Show these</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>No window</source>
        <translation>Kein Zeitfenster</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>17:04:08.113 or 2026-01-30 17:04; empty: no limit</source>
        <translation>17:04:08.113 oder 2026-01-30 17:04; leer: keine Grenze</translation>
    </message>
    <message>
        <source>Times are in %1, unless they end in Z for UTC or in an offset such as +01:00. A line at “Until” itself is not shown.</source>
        <translation>Zeiten sind in %1, außer sie enden mit Z für UTC oder einem Abstand wie +01:00. Eine Zeile genau bei „Bis“ wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>A time without a date is of %1.</source>
        <translation>Eine Uhrzeit ohne Datum gilt für den %1.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 and later</source>
        <translation>%1 und später</translation>
    </message>
    <message>
        <source>Before %1</source>
        <translation>Vor %1</translation>
    </message>
    <message>
        <source>No limit: lines of every time</source>
        <translation>Keine Grenze: Zeilen jeder Zeit</translation>
    </message>
    <message>
        <source>“Until” is not after “From”. Where they are of two days, write the dates too.</source>
        <translation>„Bis“ liegt nicht nach „Von“. Liegen sie an zwei Tagen, schreiben Sie auch die Daten.</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogWindow</name>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — Logs — Titan Ops Console</source>
        <translation>%1 — Logs — Titan Ops Console</translation>
    </message>
    <message>
        <source>standard input cannot be read a second time</source>
        <translation>die Standardeingabe lässt sich kein zweites Mal lesen</translation>
    </message>
    <message>
        <source>to see them, raise memoryMb in preferences.ini and open it again</source>
        <translation>um sie zu sehen, memoryMb in preferences.ini erhöhen und neu öffnen</translation>
    </message>
    <message>
        <source>a pipe is read only once: nothing can load them again</source>
        <translation>eine Pipe wird nur einmal gelesen: Nichts kann sie wieder laden</translation>
    </message>
</context>
<context>
    <name>ops::ui::LogWords</name>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Lines are missing; nobody knows how many</source>
        <translation>Es fehlen Zeilen; niemand weiß, wie viele</translation>
    </message>
    <message>
        <source>Lines are missing, %1; nobody knows how many</source>
        <translation>Es fehlen Zeilen, %1; niemand weiß, wie viele</translation>
    </message>
    <message>
        <source>Time %1</source>
        <translation>Zeit %1</translation>
    </message>
    <message>
        <source>there was no memory for them</source>
        <translation>es gab keinen Speicher dafür</translation>
    </message>
    <message>
        <source>the engine&apos;s log no longer has what came after the last line here (rotated or cut)</source>
        <translation>das Log der Engine hat nicht mehr, was auf die letzte Zeile hier folgte (rotiert oder gekürzt)</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>How long ago</source>
        <translation>Wie lange her</translation>
    </message>
    <message>
        <source>Lines may be missing: its container was removed before its log was read to the end</source>
        <translation>Zeilen fehlen vielleicht: der Container wurde entfernt, bevor sein Log zu Ende gelesen war</translation>
    </message>
    <message>
        <source>Lines may be missing after %1: its container was removed before its log was read to the end</source>
        <translation>Zeilen fehlen vielleicht nach %1: der Container wurde entfernt, bevor sein Log zu Ende gelesen war</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are missing</source>
        <translation>
            <numerusform>%Ln Zeile fehlt</numerusform>
            <numerusform>%Ln Zeilen fehlen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::LogsPage</name>
    <message>
        <source>This environment names no command host: its containers&apos; logs cannot be reached.</source>
        <translation>Diese Umgebung nennt keinen Befehlsrechner: Die Logs ihrer Container sind nicht erreichbar.</translation>
    </message>
    <message>
        <source>Add &quot;hosts&quot; to its file (see the help). A saved log opens with titan-ops-console --logs FILE.</source>
        <translation>Tragen Sie „hosts“ in ihre Datei ein (siehe Hilfe). Ein gespeichertes Log öffnet titan-ops-console --logs DATEI.</translation>
    </message>
</context>
<context>
    <name>ops::ui::MainWindow</name>
    <message>
        <source>%1 — Titan Ops Console</source>
        <translation>%1 — Titan Ops Console</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
</context>
<context>
    <name>ops::ui::NavRail</name>
    <message>
        <source>Help  F1</source>
        <translation>Hilfe  F1</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>ops::ui::OverviewPage</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Queue group</source>
        <translation>Queue-Gruppe</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>Zeit UTC</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Proof by service</source>
        <translation>Nachweis je Dienst</translation>
    </message>
    <message>
        <source>This runbook names no service that proves its state, and none has been heard.</source>
        <translation>Dieses Runbook nennt keinen Dienst, der seinen Zustand nachweist, und keiner wurde gehört.</translation>
    </message>
    <message>
        <source>Who listens to the halt subject</source>
        <translation>Wer auf das Halt-Subject hört</translation>
    </message>
    <message>
        <source>Last commands</source>
        <translation>Letzte Befehle</translation>
    </message>
    <message>
        <source>No command was sent here or seen on the halt subject since this console started.</source>
        <translation>Seit dem Start dieser Konsole wurde hier kein Befehl gesendet und keiner auf dem Halt-Subject gesehen.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Listening to %1</source>
        <translation>Hören auf %1</translation>
    </message>
    <message>
        <source>Last commands, ours and others&apos;</source>
        <translation>Letzte Befehle, eigene und fremde</translation>
    </message>
    <message>
        <source>Trading state</source>
        <translation>Handelszustand</translation>
    </message>
    <message>
        <source>SOFT HALT…</source>
        <translation>SOFT HALT…</translation>
    </message>
    <message>
        <source>Last halt</source>
        <translation>Letzter Halt</translation>
    </message>
    <message>
        <source>Resume trading…</source>
        <translation>Handel freigeben…</translation>
    </message>
    <message>
        <source>The password is kept in this session&apos;s memory only.</source>
        <translation>Das Passwort bleibt nur im Speicher dieser Sitzung.</translation>
    </message>
    <message>
        <source>Keyring:</source>
        <translation>Schlüsselbund:</translation>
    </message>
    <message>
        <source>Who listens is unknown.</source>
        <translation>Wer zuhört, ist unbekannt.</translation>
    </message>
    <message>
        <source>Who listens is unknown: the server has not been asked yet.</source>
        <translation>Wer zuhört, ist unbekannt: Der Server wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>NOBODY listens: a halt sent now would reach no service. Check that the services run.</source>
        <translation>NIEMAND hört zu: Ein jetzt gesendeter Halt erreichte keinen Dienst. Prüfen, ob die Dienste laufen.</translation>
    </message>
    <message>
        <source>a stream stores it, which proves nothing</source>
        <translation>ein Stream speichert es, was nichts nachweist</translation>
    </message>
    <message>
        <source>incomplete: the server tells no more</source>
        <translation>unvollständig: mehr sagt der Server nicht</translation>
    </message>
</context>
<context>
    <name>ops::ui::PasswordDialog</name>
    <message>
        <source>Keep it in the keyring</source>
        <translation>Im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>Password — %1</source>
        <translation>Passwort — %1</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Ohne weiter</translation>
    </message>
    <message>
        <source>Password of NATS user %1</source>
        <translation>Passwort des NATS-Benutzers %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The server did not accept the last password.</source>
        <translation>Der Server hat das letzte Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>The password is asked for once. It is never written to a file, a log or the command line.</source>
        <translation>Nach dem Passwort wird einmal gefragt. Es wird nie in eine Datei, ein Log oder auf die Befehlszeile geschrieben.</translation>
    </message>
    <message>
        <source>There is no keyring here, so it is kept in this session&apos;s memory only and asked for again next time.</source>
        <translation>Hier gibt es keinen Schlüsselbund; es bleibt nur im Speicher dieser Sitzung, und beim nächsten Mal wird wieder danach gefragt.</translation>
    </message>
    <message>
        <source>Keyring:</source>
        <translation>Schlüsselbund:</translation>
    </message>
</context>
<context>
    <name>ops::ui::ReasonPicker</name>
    <message>
        <source>Reason (preset; your own words are possible, not needed)</source>
        <translation>Grund (vorbelegt; eigene Worte sind möglich, nicht nötig)</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>In eigenen Worten</translation>
    </message>
    <message>
        <source>Reason in your own words</source>
        <translation>Grund in eigenen Worten</translation>
    </message>
</context>
<context>
    <name>ops::ui::ResumeDialog</name>
    <message>
        <source>Resume trading (OPEN)</source>
        <translation>Handel freigeben (OPEN)</translation>
    </message>
    <message>
        <source>Resume trading — %1</source>
        <translation>Handel freigeben — %1</translation>
    </message>
    <message>
        <source>Type the environment&apos;s name: %1</source>
        <translation>Namen der Umgebung eingeben: %1</translation>
    </message>
    <message>
        <source>What OPEN needs</source>
        <translation>Was OPEN verlangt</translation>
    </message>
    <message>
        <source>To confirm, type the environment&apos;s name</source>
        <translation>Zur Bestätigung den Namen der Umgebung eingeben</translation>
    </message>
    <message>
        <source>Send OPEN</source>
        <translation>OPEN senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc schließt</translation>
    </message>
    <message>
        <source>Trading state now: %1. %2</source>
        <translation>Handelszustand jetzt: %1. %2</translation>
    </message>
    <message>
        <source>OPEN is recorded first, then sent.</source>
        <translation>OPEN wird zuerst aufgezeichnet, dann gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) above stand in the way.</source>
        <translation>
            <numerusform>%n Punkt oben steht im Weg.</numerusform>
            <numerusform>%n Punkte oben stehen im Weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent.</source>
        <translation>Nicht gesendet.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ops::ui::ServiceActDialog</name>
    <message>
        <source>Start, stop or restart a service</source>
        <translation>Einen Dienst starten, stoppen oder neu starten</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>What it does, by hand</source>
        <translation>Was es tut, von Hand</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc schließt</translation>
    </message>
    <message>
        <source>Nothing that the runbook knows of depends on it.</source>
        <translation>Davon hängt nichts ab, was das Runbook kennt.</translation>
    </message>
    <message>
        <source>It touches the halt path. To confirm, type the service&apos;s name: %1</source>
        <translation>Es berührt den Weg der Stopps. Zum Bestätigen den Namen des Dienstes tippen: %1</translation>
    </message>
    <message>
        <source>What it costs has changed just now: read it again.</source>
        <translation>Was es kostet, hat sich eben geändert: Lesen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was asked: the service has changed just now. Read it again.</source>
        <translation>Nichts wurde verlangt: Der Dienst hat sich eben geändert. Lesen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It touches another compose project. To confirm, type the service&apos;s name: %1</source>
        <translation>Es berührt ein anderes Compose-Projekt. Zum Bestätigen den Namen des Dienstes tippen: %1</translation>
    </message>
    <message>
        <source>Two containers are meant by that name. To confirm, type the service&apos;s name: %1</source>
        <translation>Mit diesem Namen sind zwei Container gemeint. Zur Bestätigung den Namen des Dienstes eingeben: %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::ServiceDetail</name>
    <message>
        <source>Choose a service to see its levels, its log and what can be done.</source>
        <translation>Wählen Sie einen Dienst: Hier stehen dann seine Ebenen, sein Log und was sich tun lässt.</translation>
    </message>
    <message>
        <source>The runbook&apos;s lines about it, to copy</source>
        <translation>Die Zeilen des Runbooks dazu, zum Kopieren</translation>
    </message>
    <message>
        <source>Image %1, content %2</source>
        <translation>Image %1, Inhalt %2</translation>
    </message>
    <message>
        <source>No ports</source>
        <translation>Keine Ports</translation>
    </message>
    <message>
        <source>Ports %1</source>
        <translation>Ports %1</translation>
    </message>
    <message>
        <source>Container %1 (%2)</source>
        <translation>Container %1 (%2)</translation>
    </message>
    <message>
        <source>The runbook says nothing about it.</source>
        <translation>Das Runbook sagt nichts dazu.</translation>
    </message>
    <message>
        <source>State of the service</source>
        <translation>Zustand des Dienstes</translation>
    </message>
    <message>
        <source>%1 – does not reach this container</source>
        <translation>%1 – erreicht diesen Container nicht</translation>
    </message>
</context>
<context>
    <name>ops::ui::ServiceLog</name>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>The last lines of the log</source>
        <translation>Die letzten Zeilen des Logs</translation>
    </message>
    <message>
        <source>There is no container to read from.</source>
        <translation>Es gibt keinen Container, aus dem sich lesen ließe.</translation>
    </message>
    <message>
        <source>The container engine is not followed now: the log cannot be read.</source>
        <translation>Der Container-Engine wird gerade nicht gefolgt: Das Log lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Reading the last lines…</source>
        <translation>Die letzten Zeilen werden gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>Log, the last %n lines</source>
        <translation>
            <numerusform>Log, die letzte Zeile</numerusform>
            <numerusform>Log, die letzten %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>gelesen %1</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Das Log ist leer.</translation>
    </message>
    <message>
        <source>The log could not be read. %1</source>
        <translation>Das Log ließ sich nicht lesen. %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::ServicesPage</name>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation>Dienste filtern</translation>
    </message>
    <message>
        <source>Filter services by text</source>
        <translation>Dienste nach Text filtern</translation>
    </message>
    <message>
        <source>Only what needs attention</source>
        <translation>Nur was Aufmerksamkeit braucht</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n services found</source>
        <translation>
            <numerusform>%1 von einem Dienst gefunden</numerusform>
            <numerusform>%1 von %n Diensten gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more containers</source>
        <translation>
            <numerusform>ein weiterer Container</numerusform>
            <numerusform>%n weitere Container</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>einer braucht Aufmerksamkeit</numerusform>
            <numerusform>%n brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>This runbook names no service, and no container was found.</source>
        <translation>Dieses Runbook nennt keinen Dienst, und kein Container wurde gefunden.</translation>
    </message>
    <message>
        <source>No service matches. Clear the filter, or show what needs no attention too.</source>
        <translation>Kein Dienst passt. Leeren Sie den Filter oder zeigen Sie auch, was keine Aufmerksamkeit braucht.</translation>
    </message>
    <message>
        <source>This environment names no command host: nothing is known of its containers.</source>
        <translation>Diese Umgebung nennt keinen Befehlsrechner: Über ihre Container ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Add &quot;hosts&quot; to its file (see the help), or look with docker by hand. Trading states are heard all the same.</source>
        <translation>Tragen Sie „hosts“ in ihrer Datei ein (siehe Hilfe) oder sehen Sie von Hand mit docker nach. Handelszustände werden trotzdem gehört.</translation>
    </message>
    <message>
        <source>Its last lines:</source>
        <translation>Seine letzten Zeilen:</translation>
    </message>
    <message>
        <source>Command hosts…</source>
        <translation>Befehlsrechner…</translation>
    </message>
    <message>
        <source>Its log could not be read.</source>
        <translation>Sein Log konnte nicht gelesen werden.</translation>
    </message>
    <message numerus="yes">
        <source>nothing known of %n services</source>
        <translation>
            <numerusform>nichts bekannt von %n Dienst</numerusform>
            <numerusform>nichts bekannt von %n Diensten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ops::ui::SoftHaltDialog</name>
    <message>
        <source>SOFT HALT</source>
        <translation>SOFT HALT</translation>
    </message>
    <message>
        <source>SOFT HALT — %1</source>
        <translation>SOFT HALT — %1</translation>
    </message>
    <message>
        <source>Send SOFT_HALT</source>
        <translation>SOFT_HALT senden</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Noch einmal senden…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc schließt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ops::ui::StartDialog</name>
    <message>
        <source>Titan Ops Console</source>
        <translation>Titan Ops Console</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>%1 — cannot be used</source>
        <translation>%1 — unbrauchbar</translation>
    </message>
    <message>
        <source>Open environment</source>
        <translation>Umgebung öffnen</translation>
    </message>
    <message>
        <source>Start a drill</source>
        <translation>Drill starten</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Which Titan?</source>
        <translation>Welches Titan?</translation>
    </message>
    <message>
        <source>No environment is described yet. An environment is a file NAME.json in %1 with the server&apos;s URLs; the README shows one. A drill needs none: it runs a private server and a practice stack on this machine.</source>
        <translation>Noch ist keine Umgebung beschrieben. Eine Umgebung ist eine Datei NAME.json in %1 mit den URLs des Servers; die README zeigt eine. Ein Drill braucht keine: Er startet einen eigenen Server und ein Übungssystem auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Servers: %1. Runbook: %2.</source>
        <translation>Server: %1. Runbook: %2.</translation>
    </message>
</context>
<context>
    <name>ops::ui::StateBadge</name>
    <message>
        <source>Trading state, last known: %1</source>
        <translation>Handelszustand, zuletzt bekannt: %1</translation>
    </message>
    <message>
        <source>Trading state: %1</source>
        <translation>Handelszustand: %1</translation>
    </message>
</context>
<context>
    <name>ops::ui::StatusStrip</name>
    <message>
        <source>last command</source>
        <translation>letzter Befehl</translation>
    </message>
    <message>
        <source>somebody who gave no name</source>
        <translation>jemand ohne Namensangabe</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>stored %1 UTC, before this session</source>
        <translation>gespeichert %1 UTC, vor dieser Sitzung</translation>
    </message>
    <message>
        <source>seen %1, not sent here</source>
        <translation>gesehen %1, nicht hier gesendet</translation>
    </message>
    <message>
        <source>none in this session</source>
        <translation>keiner in dieser Sitzung</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>%1 by %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>journal #%1</source>
        <translation>Journal #%1</translation>
    </message>
    <message>
        <source>It cannot be written.</source>
        <translation>Es ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>journal: not opened yet</source>
        <translation>Journal: noch nicht geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>▲ journal: %n record(s) waiting.</source>
        <translation>
            <numerusform>▲ Journal: %n Eintrag wartet.</numerusform>
            <numerusform>▲ Journal: %n Einträge warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>▲ journal:</source>
        <translation>▲ Journal:</translation>
    </message>
</context>
<context>
    <name>ops::ui::ToolList</name>
    <message>
        <source>Line that installs it: %1</source>
        <translation>Zeile, die es installiert: %1</translation>
    </message>
</context>
</TS>
