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

export const useAddAccount = () =>
  useMutation({
    mutationFn: api.addAccount,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["accounts"] }),
  });

export const useResetPassword = () => useMutation({ mutationFn: api.resetPassword });

export const useKeys = () => useQuery({ queryKey: ["keys"], queryFn: api.keys });

export const useAddKey = () =>
  useMutation({ mutationFn: api.addKey, onSuccess: () => queryClient.invalidateQueries({ queryKey: ["keys"] }) });
