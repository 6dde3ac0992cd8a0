import type {
  Factor,
  FactorBegun,
  FactorDrop,
  FactorMade,
  Me,
  OwnerProof,
  Passkey,
  PasskeyIn,
  PasskeyMade,
  PasskeyOptions,
  Passkeys,
  PasskeyUsed,
  SessionSeen,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Input, Items, Output } from "../shape.ts";

/** Calls about one's own way in: second factor and sessions. */
export const ownCalls = ({ get, post, remove }: Caller) => ({
  factor: () => get<Factor>("/me/factor"),
  beginFactor: (proof: { password?: string }) => post<Output<typeof FactorBegun>>("/me/factor", proof),
  confirmFactor: (code: string) => post<Output<typeof FactorMade>>("/me/factor/confirm", { code }),
  removeFactor: (proof: Input<typeof FactorDrop>) => post<unknown>("/me/factor/remove", proof),
  passkeys: () => get<Output<typeof Passkeys>>("/me/passkeys"),
  beginPasskey: (wish: Input<typeof PasskeyIn>) => post<Output<typeof PasskeyOptions>>("/me/passkeys/begin", wish),
  endPasskey: (made: Input<typeof PasskeyMade>) => post<Passkey>("/me/passkeys", made),
  removePasskey: (id: string, proof: Input<typeof OwnerProof>) => post<unknown>(`/me/passkeys/${id}/remove`, proof),
  beginPasskeyEntry: () => post<Output<typeof PasskeyOptions>>("/session/passkey/begin", {}),
  endPasskeyEntry: (used: Input<typeof PasskeyUsed>) => post<Me>("/session/passkey", used),
  resetsSeen: () => post<unknown>("/me/resets/seen", {}),
  ownSessions: () => get<Items<SessionSeen>>("/me/sessions"),
  endOwnSession: (id: string) => remove(`/me/sessions/${id}`),
  endOtherSessions: () => post<{ ended: number }>("/me/sessions/end-others", {}),
});
