// The bare prototype beside B1: broker and store only. No credentials, no rules, no fsync, no memory of repeats; a
// message is acknowledged when its 50 ms batch was answered by the store.
import { createServer } from "node:net";
import { Aedes, type PublishPacket } from "aedes";
import { startEngine } from "../apps/server/src/platform/readings/index.ts";
import { insertBinary, openStore } from "../apps/server/src/platform/readings/store.ts";

const batchMs = 50;
const rowBytes = 20;

const start = async (folder: string): Promise<number> => {
  const socket = `${folder}/bare.sock`;
  await startEngine({ directory: `${folder}/bare`, socket });
  const store = openStore({ socket });
  await store.command({
    query:
      "CREATE TABLE bare (stream UInt32, at DateTime64(3, 'UTC'), value Float64) ENGINE = MergeTree ORDER BY (stream, at)",
  });
  const numbers = new Map<string, number>();
  let rows = Buffer.allocUnsafe(1 << 22);
  let used = 0;
  let waiting: ((error?: Error | null) => void)[] = [];
  let isBusy = false;
  const flush = async (): Promise<void> => {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    const [batch, told] = [rows.subarray(0, used), waiting];
    rows = Buffer.allocUnsafe(1 << 22);
    used = 0;
    waiting = [];
    await insertBinary(store, "bare", batch);
    for (const done of told) done(null);
    isBusy = false;
  };
  setInterval(() => void flush(), batchMs);
  const broker = await Aedes.createBroker({ drainTimeout: 8_000 });
  broker.authorizePublish = (_, packet: PublishPacket, done) => {
    const { at, v } = JSON.parse(packet.payload.toString()) as { at: string; v: { level: number } };
    const stream = numbers.get(packet.topic) ?? numbers.size + 1;
    numbers.set(packet.topic, stream);
    used = rows.writeUInt32LE(stream, used);
    used = rows.writeBigInt64LE(BigInt(Date.parse(at)), used);
    used = rows.writeDoubleLE(v.level, used);
    if (used > rows.length - rowBytes) void flush();
    waiting.push(done);
  };
  const server = createServer((connection) => void broker.handle(connection));
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
};

process.on("message", ({ folder }: { folder: string }) => {
  void start(folder).then((port) => process.send?.({ port }));
});
