import type {
  City,
  DemoSignIn,
  Deputy,
  DeputyIn,
  Me,
  PasswordChange,
  Presence,
  PresenceIn,
  ServerClock,
  ServerClockIn,
  SignIn,
  SignOnBack,
  SignOnBegun,
  SignOnCode,
  SignOnEnded,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items, Output } from "../shape.ts";

/** Calls about the city, its clock and who is signed in. */
export const sessionCalls = ({ get, post, remove }: Caller) => ({
  city: () => get<Output<typeof City>>("/city"),
  clock: () => get<Output<typeof ServerClock>>("/clock"),
  setClock: (clock: Input<typeof ServerClockIn>) => post<Output<typeof ServerClock>>("/clock", clock),
  signIn: (entry: Input<typeof SignIn>) => post<Me>("/session", entry),
  signInDemo: (entry: Input<typeof DemoSignIn>) => post<Me>("/session/demo", entry),
  beginSignOn: () => post<Output<typeof SignOnBegun>>("/session/sign-on", {}),
  endSignOn: (back: Input<typeof SignOnBack>) => post<Me>("/session/sign-on/enter", back),
  giveSignOnCode: (given: Input<typeof SignOnCode>) => post<Me>("/session/sign-on/code", given),
  signOutThere: () => post<Output<typeof SignOnEnded>>("/session/sign-on/end", {}),
  signOut: () => remove("/session"),
  me: () => get<Me>("/me"),
  deputies: () => get<Items<Deputy>>("/deputies"),
  actingDeputies: () => get<Items<Deputy>>("/deputies/acting"),
  deputyCandidates: () => get<Items<{ id: string; name: string }>>("/deputies/candidates"),
  appointDeputy: (deputy: Input<typeof DeputyIn>) => post<{ id: string }>("/deputies", deputy),
  choosePost: (postId: string) => post<Me>("/me/post", { postId }),
  presence: () => get<Presence>("/me/presence"),
  tellPresence: (told: Input<typeof PresenceIn>) => post<Presence>("/me/presence", told),
  endPresence: () => remove("/me/presence"),
  changePassword: (change: Input<typeof PasswordChange>) => post<unknown>("/me/password", change),
});
