import type { PasskeyMade, PasskeyUsed } from "@chengyun/contracts";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type VerifiedRegistrationResponse,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { z } from "zod";
import type { PasskeyHome } from "../../../platform/public-address.ts";
import type { PasskeyRow } from "./store.ts";

/** Ed25519, ES256 and RS256: what every authenticator can. */
const algorithms = [-8, -7, -257];

const bytesOf = (text: string, encoding: "base64url" | "hex"): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, encoding));

/** Account as an authenticator knows it: its id, which says nothing of anybody. */
const handleOf = (accountId: string): Uint8Array<ArrayBuffer> => bytesOf(accountId.replaceAll("-", ""), "hex");

/** What a browser is asked to make a passkey of. */
export const describeMaking = (
  home: PasskeyHome,
  making: { city: string; accountId: string; login: string; challenge: string; known: readonly PasskeyRow[] },
) =>
  generateRegistrationOptions({
    rpName: making.city,
    rpID: home.host,
    userName: making.login,
    userID: handleOf(making.accountId),
    challenge: bytesOf(making.challenge, "base64url"),
    attestationType: "none",
    excludeCredentials: making.known.map(({ credential, transports }) => ({
      id: credential,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });

/** What a browser is asked to sign in with: any passkey it holds for this city. */
export const describeUsing = (home: PasskeyHome, challenge: string) =>
  generateAuthenticationOptions({
    rpID: home.host,
    challenge: bytesOf(challenge, "base64url"),
    userVerification: "required",
  });

/** Runs a check of the library, which throws at whatever is not as it should be, garbage included. */
const checking = async <Answer extends { verified: boolean }>(
  check: () => Promise<Answer>,
): Promise<Answer | { readonly verified: false; readonly fault: string }> => {
  try {
    return await check();
  } catch (error) {
    return { verified: false, fault: error instanceof Error ? error.message : "" };
  }
};

type Made = Extract<VerifiedRegistrationResponse, { verified: true }>["registrationInfo"];

/** A passkey that was made as it was asked for, or what is wrong with it. */
export const checkMade = async (
  home: PasskeyHome,
  challenge: string,
  response: z.output<typeof PasskeyMade>,
): Promise<Made | { readonly fault: string }> => {
  const found = await checking(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: home.origin,
      expectedRPID: home.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (found.verified) return found.registrationInfo;
  return { fault: "fault" in found ? found.fault : "not verified" };
};

/** The counter of a passkey that was used as it was asked for, or what is wrong with it. */
export const checkUsed = async (
  home: PasskeyHome,
  { challenge, passkey }: { challenge: string; passkey: PasskeyRow },
  response: z.output<typeof PasskeyUsed>,
): Promise<{ readonly counter: number } | { readonly fault: string }> => {
  const { userHandle, ...signed } = response.response;
  const handle = Buffer.from(handleOf(passkey.accountId)).toString("base64url");
  if (userHandle !== undefined && userHandle !== handle) return { fault: "another account's handle" };
  const found = await checking(() =>
    verifyAuthenticationResponse({
      response: { ...response, response: signed },
      expectedChallenge: challenge,
      expectedOrigin: home.origin,
      expectedRPID: home.host,
      requireUserVerification: true,
      // The counter is compared where it is kept, after the signature: who signs wrongly puts nobody's key in doubt.
      credential: { id: passkey.credential, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    }),
  );
  if ("authenticationInfo" in found && found.verified) return { counter: found.authenticationInfo.newCounter };
  return { fault: "fault" in found ? found.fault : "not verified" };
};
