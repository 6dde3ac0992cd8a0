import { apiPath } from "@chengyun/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

export const useAccessReviews = () => useQuery({ queryKey: ["access-reviews"], queryFn: api.accessReviews });

export const useAccessReview = (id: string) =>
  useQuery({ queryKey: ["access-review", id], queryFn: () => api.accessReview(id) });

const changed = ["access-review", "access-reviews", "accounts", "account-requests"];

/** Keeps or takes away one post of one account. */
export const useDecideReview = (id: string) =>
  useMutation({
    mutationFn: (decision: Parameters<typeof api.decideReview>[1]) => api.decideReview(id, decision),
    onSuccess: () =>
      queryClient.invalidateQueries({ predicate: ({ queryKey }) => changed.includes(String(queryKey[0])) }),
  });

/** Address of a review as a file. */
export const reviewFile = (id: string, format: "csv" | "xlsx", language: string): string =>
  `${apiPath}/access-reviews/${id}/export.${format}?language=${language}`;
