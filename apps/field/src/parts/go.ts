import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";

/** Goes to an address of the app. */
export const useGo = (): ((path: string, more?: { replace?: boolean; task?: string }) => void) => {
  const navigate = useNavigate();
  return (path, { replace = false, task } = {}) =>
    void navigate({ to: path, replace, search: (task === undefined ? {} : { task }) as never });
};

/** The task an address points at. */
export const useAskedTask = (): string | undefined =>
  useRouterState({
    select: ({ location }) => (location.search as Readonly<Record<string, string | undefined>>)["task"],
  });

/** A named place of the address. */
export const useParam = (name: "id" | "move" | "writing"): string =>
  (useParams({ strict: false }) as Readonly<Record<string, string | undefined>>)[name] ?? "";
