import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exactly, type Fault, none } from "./fault.ts";
import { killHard, openByKey, startFaultCity, untilTrue } from "./ground.ts";
import { addOfficers, listReceipts, openAsAdministrator, setSms } from "./notice-ground.ts";

type Way = "hang" | "broken" | "twice" | "well";

/** A provider that counts by key what it took, and answers as told. */
const startProvider = async () => {
  const taken = new Map<string, number>();
  let way: Way = "well";
  let turn = 0;
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { key, to } = JSON.parse(Buffer.concat(parts).toString("utf8")) as { key: string; to: string };
      turn += 1;
      const name = `${to} ${key}`;
      taken.set(name, (taken.get(name) ?? 0) + 1);
      // Taken, and never said so: the first time of each key.
      if (way === "hang" && taken.get(name) === 1) return void answer.destroy();
      if (way === "broken") return void answer.writeHead(500).end("broken");
      const body = '{"code":"OK"}';
      const yes = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
      if (way === "twice") request.socket.end(yes + yes);
      else answer.writeHead(200, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/sms`,
    taken,
    be: (next: Way) => {
      way = next;
    },
    turns: () => turn,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** F18: the provider of SMS takes and says nothing, breaks, says yes twice; the api dies in between. */
const provider: Fault = {
  what: "SMS provider times out after accepting, answers 500, answers 200 twice, while the api is killed",
  run: async ({ tell }) => {
    const sms = await startProvider();
    const city = await startFaultCity({ env: { OUTGOING_ALLOW: "127.0.0.1" } });
    try {
      const keeper = await openAsAdministrator(city);
      const phones = ["13800000001", "13800000002"];
      await addOfficers(city, phones);
      await setSms(keeper, sms.url, { limit: 2, delaySeconds: 1 });
      const client = openByKey(city);
      const figures = [];
      for (const [n, way] of (["hang", "twice", "broken"] as const).entries()) {
        sms.be(way);
        sms.taken.clear();
        const before = sms.turns();
        const { caseId } = await client.report({
          category: "manhole-lid",
          position: [112.34 + n * 0.01, 28.84],
          text: "F18",
        });
        if (way === "hang") {
          await untilTrue("the first try", async () => sms.turns() > before);
          killHard(city, "api");
        }
        await untilTrue(`${way}: every delivery is settled`, async () => {
          const all = (await listReceipts(keeper, caseId)).filter(({ channel }) => channel === "sms");
          return all.length >= phones.length && all.every(({ state }) => state === "sent" || state === "given-up");
        });
        const all = await listReceipts(keeper, caseId);
        const onScreen = all.filter(({ channel }) => channel === "in-app");
        const sent = all.filter(({ channel }) => channel === "sms");
        const keys = [...sms.taken.keys()];
        const reached = phones.filter((phone) => keys.some((key) => key.startsWith(phone)));
        tell(
          `${way}: ${sms.turns()} requests, keys ${keys.length}, states ${sent.map(({ state }) => state).join(", ")}`,
        );
        figures.push(
          exactly(`${way}: recipients the provider was asked for`, reached.length, phones.length),
          none(`${way}: keys beyond one for each recipient`, keys.length - phones.length),
          none(
            `${way}: screen records not exactly one each`,
            onScreen.length - new Set(onScreen.map(({ recipient }) => recipient.zh)).size,
          ),
          exactly(
            `${way}: ${way === "broken" ? "in a person's queue" : "sent"}`,
            sent.filter(({ state }) => state === (way === "broken" ? "given-up" : "sent")).length,
            phones.length,
          ),
        );
      }
      return figures;
    } finally {
      await city.stop();
      sms.close();
    }
  },
};

export const noticeFaults: Readonly<Record<string, Fault>> = { F18: provider };
