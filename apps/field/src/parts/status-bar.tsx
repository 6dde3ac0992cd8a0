import { formatNear, useUi } from "@chengyun/ui";
import { useNow } from "../data/clock.ts";
import { type FieldState, useField } from "../data/state.ts";
import { fill } from "../strings/fill.ts";
import { useText } from "../strings/text.ts";
import type { Strings } from "../strings/zh.ts";
import { useGo } from "./go.ts";

/** What somebody else wrote on this phone waits for them and is nothing to hurry for. */
const ownOf = ({ writings, me }: Pick<FieldState, "writings" | "me">) =>
  writings.filter(({ personId }) => personId === me?.personId);

/** The one sentence about the line to the server and what waits here. */
export const statusWords = (
  t: Strings,
  state: Pick<FieldState, "online" | "signedOut" | "sending" | "writings" | "me">,
): string => {
  const own = ownOf(state);
  const n = own.length;
  const refused = own.filter((each) => each.state === "refused").length;
  if (state.signedOut) return fill(n > 0 ? t.state.signedOut : t.state.signedOutEmpty, { n });
  if (refused > 0) return fill(t.state.refused, { n: refused });
  if (!state.online) return n > 0 ? fill(t.state.offlineWaiting, { n }) : t.state.offline;
  if (n > 0) return fill(state.sending ? t.state.sending : t.state.waiting, { n });
  return t.state.online;
};

const toneOf = ({ online, signedOut, ...state }: FieldState): string => {
  const writings = ownOf(state);
  if (signedOut || writings.some(({ state }) => state === "refused")) return "decide";
  if (!online) return "offline";
  return writings.length > 0 ? "waiting" : "online";
};

/** Says whether there is a line, how much waits, and since when what is shown is known; a tap leads to what waits. */
export const StatusBar = () => {
  const t = useText();
  const { language, zone } = useUi();
  const go = useGo();
  const now = useNow();
  const state = useField();
  const tone = toneOf(state);
  const stale = !state.online && state.tasksAt > 0;
  return (
    <button type="button" className={`status status-${tone}`} onClick={() => go(state.signedOut ? "/me" : "/waiting")}>
      <span className="status-dot" aria-hidden="true" />
      <span aria-live="polite">{statusWords(t, state)}</span>
      {stale ? (
        <span className="status-note">
          {fill(t.state.asOf, { at: formatNear(state.tasksAt, now, { language, zone }) })}
        </span>
      ) : null}
    </button>
  );
};
