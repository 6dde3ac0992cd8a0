import { type ChdbResult, type RawInsertParams, Session } from "chdb";

/** The params of the HTTP dialect that belong to one statement. */
export interface Statement {
  readonly sql: string;
  readonly params: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
}

const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const placeholder = /\{\s*([A-Za-z_]\w*)\s*:/g;

/** A parameter that was not sent must not be answered with the one an earlier statement left in the session. */
const findUnbound = ({ sql, params }: Statement): string | undefined => {
  for (const [, name] of sql.matchAll(placeholder)) if (name !== undefined && !params.has(name)) return name;
  return undefined;
};

/**
 * One connection to the engine running one statement at a time.
 * Parameters are bound with `SET param_…`: chDB's own bind call runs one query at a time in the whole process,
 * so a slow chart would hold up ingest.
 */
export class EngineSession {
  readonly #session: Session;
  busy = false;

  constructor(directory: string, readOnly: boolean) {
    this.#session = new Session(directory);
    if (readOnly) this.#session.query("SET readonly = 2");
  }

  async run(statement: Statement, format: string): Promise<ChdbResult> {
    const unbound = findUnbound(statement);
    if (unbound !== undefined) {
      throw new Error(`Code: 456. DB::Exception: Substitution ${unbound} is not set. (UNKNOWN_QUERY_PARAMETER)`);
    }
    const sets = [...statement.params].map(([name, value]) => `param_${name} = ${quote(value)}`);
    for (const [name, value] of statement.settings) sets.push(`${name} = ${quote(value)}`);
    const prefix = sets.length === 0 ? "" : `SET ${sets.join(", ")}; `;
    try {
      return await this.#session.queryAsync(prefix + statement.sql, { format });
    } finally {
      await this.#restore(statement.settings);
    }
  }

  async insert(params: RawInsertParams): Promise<void> {
    await this.#session.insert(params);
  }

  close(): void {
    this.#session.close();
  }

  async #restore(settings: ReadonlyMap<string, string>): Promise<void> {
    if (settings.size === 0) return;
    const sets = [...settings.keys()].map((name) => `${name} = DEFAULT`);
    await this.#session.queryAsync(`SET ${sets.join(", ")}`).catch(() => undefined);
  }
}

/** Sessions that are alike; who finds none free waits in line. */
export class SessionPool {
  readonly #sessions: EngineSession[];
  readonly #line: ((session: EngineSession) => void)[] = [];

  constructor(sessions: EngineSession[]) {
    this.#sessions = sessions;
  }

  async use<T>(work: (session: EngineSession) => Promise<T>): Promise<T> {
    const session = await this.#take();
    try {
      return await work(session);
    } finally {
      const next = this.#line.shift();
      if (next === undefined) session.busy = false;
      else next(session);
    }
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #take(): Promise<EngineSession> {
    const free = this.#sessions.find((session) => !session.busy);
    if (free === undefined) return new Promise((resolve) => this.#line.push(resolve));
    free.busy = true;
    return Promise.resolve(free);
  }
}
