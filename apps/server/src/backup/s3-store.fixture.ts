import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A store that speaks the part of S3 we use, in memory. It reckons every signature again by AWS's own description. */
export interface S3Store {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Answers so many calls with 503 before it works again. */
  readonly break: (calls: number) => void;
  readonly close: () => Promise<void>;
}

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Characters that stand for themselves in AWS's canonical form. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

interface Received {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
}

/** Whether a request is signed with the secret: Signature Version 4, task 1 to 4. */
const isSigned = ({ request, url, body }: Received, secret: string): boolean => {
  const given =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? "",
    );
  if (given === null) return false;
  const [, , date = "", region = "", names = "", signature = ""] = given;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const path = url.pathname
    .split("/")
    .map((part) => encode(decodeURIComponent(part)))
    .join("/");
  const canonical = [request.method, path, query, headers.join(""), names, sha256(body)].join("\n");
  const toSign = [
    "AWS4-HMAC-SHA256",
    request.headers["x-amz-date"],
    `${date}/${region}/s3/aws4_request`,
    sha256(canonical),
  ];
  const scoped = [date, region, "s3", "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(scoped, toSign.join("\n")).toString("hex") === signature;
};

const pageSize = 3;

const list = (objects: ReadonlyMap<string, Buffer>, bucket: string, url: URL): string => {
  const prefix = `${bucket}/${url.searchParams.get("prefix") ?? ""}`;
  const after = url.searchParams.get("continuation-token") ?? "";
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  const page = names.slice(0, pageSize);
  const keys = page.map((name) => `<Contents><Key>${name.slice(bucket.length + 1)}</Key></Contents>`).join("");
  const more = names.length > pageSize ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0"?><ListBucketResult>${keys}${more}</ListBucketResult>`;
};

const refuse = (response: ServerResponse, status: number, code: string): void => {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
};

const serve = (
  objects: Map<string, Buffer>,
  bucket: string,
  { request: { method }, url, body }: Received,
  response: ServerResponse,
): void => {
  const name = decodeURIComponent(url.pathname.slice(1));
  if (method === "PUT") objects.set(name, body);
  if (method === "DELETE") objects.delete(name);
  const found = name === bucket ? Buffer.from(list(objects, bucket, url)) : objects.get(name);
  if (name.split("/")[0] !== bucket) refuse(response, 404, "NoSuchBucket");
  else if (method === "GET" && found === undefined) refuse(response, 404, "NoSuchKey");
  else response.writeHead(method === "DELETE" ? 204 : 200).end(method === "GET" ? found : undefined);
};

/** Starts one on loopback, with one bucket. */
export const startS3Store = async (bucket: string, secret: string): Promise<S3Store> => {
  const objects = new Map<string, Buffer>();
  let broken = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://store");
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (broken > 0) {
      broken -= 1;
      refuse(response, 503, "SlowDown");
    } else if (!isSigned({ request, url, body }, secret)) refuse(response, 403, "SignatureDoesNotMatch");
    else serve(objects, bucket, { request, url, body }, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    break: (calls) => {
      broken = calls;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
