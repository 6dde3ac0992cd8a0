import type { FlowShape, MoveOffer } from "@chengyun/contracts";
import { queryOptions, useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";
import { toLiveKeys } from "./live-keys.ts";

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: api.flows,
  staleTime: Number.POSITIVE_INFINITY,
});

export const useFlows = () => useQuery(flowsQuery);

/** The flow of a kind of subject, once known. */
export const useFlow = (kind: string): FlowShape | undefined =>
  useFlows().data?.items.find((flow) => flow.kind === kind);

/** A subject of a flow: `plural` is where its moves are. */
export interface FlowSubject {
  readonly kind: string;
  readonly plural: string;
  readonly id: string;
  readonly version: number;
}

export const useMoves = (subject: Pick<FlowSubject, "plural" | "id" | "version">) =>
  useQuery({
    queryKey: ["moves", subject.plural, subject.id, subject.version],
    queryFn: () => api.moves(subject.plural, subject.id),
  });

/** The same of several subjects at once, in their order; nothing yet for those not answered. */
export const useMovesOfEach = (
  subjects: readonly Pick<FlowSubject, "plural" | "id" | "version">[],
): readonly (readonly MoveOffer[] | undefined)[] =>
  useQueries({
    queries: subjects.map(({ plural, id, version }) => ({
      queryKey: ["moves", plural, id, version],
      queryFn: () => api.moves(plural, id),
    })),
    combine: (answers) => answers.map(({ data }) => data?.items),
  });

/** Why each move can or can't be made, asked when somebody wants to know. */
export const useExplained = (subject: Pick<FlowSubject, "plural" | "id" | "version">, wanted: boolean) =>
  useQuery({
    queryKey: ["moves", subject.plural, subject.id, subject.version, "all"],
    queryFn: () => api.explainMoves(subject.plural, subject.id),
    enabled: wanted,
  });

/** Makes a move; whatever comes of it, the subject is asked for again: it was made, or somebody was faster. */
export const useMove = (subject: FlowSubject) =>
  useMutation({
    mutationFn: ({
      move,
      facts,
      form,
    }: {
      readonly move: string;
      readonly facts: Readonly<Record<string, unknown>>;
      readonly form?: { readonly id: string; readonly version: number } | undefined;
    }) =>
      api.move(subject, move, {
        version: subject.version,
        facts,
        ...(form === undefined ? {} : { form: form.id, formVersion: form.version }),
      }),
    onSettled: () => {
      const changed = toLiveKeys(subject).map(([noun]) => noun);
      const nouns = [subject.kind, subject.plural, "matter", "matters", "timeline", "moves", ...changed];
      return queryClient.invalidateQueries({ predicate: ({ queryKey }) => nouns.includes(String(queryKey[0])) });
    },
  });
