import { useMutation, useQuery } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { api, queryClient } from "./api.ts";

export const useDepartments = () =>
  useQuery({ queryKey: ["departments"], queryFn: api.departments, staleTime: 600_000 });

/** People of the department whose post one acts in. */
export const useColleagues = (department: string | undefined) =>
  useQuery({
    queryKey: ["colleagues", department],
    queryFn: () => api.colleagues(department ?? ""),
    enabled: department !== undefined,
  });

export const usePosts = () => useQuery({ queryKey: ["posts"], queryFn: api.posts, staleTime: 600_000 });

export const useAccounts = () =>
  useQuery({ queryKey: ["accounts"], queryFn: () => allPages((after) => api.accounts({ after, limit: 500 })) });

/** What changes with an account: the accounts, and what is asked about administrators'. */
const askAgain = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey }) => ["accounts", "account-requests"].includes(String(queryKey[0])),
  });

export const useAddAccount = () => useMutation({ mutationFn: api.addAccount, onSuccess: askAgain });

/** What waits and what was decided about administrators' accounts. */
export const useAccountRequests = () => useQuery({ queryKey: ["account-requests"], queryFn: api.accountRequests });

/** Asks for a change of an administrator's account. */
export const useAskAccount = () =>
  useMutation({
    mutationFn: ({ id, ...asked }: { readonly id: string } & Parameters<typeof api.askAccount>[1]) =>
      api.askAccount(id, asked),
    onSuccess: askAgain,
  });

/** The approved new password, once. */
export const useFetchPassword = () => useMutation({ mutationFn: api.fetchPassword, onSuccess: askAgain });

/** Gives an account other posts. */
export const useSetPosts = () =>
  useMutation({
    mutationFn: ({ id, version, posts }: { readonly id: string; readonly version: number; readonly posts: string[] }) =>
      api.move({ plural: "accounts", id }, "edit", { version, facts: { posts } }),
    onSuccess: askAgain,
  });

export const useResetPassword = () => useMutation({ mutationFn: api.resetPassword });

export const useKeys = () => useQuery({ queryKey: ["keys"], queryFn: api.keys });

export const useAddKey = () =>
  useMutation({ mutationFn: api.addKey, onSuccess: () => queryClient.invalidateQueries({ queryKey: ["keys"] }) });

/** Why somebody with an account, or a key, can do something; asked once a permission was chosen. */
export const useAccess = (
  of: { readonly account: string } | { readonly key: string },
  asked: { readonly permission: string | undefined; readonly subject: string | undefined },
) =>
  useQuery({
    queryKey: ["access", of, asked],
    queryFn: () => {
      const query = {
        permission: asked.permission ?? "",
        ...(asked.subject === undefined ? {} : { subject: asked.subject }),
      };
      return "account" in of ? api.explainAccount(of.account, query) : api.explainKey(of.key, query);
    },
    enabled: asked.permission !== undefined,
    retry: false,
  });

/** Who took a wider reach in an emergency, for whoever signs it off or ends it. */
export const useWiderReaches = () => useQuery({ queryKey: ["wider-reaches"], queryFn: api.widerReaches });

/** What oneself could take. */
export const useWiderChoices = () => useQuery({ queryKey: ["wider-choices"], queryFn: api.widerChoices });

/** Takes a wider reach: what is seen and may be done is another from now on. */
export const useTakeWider = () =>
  useMutation({ mutationFn: api.takeWider, onSuccess: () => queryClient.invalidateQueries() });
