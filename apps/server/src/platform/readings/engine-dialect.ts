import { randomUUID } from "node:crypto";
import { unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RawInsertFormat } from "chdb";
import type { EngineSession, SessionPool, Statement } from "./engine-session.ts";

/** One request of the ClickHouse HTTP dialect, taken apart. */
export interface DialectRequest {
  readonly search: URLSearchParams;
  readonly body: Buffer;
}

export interface DialectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Only the HTTP layer of a server knows these; the engine would refuse them. */
const httpOnly = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "session_id",
  "session_timeout",
  "role",
  "readonly",
  "user",
  "password",
  "wait_end_of_query",
  "buffer_size",
  "enable_http_compression",
  "http_zlib_compression_level",
  "send_progress_in_http_headers",
  "http_headers_progress_interval_ms",
  "cancel_http_readonly_queries_on_client_close",
]);

const textFormats: ReadonlySet<string> = new Set<RawInsertFormat>([
  "JSONEachRow",
  "JSONCompactEachRow",
  "CSV",
  "CSVWithNames",
  "TabSeparated",
  "TabSeparatedWithNames",
]);
const isTextFormat = (format: string): format is RawInsertFormat => textFormats.has(format);

const insertHead = /^\s*INSERT\s+INTO\s+(?:TABLE\s+)?([\w.]+)\s*(?:\(([\w\s,]*)\))?\s*FORMAT\s+(\w+)\s*$/i;
const settingName = /^[a-z]\w*$/i;

const statuses: Readonly<Record<number, number>> = {
  27: 400,
  36: 400,
  47: 400,
  60: 404,
  62: 400,
  81: 404,
  117: 400,
  164: 403,
  241: 503,
  456: 400,
};

const toStatement = (search: URLSearchParams, sql: string): Statement => {
  const params = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of search) {
    if (name.startsWith("param_")) params.set(name.slice(6), value);
    else if (!httpOnly.has(name) && settingName.test(name)) settings.set(name, value);
  }
  return { sql, params, settings };
};

/** Answers the ClickHouse HTTP dialect from the engine's sessions, so that embedded and server are one code path. */
export class Dialect {
  readonly #readers: SessionPool;
  readonly #writers: SessionPool;
  readonly #inbox: string;
  readonly #structures = new Map<string, string>();

  /** @param inbox an existing directory for binary batches: the engine cuts binary data given inline short. */
  constructor(readers: SessionPool, writers: SessionPool, inbox: string) {
    this.#readers = readers;
    this.#writers = writers;
    this.#inbox = inbox;
  }

  async answer({ search, body }: DialectRequest): Promise<DialectAnswer> {
    const headers = {
      "X-ClickHouse-Query-Id": search.get("query_id") ?? randomUUID(),
      "X-ClickHouse-Server-Display-Name": "embedded",
      "X-ClickHouse-Summary": "{}",
    };
    try {
      return { status: 200, headers, body: await this.#run(search, body) };
    } catch (fault) {
      const text = fault instanceof Error ? fault.message : String(fault);
      const code = Number(/Code:\s*(\d+)/.exec(text)?.[1] ?? 1002);
      const message = text.startsWith("Code:") ? text : `Code: ${code}. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`;
      return {
        status: statuses[code] ?? 500,
        headers: { ...headers, "X-ClickHouse-Exception-Code": String(code) },
        body: Buffer.from(message),
      };
    }
  }

  async #run(search: URLSearchParams, body: Buffer): Promise<Buffer> {
    const head = search.get("query") ?? "";
    const insert = insertHead.exec(head);
    if (insert !== null) {
      await this.#writers.use((session) => this.#insert(session, insert, { search, body }));
      return Buffer.alloc(0);
    }
    const statement = toStatement(search, `${head}\n${body.toString("utf8")}`.trim());
    const pool = Number(search.get("readonly") ?? 0) > 0 ? this.#readers : this.#writers;
    const result = await pool.use((session) => session.run(statement, search.get("default_format") ?? "TabSeparated"));
    return Buffer.from(result.bytes());
  }

  async #insert(session: EngineSession, head: RegExpExecArray, { search, body }: DialectRequest): Promise<void> {
    const [, table = "", names, format = ""] = head;
    const columns = names?.split(",").map((name) => name.trim());
    const { settings } = toStatement(search, "");
    if (isTextFormat(format)) {
      const plain = Object.fromEntries(settings);
      await session.insert({ table, values: body, format, settings: plain, ...(columns ? { columns } : {}) });
      return;
    }
    const file = join(this.#inbox, `${randomUUID()}.bin`);
    await writeFile(file, body, { mode: 0o600 });
    try {
      const structure = await this.#findStructure(session, table, columns);
      const into = columns === undefined ? table : `${table} (${columns.join(", ")})`;
      const sql = `INSERT INTO ${into} SELECT * FROM file({file:String}, {format:String}, {structure:String})`;
      const params = new Map(Object.entries({ file, format, structure }));
      await session.run({ sql, params, settings }, "TabSeparated");
    } finally {
      await unlink(file);
    }
  }

  async #findStructure(session: EngineSession, table: string, columns: string[] | undefined): Promise<string> {
    const key = `${table}(${columns?.join() ?? ""})`;
    const known = this.#structures.get(key);
    if (known !== undefined) return known;
    const result = await session.run(
      { sql: `DESCRIBE TABLE ${table}`, params: new Map(), settings: new Map() },
      "JSONCompactEachRow",
    );
    const kinds = new Map<string, string>();
    for (const line of result.text().trim().split("\n")) {
      const [name, kind] = JSON.parse(line) as [string, string];
      kinds.set(name, kind);
    }
    const structure = (columns ?? [...kinds.keys()]).map((name) => `${name} ${kinds.get(name) ?? "String"}`).join(", ");
    this.#structures.set(key, structure);
    return structure;
  }
}
