import { api } from "./api.ts";
import { currentPlace, followPlace } from "./place.ts";
import { changeState, currentState } from "./state.ts";

let unfollow: (() => void) | undefined;

const follow = (isOnDuty: boolean): void => {
  if (isOnDuty) unfollow ??= followPlace();
  else {
    unfollow?.();
    unfollow = undefined;
  }
};

const tell = async (): Promise<void> => {
  const { here } = currentPlace();
  if (here === undefined) return;
  const duty = await api.tellPresence({ position: [...here.position], accuracyM: here.accuracyM });
  changeState({ duty });
};

/** Begins duty: from now on the phone tells where it is, as long as the app is open. */
export const goOnDuty = async (): Promise<void> => {
  await tell();
  follow(currentState().duty?.onDuty === true);
};

/** Ends duty; the server forgets the place. */
export const goOffDuty = async (): Promise<void> => {
  follow(false);
  await api.endPresence();
  changeState({ duty: { onDuty: false } });
};

/** Asks whether one is on duty, and if so tells where one is now. */
export const keepDuty = async (): Promise<void> => {
  const duty = await api.presence();
  changeState({ duty });
  follow(duty.onDuty);
  if (duty.onDuty) await tell();
};
