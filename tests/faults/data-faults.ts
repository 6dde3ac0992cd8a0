import { exactly, type Fault, none, within } from "./fault.ts";
import {
  addGauges,
  alarmsOf,
  killHard,
  openByKey,
  openLine,
  post,
  pumpStation,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { judgeHistory } from "./history.ts";

/** F7: every message three times: again on its line, by HTTP, on another connection. */
const duplicates: Fault = {
  what: "the same messages three times: again, by HTTP, on another connection",
  run: async ({ long, tell }) => {
    const city = await startFaultCity();
    try {
      const client = openByKey(city);
      const gauges = await addGauges(client, 10);
      await sleep(1_500);
      const each = long ? 10_000 : 200;
      const start = Date.now() - each * 50;
      const times = Array.from({ length: each }, (_, n) => start + n * 50);
      for (const way of ["first", "again", "http", "other line"] as const)
        await Promise.all(
          gauges.map(async (gauge) => {
            if (way === "http") {
              for (const at of times.filter((_, n) => n % 10 === 0)) await post(city, gauge, at, at % 97);
              return;
            }
            const line = openLine(city, gauge);
            const opened = way === "first" ? 0 : 1;
            for (let n = 0; n < times.length; n += 50)
              await Promise.all(times.slice(n, n + 50).map((at) => send(line, gauge, at, { level: at % 97 })));
            await send(line, gauge, start + each * 50 + 1, { level: 7, lid: 1 });
            line.end(opened === 1);
          }),
        );
      await untilTrue(
        "alarms",
        async () => (await alarmsOf(client, gauges, "manhole-lid-open")).length >= gauges.length,
      );
      await sleep(1_000);
      const { lost, doubled } = await judgeHistory(client, gauges);
      const alarms = await alarmsOf(client, gauges, "manhole-lid-open");
      const cases = await client.cases({ category: "manhole-lid", limit: 200 });
      tell(`${each * gauges.length} messages, each three times and some by HTTP`);
      return [
        none("acknowledged and not stored", lost),
        none("stored twice", doubled),
        exactly("alarms", alarms.length, gauges.length),
        exactly("cases", cases.items.length, gauges.length),
      ];
    } finally {
      await city.stop();
    }
  },
};

/** F14: a hold of a minute, the process killed half way. */
const holdOverKill: Fault = {
  what: "a hold of 60 s, kill -9 at 30 s",
  run: async ({ tell }) => {
    const city = await startFaultCity();
    try {
      const client = openByKey(city);
      const gauges = await addGauges(client, 1, pumpStation);
      const [gauge] = gauges;
      if (gauge === undefined) return [];
      await sleep(1_500);
      const line = openLine(city, gauge);
      const began = Date.now();
      await send(line, gauge, began, { pumps: 2 });
      await sleep(30_000);
      killHard(city, "ingest");
      await untilTrue("the alarm", async () => (await alarmsOf(client, gauges, "pump-fault")).length > 0);
      await sleep(3_000);
      line.end(true);
      const alarms = await alarmsOf(client, gauges, "pump-fault");
      const raised = (Date.parse(alarms[0]?.raisedAt ?? "") - began) / 1_000;
      tell(`raised ${raised.toFixed(2)} s after the condition began`);
      return [exactly("alarms", alarms.length, 1), within("away from 60 s", Math.abs(raised - 60), 2)];
    } finally {
      await city.stop();
    }
  },
};

export const dataFaults: Readonly<Record<string, Fault>> = { F7: duplicates, F14: holdOverKill };
