import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

/** Devices that a scenario plays itself, until when it said so last. */
interface Yielded {
  readonly until: number;
  readonly devices: readonly string[];
}

const isYielded = (value: unknown): value is Yielded =>
  typeof value === "object" && value !== null && "until" in value && "devices" in value && Array.isArray(value.devices);

/** A scenario says every few seconds that it is still there; later than this it is not. */
const graceMs = 15_000;

/** Leaves devices to a scenario; answers with what takes them back. */
export const claimDevices = (file: string | undefined, devices: readonly string[]): (() => void) => {
  if (file === undefined) return () => undefined;
  const write = (): void =>
    writeFileSync(file, JSON.stringify({ until: Date.now() + graceMs, devices } satisfies Yielded), { mode: 0o600 });
  write();
  const timer = setInterval(write, graceMs / 3);
  return () => {
    clearInterval(timer);
    rmSync(file, { force: true });
  };
};

const nothing: ReadonlySet<string> = new Set();

/** Which devices a scenario plays now; read again only when its file changed. */
export const followClaims = (file: string | undefined): (() => ReadonlySet<string>) => {
  let seen = 0;
  let claimed: Yielded | undefined;
  const read = (path: string): void => {
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changed === seen) return;
    seen = changed;
    const value: unknown = changed === 0 ? undefined : JSON.parse(readFileSync(path, "utf8"));
    claimed = isYielded(value) ? value : undefined;
  };
  return () => {
    if (file === undefined) return nothing;
    try {
      read(file);
    } catch (fault) {
      // Half written or just removed: the next beat reads it again.
      if (!(fault instanceof SyntaxError || (fault instanceof Error && "code" in fault))) throw fault;
      seen = 0;
    }
    return claimed !== undefined && claimed.until > Date.now() ? new Set(claimed.devices) : nothing;
  };
};
