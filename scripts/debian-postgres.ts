// A throw-away cluster of the system's own PostgreSQL.
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";

/** Where Debian installs its versions. */
export const debianHome = "/usr/lib/postgresql";

/** Folder of initdb and pg_ctl: `PG_BIN`, or the newest that Debian installed. */
export const findPostgres = (): string | undefined => {
  const given = process.env["PG_BIN"];
  if (given !== undefined) return given;
  if (!existsSync(debianHome)) return undefined;
  const versions = readdirSync(debianHome).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(debianHome, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
};

/** PostgreSQL refuses to run as root, so root hands the cluster to the account Debian made for it. */
const ownerOf = async (): Promise<{ uid: number; gid: number } | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(["-u", "-g"].map((what) => run("id", [what, "postgres"])));
  return uid?.code === 0 && gid?.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined;
};

/** Starts a cluster that listens on its Unix socket alone and believes everybody there; `url` is its superuser's. */
export const startCluster = async (bin: string) => {
  const owner = await ownerOf();
  const folder = mkdtempSync(join(tmpdir(), "chengyun-pg-"));
  const data = join(folder, "data");
  mkdirSync(data);
  if (owner !== undefined) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  // The suite may run as another user than the cluster; the socket's folder must let it in.
  chmodSync(folder, 0o755);
  const must = async (name: string, args: readonly string[]): Promise<void> => {
    const { code, output } = await run(join(bin, name), args, { cwd: folder, ...owner });
    if (code !== 0) throw new Error(`${name} failed:\n${output}`);
  };
  // It is thrown away: nothing need wait for the disk.
  const settings = `-k ${folder} -c listen_addresses= -c max_connections=200 -c fsync=off -c full_page_writes=off`;
  await must("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  await must("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      await must("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
