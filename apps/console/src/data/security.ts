import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ["own-factor"] }),
    queryClient.invalidateQueries({ queryKey: ["own-sessions"] }),
  ]);

export const useFactor = () => useQuery({ queryKey: ["own-factor"], queryFn: api.factor });

export const useBeginFactor = () => useMutation({ mutationFn: api.beginFactor });

/** In force; what the session may is asked again when the recovery codes were put away, see `useEnrolled`. */
export const useConfirmFactor = () => useMutation({ mutationFn: api.confirmFactor });

/** After setting up: the session may more than before, and the page of one's own shows it. */
export const useEnrolled = () => async (): Promise<void> => {
  await refresh();
  await queryClient.invalidateQueries({ queryKey: ["me"] });
};

export const useRemoveFactor = () =>
  useMutation({
    mutationFn: api.removeFactor,
    onSuccess: async () => {
      await refresh();
      await queryClient.invalidateQueries({ queryKey: ["me"] });
    },
  });

export const useOwnSessions = () => useQuery({ queryKey: ["own-sessions"], queryFn: api.ownSessions });

export const useEndOwnSession = () => useMutation({ mutationFn: api.endOwnSession, onSuccess: refresh });

export const useEndOtherSessions = () => useMutation({ mutationFn: api.endOtherSessions, onSuccess: refresh });
