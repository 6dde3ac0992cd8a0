import { createHash, createHmac } from "node:crypto";
import type { MqttClient } from "mqtt";
import type { CityAccess } from "../city.ts";
import { connect } from "./station.ts";

/** Where the readings of one thing are sent. */
export interface Feed {
  readonly deviceId: string;
  readonly line: MqttClient;
}

/** Feeds of things by their `ref`, and the things the city does not know. */
export interface Feeds {
  readonly byThing: ReadonlyMap<string, Feed>;
  readonly unknown: readonly string[];
}

/** Most devices of one call. */
const most = 500;
/** Lines opened at once. */
const atOnce = 50;

/** The same from the same key: a replay run again needs no file of secrets. */
const tokenOf = (key: string, ref: string): string =>
  `cyd_${createHmac("sha256", key).update(`feed ${ref}`).digest("base64url")}`;

const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Makes a feed known to the city for each thing, and opens its line. */
export const openFeeds = async (access: CityAccess, things: readonly string[]): Promise<Feeds> => {
  const { client, token: key, mqttUrl } = access;
  const byThing = new Map<string, Feed>();
  const unknown: string[] = [];
  for (let from = 0; from < things.length; from += most) {
    const some = things.slice(from, from + most);
    const devices = some.map((thing) => {
      const ref = `feed/${thing}`;
      return { ref, thing, name: `${thing} · replay`.slice(0, 200), tokenHash: digestOf(tokenOf(key, ref)) };
    });
    const { items } = await client.importDevices({ source: "replay", devices });
    const made = items.flatMap(({ id }, at) => {
      const thing = some[at] ?? "";
      if (id === undefined) unknown.push(thing);
      return id === undefined ? [] : [{ thing, id }];
    });
    for (let at = 0; at < made.length; at += atOnce)
      await Promise.all(
        made.slice(at, at + atOnce).map(async ({ thing, id }) => {
          const line = await connect(mqttUrl, { id, token: tokenOf(key, `feed/${thing}`) });
          // Told by the missing PUBACKs; the library reconnects and sends again by itself.
          line.on("error", () => undefined);
          byThing.set(thing, { deviceId: id, line });
        }),
      );
  }
  return { byThing, unknown };
};
