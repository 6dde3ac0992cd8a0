import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@clickhouse/client";
import { type Arrival, type Outcome, openReadings, type Readings, type ReadingsConfig } from "./index.ts";

export const minute = 60_000;
export const hour = 60 * minute;
/** Noon of 2026-11-20 in the city. */
export const noon = Date.UTC(2026, 10, 20, 4);

const tables = [
  "readings",
  "reading_conflicts",
  "reading_corrections",
  "latest_readings",
  "dirty_hours",
  "rollup_marks",
  "rollup_minutes",
  "rollup_hours",
  "rollup_days",
  "store_facts",
];

/** A readings store of its own for a test file: embedded, or the server of CLICKHOUSE_URL emptied first. */
export class TestStore {
  now = noon;
  zone = "Asia/Shanghai";
  readonly room = mkdtempSync(join(tmpdir(), "readings-"));
  #readings: Readings | undefined;

  get readings(): Readings {
    if (this.#readings === undefined) throw new Error("Call open() first.");
    return this.#readings;
  }

  get engine(): ReadingsConfig["engine"] {
    const url = process.env["CLICKHOUSE_URL"];
    return url === undefined ? { directory: join(this.room, "store"), socket: join(this.room, "r.sock") } : { url };
  }

  async open(fresh = true): Promise<void> {
    const { engine } = this;
    if (fresh && "url" in engine) {
      const client = createClient({ url: engine.url });
      for (const table of tables) await client.command({ query: `DROP TABLE IF EXISTS ${table}` });
      await client.close();
    }
    this.#readings = await openReadings({ engine, zone: this.zone, now: () => this.now, rollUpEveryMs: 0 });
  }

  async restart(): Promise<void> {
    await this.readings.close();
    await this.open(false);
  }

  async close(): Promise<void> {
    await this.readings.close();
    rmSync(this.room, { recursive: true, force: true });
  }

  reading(stream: number, at: number, value: number, quality = 0): Arrival {
    return { stream, at, value, received: this.now, quality, outcome: undefined };
  }

  /** Outcomes once the batch is stored. */
  append(batch: readonly Arrival[]): Promise<(Outcome | undefined)[]> {
    return new Promise((resolve, reject) => {
      const taken = this.readings.writer.append(batch, (fault) => {
        if (fault === undefined) resolve(batch.map(({ outcome }) => outcome));
        else reject(fault);
      });
      if (!taken) reject(new Error("The queue is full."));
    });
  }
}
