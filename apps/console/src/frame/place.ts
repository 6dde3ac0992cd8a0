import { useRouterState } from "@tanstack/react-router";

/** The plural in the address of a kind of matters: `/matters/<plural>/…`. */
export const usePlural = (): string =>
  useRouterState({ select: (state) => state.location.pathname }).split("/")[2] ?? "";
