import type { Language } from "@chengyun/kernel";
import { toProblemError, unreachable, unreadable } from "./problem-error.ts";

/** Where and as whom to call. */
export interface ClientOptions {
  /** Origin of the server, without a slash at the end; the page's own origin when absent. */
  readonly url?: string;
  /** API key; browsers use their cookie instead. */
  readonly token?: string;
  readonly language?: () => Language;
  readonly fetch?: typeof fetch;
}

/** Values of a query string; undefined ones are left out. */
export type QueryValues = Readonly<Record<string, unknown>>;

/** The ways of calling; each answers with the parsed body or throws a `ProblemError`. */
export interface Caller {
  /** `signal`: its asker no longer wants to know. */
  get<T>(path: string, query?: QueryValues, signal?: AbortSignal): Promise<T>;
  getText(path: string, query?: QueryValues): Promise<string>;
  /** The body as it comes, for answers too long to hold. */
  getBody(path: string, query?: QueryValues): Promise<AsyncIterable<Uint8Array>>;
  /** Under a key a repeat has the first answer and no second effect, where the address takes keys. */
  post<T>(path: string, body?: unknown, key?: string): Promise<T>;
  postForm<T>(path: string, form: FormData, key?: string): Promise<T>;
  remove(path: string): Promise<void>;
}

/** Prefix of every address of ours. */
export const apiPath = "/api/v1";

/** The query string of values, with its question mark; empty when nothing is asked. */
export const toQueryString = (query: QueryValues = {}): string => {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") asked.set(name, String(value));
  const text = asked.toString();
  return text === "" ? "" : `?${text}`;
};

type Sent = Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> };

const keyed = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { "idempotency-key": key };

const readJson = async (response: Response, language: Language): Promise<unknown> => {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) throw unreadable(language, response.status);
    throw fault;
  }
};

/** Calls over fetch, with the reader's language and the right errors. */
export const makeCaller = (options: ClientOptions = {}): Caller => {
  const language = (): Language => options.language?.() ?? "zh";
  const send = async (path: string, init: Sent): Promise<Response> => {
    const headers: Record<string, string> = { ...init.headers, "accept-language": language() };
    if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
    if (typeof init.body === "string") headers["content-type"] = "application/json";
    const ask = options.fetch ?? fetch;
    const response = await ask(`${options.url ?? ""}${apiPath}${path}`, { ...init, headers }).catch(
      (fault: unknown) => {
        if (fault instanceof TypeError) throw unreachable(language());
        throw fault;
      },
    );
    if (!response.ok) throw toProblemError(await readJson(response, language()), response.status, language());
    return response;
  };
  const sendJson = async <T>(path: string, init: Sent): Promise<T> =>
    (await readJson(await send(path, init), language())) as T;
  return {
    get: (path, query, signal) => sendJson(path + toQueryString(query), signal === undefined ? {} : { signal }),
    getText: async (path, query) => (await send(path + toQueryString(query), {})).text(),
    getBody: async (path, query) => {
      const { body } = await send(path + toQueryString(query), {});
      return (body ?? []) as unknown as AsyncIterable<Uint8Array>;
    },
    post: (path, body, key) =>
      sendJson(path, {
        method: "POST",
        headers: keyed(key),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    postForm: (path, form, key) => sendJson(path, { method: "POST", headers: keyed(key), body: form }),
    remove: async (path) => {
      await send(path, { method: "DELETE" });
    },
  };
};
