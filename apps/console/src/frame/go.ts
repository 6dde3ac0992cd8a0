import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";

/** What the address asks for, by name; only texts. */
export type Asked = Readonly<Record<string, string | undefined>>;

const toPlain = (asked: Asked): Record<string, string> =>
  Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** The question part of an address, as texts, readable: `select=case:0190…`. */
export const writeSearch = (asked: Record<string, unknown>): string => {
  const text = new URLSearchParams(toPlain(asked as Asked)).toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
};

/** Reads what `writeSearch` wrote. */
export const readSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

/** Goes to an address of the console. */
export const useGo = (): ((path: string, asked?: Asked) => void) => {
  const navigate = useNavigate();
  return useCallback((path, asked = {}) => void navigate({ to: path, search: toPlain(asked) as never }), [navigate]);
};

/** What the address asks for, and a way to change parts of it in place; `quietly` leaves nothing for the way back. */
export const useAsked = (): readonly [Asked, (change: Asked, quietly?: boolean) => void] => {
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  const asked: Asked = location.search;
  const path = location.pathname;
  const change = useCallback(
    (part: Asked, quietly = false) =>
      void navigate({ to: path, search: toPlain({ ...asked, ...part }) as never, replace: quietly }),
    [navigate, asked, path],
  );
  return [asked, change];
};

/** The id in the address of a page; of the page that is on its way out its own still, not the next address's last part. */
export const useId = (): string => useParams({ strict: false, select: ({ id = "" }: { id?: string }) => id });
