import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import type { Config } from "../config.ts";
import { exchangeOutside, type OutgoingBytes } from "../platform/outgoing.ts";
import { BackupFault } from "./fault.ts";
import type { Place } from "./place.ts";

/** How an S3-compatible store is reached. */
export type S3Settings = NonNullable<Config["backup"]["s3"]>;

const triesMost = 4;
const firstPauseMs = 500;
/** A volume is the largest thing there is; an answer beyond this is not ours. */
const longestAnswer = 64 * 2 ** 20;
const patienceMs = 300_000;

const refused = (status: number, body: Buffer): BackupFault => {
  const code = /<Code>([^<]{1,80})<\/Code>/.exec(body.toString("utf8"))?.[1] ?? "";
  return new BackupFault(
    { zh: "对象存储拒绝了请求：", en: "The object store refused:" },
    `${status}${code === "" ? "" : ` ${code}`}`,
  );
};

const decode = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

const matchAll = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, inner = ""]) => decode(inner));

interface Call {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Calls of one bucket, signed (AWS Signature V4), through the guard of everything outgoing. */
const bucketCalls = (bucket: string, settings: S3Settings, allow: readonly string[]) => {
  const once = async ({ method, path, query = {}, body }: Call): Promise<OutgoingBytes> => {
    const url = new URL(settings.endpoint);
    url.pathname = `${url.pathname.replace(/\/$/, "")}/${bucket}${path === "" ? "" : `/${path}`}`;
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signed = await new AwsV4Signer({
      ...{ method, url: url.href, service: "s3", region: settings.region },
      ...{ accessKeyId: settings.key, secretAccessKey: settings.secret },
      headers: {
        "x-amz-content-sha256": createHash("sha256")
          .update(body ?? "")
          .digest("hex"),
      },
      ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
    }).sign();
    const headers = Object.fromEntries([...signed.headers].filter(([name]) => name !== "host"));
    const sent = body === undefined ? {} : { body };
    return exchangeOutside({ url: signed.url.href, method, headers, ...sent, allow }, { longestAnswer, patienceMs });
  };
  /** What the net or the store swallowed is asked again; what it refuses is not. */
  return async (call: Call): Promise<Buffer> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await once(call).catch((error: unknown) => {
        if (tries === triesMost || (error as { permanent?: boolean }).permanent === true) throw error;
        return undefined;
      });
      if (answer !== undefined && answer.status < 300) return answer.body;
      if (answer !== undefined && (answer.status < 500 || tries === triesMost))
        throw refused(answer.status, answer.body);
      await wait(firstPauseMs * 2 ** tries);
    }
  };
};

/** A bucket of an S3-compatible store, by path (`https://store/bucket/name`), below a prefix. */
export const s3Place = (address: string, settings: S3Settings, allow: readonly string[]): Place => {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(address) ?? [];
  const call = bucketCalls(bucket, settings, allow);
  const full = (name: string): string => (prefix === "" ? name : `${prefix}/${name}`);
  return {
    words: address,
    put: async (name, body) => void (await call({ method: "PUT", path: full(name), body })),
    get: (name) => call({ method: "GET", path: full(name) }),
    remove: async (name) => void (await call({ method: "DELETE", path: full(name) })),
    list: async (below) => {
      const names: string[] = [];
      for (let after: string | undefined = ""; after !== undefined; ) {
        const more: Record<string, string> = after === "" ? {} : { "continuation-token": after };
        const query = { "list-type": "2", prefix: full(below), ...more };
        const text = (await call({ method: "GET", path: "", query })).toString("utf8");
        names.push(...matchAll(text, "Key"));
        after = matchAll(text, "NextContinuationToken")[0];
      }
      const cut = prefix === "" ? 0 : prefix.length + 1;
      return names.map((name) => name.slice(cut)).sort();
    },
  };
};
