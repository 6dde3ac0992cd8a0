import { ProblemError } from "@chengyun/client";
import type { City } from "@chengyun/contracts";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient, toSentence } from "./api.ts";
import { enter } from "./session.ts";

/** Comes with the first passkey: most people at the door don't need it. */
const library = () => import("@simplewebauthn/browser");

/** Whether passkeys work in this browser at this address. */
export const hasPasskeys = ({ ways }: Pick<City, "ways">): boolean =>
  ways.passkeyHost === location.hostname && typeof PublicKeyCredential === "function";

/** What a failure with a passkey is called: the server's sentence, or the browser's refusal in our words. */
export const toPasskeySentence = (
  fault: unknown,
  words: { readonly cancelled: string; readonly known: string },
): string => {
  if (fault instanceof ProblemError) return toSentence(fault);
  const names = [fault, fault instanceof Error ? fault.cause : undefined].map((each) =>
    each instanceof Error ? each.name : "",
  );
  return names.includes("InvalidStateError") ? words.known : words.cancelled;
};

/** What shows that it is the owner; which of the two is asked, the server says. */
export interface Proof {
  readonly password?: string;
  readonly code?: string;
}

const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ["own-passkeys"] }),
    queryClient.invalidateQueries({ queryKey: ["me"] }),
  ]);

export const usePasskeys = () => useQuery({ queryKey: ["own-passkeys"], queryFn: api.passkeys });

const make = async (wish: Proof & { readonly name: string }): Promise<void> => {
  const options = await api.beginPasskey(wish);
  const { startRegistration } = await library();
  const made = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  const { id, rawId, response } = made;
  const { clientDataJSON, attestationObject, transports = [] } = response;
  await api.endPasskey({
    id,
    rawId,
    type: "public-key",
    response: { clientDataJSON, attestationObject, transports },
  });
};

export const useAddPasskey = () => useMutation({ mutationFn: make, onSuccess: refresh });

export const useRemovePasskey = () =>
  useMutation({
    mutationFn: ({ id, ...proof }: Proof & { readonly id: string }) => api.removePasskey(id, proof),
    onSuccess: refresh,
  });

const use = async () => {
  const options = await api.beginPasskeyEntry();
  const { startAuthentication } = await library();
  const used = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
  const { id, rawId, response } = used;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return api.endPasskeyEntry({
    id,
    rawId,
    type: "public-key",
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) },
  });
};

export const usePasskeySignIn = () => useMutation({ mutationFn: use, onSuccess: enter });
