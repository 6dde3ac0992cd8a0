import { randomInt } from "node:crypto";
import type { Route } from "../../apps/server/src/platform/route.ts";
import type { TestCity } from "../../apps/server/src/testing/test-city.ts";
import type { Call } from "./call.ts";
import { type Ground, type Made, photoBody } from "./ground.ts";

/** Headers that say who calls. */
export type Credentials = Readonly<Record<string, string>>;

/** Key of a route in the table. */
export const nameOf = ({ method, path }: Pick<Route, "method" | "path">): string => `${method} ${path}`;

/** How long a stream that never ends is listened to, in milliseconds. */
const listenMs = 400;

/** Number of a stream that nobody has. */
const guessedNo = 2_000_000_000;

const urlOf = (route: Route, { query, params }: Call, { ground, made, id }: Target): string => {
  const path = route.path
    .replace(":id", id ?? made?.id ?? params?.["id"] ?? "")
    .replace(":no", String(id === undefined ? (made?.no ?? params?.["no"] ?? "") : guessedNo))
    .replace(/:(\w+)/g, (_, name: string) => params?.[name] ?? "")
    .replace("*", params?.["*"] ?? "");
  return path + (query?.(ground, made) ?? "");
};

/** What a call is pointed at; `id` stands in for the object's own, `body` for the table's. */
export interface Target {
  readonly ground: Ground;
  readonly made?: Made | undefined;
  readonly id?: string;
  readonly body?: object;
}

/** An answer as text, so that any id can be looked for in it. */
export interface Heard {
  readonly status: number;
  readonly text: string;
}

const listen = async (city: TestCity, url: string, headers: Credentials): Promise<Heard> => {
  const response = await city.app.inject({ method: "GET", url, headers, payloadAsStream: true });
  const stream = response.stream();
  const parts: Buffer[] = [];
  stream.on("data", (part: Buffer) => parts.push(part));
  await new Promise((done) => setTimeout(done, listenMs));
  stream.destroy();
  return { status: response.statusCode, text: Buffer.concat(parts).toString("utf8") };
};

/** Makes the valid call of a route as somebody. */
export const makeCall = async (route: Route, call: Call, target: Target, headers: Credentials): Promise<Heard> => {
  const { city } = target.ground;
  const url = urlOf(route, call, target);
  if (call.streams === true) return listen(city, url, headers);
  const photo = call.upload === true ? await photoBody() : undefined;
  const body = target.body ?? call.body?.(target.ground, target.made);
  const response = await city.app.inject({
    method: route.method,
    url,
    // Each from an address of its own: slowing down guesses is another attack's matter.
    remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`,
    headers: {
      ...headers,
      ...(photo === undefined ? {} : { "content-type": `multipart/form-data; boundary=${photo.boundary}` }),
    },
    ...(photo === undefined ? (body === undefined ? {} : { payload: body }) : { payload: photo.body }),
  });
  return { status: response.statusCode, text: response.body };
};
