import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { Label } from "@chengyun/kernel";
import { mayConnect } from "./outgoing-allow.ts";

/** Something outside did not take what we sent: what to say of it, and whether another try can help. */
export class Undelivered extends Error {
  readonly words: Label;
  readonly detail: string;
  /** Trying again the same way is of no use: the address or what was sent is refused. */
  readonly permanent: boolean;

  constructor(words: Label, more: { detail?: string; permanent?: boolean } = {}) {
    super(more.detail === undefined ? words.en : `${words.en} ${more.detail}`);
    this.words = words;
    this.detail = (more.detail ?? "").slice(0, 500);
    this.permanent = more.permanent ?? false;
  }
}

const noAddress: Label = { zh: "地址解析不到。", en: "The host has no address." };
const forbidden: Label = {
  zh: "目标在内网、本机或保留地址段，运维未放行（OUTGOING_ALLOW）。",
  en: "The target is a private, local or reserved address that the operator has not allowed (OUTGOING_ALLOW).",
};
const badUrl: Label = { zh: "网址不可用。", en: "The address is not one we can call." };

/** Where we connect to: looked up once, checked, and not looked up again. */
export interface Pinned {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Looks a host up and checks every address it has; a host the operator named by name may be anywhere. */
export const pinHost = async (host: string, allow: readonly string[]): Promise<Pinned> => {
  const bare = host.replace(/^\[|\]$/g, "");
  const found =
    isIP(bare) === 0
      ? await lookup(bare, { all: true, verbatim: true }).catch((error: Error) => {
          throw new Undelivered(noAddress, { detail: error.message });
        })
      : [{ address: bare, family: isIP(bare) }];
  const named = isIP(bare) === 0 && allow.some((entry) => entry.toLowerCase() === bare.toLowerCase());
  if (!named && !found.every(({ address }) => mayConnect(address, allow)))
    throw new Undelivered(forbidden, { detail: bare, permanent: true });
  const [first] = found;
  if (first === undefined) throw new Undelivered(noAddress, { detail: bare });
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
};

/** Reads an address to call: http or https, and no password in it. */
export const readOutgoingUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new Undelivered(badUrl, { permanent: true });
  return url;
};

/** One call to the outside. */
export interface OutgoingCall {
  readonly url: string;
  readonly method: "POST" | "GET" | "PUT" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly allow: readonly string[];
}

/** What was answered, the first 64 KiB of it. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly body: string;
}

/** What was answered, whole. */
export interface OutgoingBytes {
  readonly status: number;
  /** `Content-Type`; empty when nothing was said. */
  readonly type: string;
  readonly body: Buffer;
}

/** How much of an answer is kept, at which size it is cut off, and how long it is waited for. */
interface Limits {
  readonly kept: number;
  readonly most: number;
  readonly patienceMs: number;
}

const patienceMs = 15_000;
const longestAnswer = 65_536;

const silent: Label = { zh: "对方没有应答。", en: "There was no answer." };

const read = (call: OutgoingCall, url: URL, pinned: Pinned, limits: Limits): Promise<OutgoingBytes> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Undelivered(silent, { detail: error.message }));
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(
      url,
      {
        method: call.method,
        headers:
          call.body === undefined ? call.headers : { ...call.headers, "content-length": Buffer.byteLength(call.body) },
        agent: false,
        signal: AbortSignal.timeout(limits.patienceMs),
        lookup: (_host, options, done) =>
          options.all === true
            ? done(null, [{ address: pinned.address, family: pinned.family }])
            : done(null, pinned.address, pinned.family),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          if (size < limits.kept) parts.push(part);
          size += part.length;
          if (size > limits.most) request.destroy(new Error("the answer has no end"));
        });
        answer.on("error", fail);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers["content-type"] ?? "",
            body: Buffer.concat(parts).subarray(0, limits.kept),
          }),
        );
      },
    );
    request.on("error", fail);
    request.end(call.body);
  });

/** Calls somebody outside: the host is looked up once and checked, redirects are not followed. Throws `Undelivered`. */
export const callOutside = async (call: OutgoingCall): Promise<OutgoingAnswer> => {
  const url = readOutgoingUrl(call.url);
  const limits = { kept: longestAnswer, most: 16 * longestAnswer, patienceMs };
  const { status, body } = await read(call, url, await pinHost(url.hostname, call.allow), limits);
  return { status, body: body.toString("utf8") };
};

/** The same for larger things both ways; an answer longer than said is a fault. */
export const exchangeOutside = async (
  call: OutgoingCall,
  limits: { readonly longestAnswer: number; readonly patienceMs: number },
): Promise<OutgoingBytes> => {
  const url = readOutgoingUrl(call.url);
  const { longestAnswer: most } = limits;
  return read(call, url, await pinHost(url.hostname, call.allow), { kept: most, most, patienceMs: limits.patienceMs });
};
