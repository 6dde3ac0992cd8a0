import type { Input } from "@chengyun/client";
import type { Me, SignIn } from "@chengyun/contracts";
import { api, statusOf } from "./api.ts";
import { keep, remember } from "./database.ts";
import { goOffDuty } from "./duty.ts";
import { changeState, currentState } from "./state.ts";
import { leaving, sync } from "./sync.ts";

const forgetOthers = async (me: Me | undefined): Promise<void> => {
  const before = currentState().me;
  if (before === undefined || before.personId === me?.personId) return;
  await forget();
};

/** What was seen in one post is not the next one's to see. */
const forgetSeen = async (): Promise<void> => {
  await keep(async (db) => {
    const tx = db.transaction(["tasks", "cases"], "readwrite");
    for (const name of ["tasks", "cases"] as const) await tx.objectStore(name).clear();
    await tx.done;
  });
  for (const name of ["notices", "tasksAt", "known"] as const) await remember(name, undefined);
  await caches.delete("field-photos");
  changeState({ tasks: [], tasksAt: 0, notices: [], known: {} });
};

/** What one person saw and began is not the next one's to see; what they wrote stays until it is sent or dropped. */
const forget = async (): Promise<void> => {
  await keep((db) => db.clear("drafts"));
  await forgetSeen();
};

const enter = async (me: Me): Promise<void> => {
  await forgetOthers(me);
  await remember(leaving, undefined);
  await remember("me", me);
  changeState({ me, signedOut: false, online: true });
  await sync();
};

export const signIn = async (entry: Input<typeof SignIn>): Promise<void> => enter(await api.signIn(entry));

/** Where the console's page that a sign-on comes back to leads afterwards. */
const fromPlace = "chengyun.sign-on-from";

/** Leaves for the city's own sign-on server; who comes back from it comes here. */
export const leaveForSignOn = async (): Promise<void> => {
  const { url } = await api.beginSignOn();
  sessionStorage.setItem(fromPlace, "/field");
  location.assign(url);
};

/** Takes up a session that this browser was given elsewhere, such as by a sign-on; nothing when there is none. */
export const takeUpSession = async (): Promise<void> => {
  try {
    const me = await api.me();
    if (me.way === "sign-on") await enter(me);
  } catch (fault) {
    if (statusOf(fault) !== 401 && statusOf(fault) !== 0) throw fault;
  }
};

export const signInDemo = async (entry: string): Promise<void> => enter(await api.signInDemo({ entry }));

export const choosePost = async (postId: string): Promise<void> => {
  const me = await api.choosePost(postId);
  await forgetSeen();
  await enter(me);
};

/** Ends the session; without the net as soon as there is one, before anything else is asked. */
const leave = async (): Promise<void> => {
  try {
    if (currentState().duty?.onDuty === true) await goOffDuty();
    await api.signOut();
  } catch (fault) {
    if (statusOf(fault) !== 0) throw fault;
    await remember(leaving, true);
  }
};

/** Whoever signs out leaves nothing to be read on this phone, net or not. */
export const signOut = async (): Promise<void> => {
  await leave();
  await forget();
  await remember("me", undefined);
  changeState({ me: undefined, signedOut: false, duty: undefined });
};
