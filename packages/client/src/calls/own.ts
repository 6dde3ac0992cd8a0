import type { Factor, FactorBegun, FactorDrop, FactorMade, SessionSeen } from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items, Output } from "../shape.ts";

/** Calls about one's own way in: second factor and sessions. */
export const ownCalls = ({ get, post, remove }: Caller) => ({
  factor: () => get<Factor>("/me/factor"),
  beginFactor: (password: string) => post<Output<typeof FactorBegun>>("/me/factor", { password }),
  confirmFactor: (code: string) => post<Output<typeof FactorMade>>("/me/factor/confirm", { code }),
  removeFactor: (proof: Input<typeof FactorDrop>) => post<unknown>("/me/factor/remove", proof),
  resetsSeen: () => post<unknown>("/me/resets/seen", {}),
  ownSessions: () => get<Items<SessionSeen>>("/me/sessions"),
  endOwnSession: (id: string) => remove(`/me/sessions/${id}`),
  endOtherSessions: () => post<{ ended: number }>("/me/sessions/end-others", {}),
});
