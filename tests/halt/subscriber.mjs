// What an independent NATS client hears: one JSON line a message, {"subject", "reply", "payload" in base64}. Says
// {"ready": true} when its subscription is in place and {"reconnected": true} when it is in place again. Ends with its
// standard input, so that a test that is killed takes it along.
//
// usage: node subscriber.mjs nats://HOST:PORT SUBJECT
import { connect, Events } from "nats";

const [servers, subject] = process.argv.slice(2);
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const connection = await connect({
    servers,
    name: "independent-client",
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    reconnectJitter: 10,
});

connection.subscribe(subject, {
    callback: (error, message) => {
        if (error) {
            say({ error: error.message });
            return;
        }
        say({
            subject: message.subject,
            reply: message.reply ?? "",
            headers: message.headers !== undefined,
            payload: Buffer.from(message.data).toString("base64"),
        });
    },
});

const tellReconnects = async () => {
    for await (const status of connection.status()) {
        if (status.type === Events.Reconnect) {
            await connection.flush();
            say({ reconnected: true });
        }
    }
};

await connection.flush();
say({ ready: true });
tellReconnects();
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
