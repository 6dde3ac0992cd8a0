import type { Page } from "@chengyun/client";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

/** The rows of all pages so far, and a way to ask for the next one. */
export const useEndless = <Row>(
  query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>,
): { readonly rows: readonly Row[]; readonly more: () => void } => {
  const { data, fetchNextPage, hasNextPage, isFetching } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetching]);
  return { rows, more };
};
