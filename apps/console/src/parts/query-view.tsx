import { Fault, Loading } from "@chengyun/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { requestIdOf, toSentence } from "../data/api.ts";
import { useText } from "../strings/text.ts";

interface QueryViewProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, "data" | "error" | "refetch">;
  readonly children: (data: Data) => ReactNode;
  /** Lines the skeleton keeps free. */
  readonly rows?: number;
  /** What still works when this failed. */
  readonly still?: string;
}

/** An answer of the server in its three states: still coming, failed, there. What is there stays when asking again fails. */
export const QueryView = <Data,>({ query, children, rows = 4, still }: QueryViewProps<Data>) => {
  const t = useText();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null)
    return (
      <Fault
        sentence={toSentence(query.error)}
        still={still ?? t.errors.still}
        requestId={requestIdOf(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  return <Loading rows={rows} />;
};
