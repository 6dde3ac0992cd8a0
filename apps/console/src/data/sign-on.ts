import { useMutation } from "@tanstack/react-query";
import { api } from "./api.ts";

/** The page the city's own sign-on server sends the browser back to. */
export const signOnPath = "/sign-on";
/** Where a sign-on was begun that the field app began. */
const fromPlace = "chengyun.sign-on-from";

/** Loaded anew: whatever was asked before was nobody's, and the address carries a code. */
const goBack = (): void => {
  const from = sessionStorage.getItem(fromPlace) === "/field" ? "/field" : "/";
  sessionStorage.removeItem(fromPlace);
  location.replace(from);
};

export const useBeginSignOn = () =>
  useMutation({
    mutationFn: async () => {
      sessionStorage.removeItem(fromPlace);
      location.assign((await api.beginSignOn()).url);
    },
  });

/** Signs in with what the browser came back with. */
export const useEndSignOn = () => useMutation({ mutationFn: api.endSignOn, onSuccess: goBack });

/** The code of one's own second factor, where that server vouched for none. */
export const useSignOnCode = () => useMutation({ mutationFn: api.giveSignOnCode, onSuccess: goBack });
