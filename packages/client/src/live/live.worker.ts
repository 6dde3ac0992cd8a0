import { LiveFeed, type LiveMessage } from "./feed.ts";

/** What this worker uses of its scope; the web program compiles against the page's. */
interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const ports = new Set<MessagePort>();
const feed = new LiveFeed((message) => {
  for (const port of ports) port.postMessage(message);
});

const listen = (port: MessagePort): void => {
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<"restart" | "leave">) => {
    if (data === "restart") feed.restart();
    else ports.delete(port);
    if (ports.size === 0) feed.stop();
  };
  port.postMessage({ kind: "state", state: feed.state } satisfies LiveMessage);
};

(globalThis as unknown as SharedScope).onconnect = (event) => {
  const port = event.ports[0];
  if (port === undefined) return;
  const first = ports.size === 0;
  listen(port);
  if (first) feed.restart();
};
