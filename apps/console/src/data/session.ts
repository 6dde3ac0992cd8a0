import { ProblemError } from "@chengyun/client";
import type { Me } from "@chengyun/contracts";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";
import { restartLive } from "./live.ts";

const signedOut = (fault: unknown): null => {
  if (fault instanceof ProblemError && fault.problem.status === 401) return null;
  throw fault;
};

export const cityQuery = queryOptions({ queryKey: ["city"], queryFn: api.city, staleTime: Number.POSITIVE_INFINITY });
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => api.me().catch(signedOut),
  staleTime: Number.POSITIVE_INFINITY,
});

export const useCity = () => useQuery(cityQuery);

/** A wider reach runs out or is taken away without anything its holder would hear of. */
const widerMs = 30_000;

/** Who is signed in; null when nobody is. */
export const useMe = () =>
  useQuery({ ...meQuery, refetchInterval: ({ state }) => (state.data?.wider === undefined ? false : widerMs) });

/** Another person or post sees other things: everything but the city is asked again. */
export const enter = (me: Me | null): void => {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "city" && queryKey[0] !== "me" });
  queryClient.setQueryData(["me"], me);
  if (me !== null) restartLive();
};

/** The password was right; a second factor is asked besides. */
export const isCodeAsked = (fault: unknown): boolean =>
  fault instanceof ProblemError && fault.problem.code === "session.code-needed";

export const useSignIn = () => useMutation({ mutationFn: api.signIn, onSuccess: enter });

export const useDemoSignIn = () => useMutation({ mutationFn: api.signInDemo, onSuccess: enter });

/** Whoever signed on at the city's own server is led there to be signed out, where the city wants that. */
const signOut = async (): Promise<void> => {
  const me = queryClient.getQueryData<Me | null>(["me"]);
  if (me?.way !== "sign-on") return api.signOut();
  const { url } = await api.signOutThere();
  if (url !== undefined) location.assign(url);
};

export const useSignOut = () => useMutation({ mutationFn: signOut, onSuccess: () => enter(null) });

export const useChoosePost = () => useMutation({ mutationFn: api.choosePost, onSuccess: enter });

export const useChangePassword = () =>
  useMutation({
    mutationFn: api.changePassword,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["me"] }),
  });

/** What was reset of the own way in was seen. */
export const useResetsSeen = () =>
  useMutation({
    mutationFn: api.resetsSeen,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["me"] }),
  });

/** Whether the person may, in the post they sit in. */
export const useMay = (): ((permission: string | undefined) => boolean) => {
  const { data: me } = useMe();
  return (permission) => permission === undefined || me?.permissions.includes(permission) === true;
};
