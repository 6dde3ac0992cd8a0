const pages: Readonly<Record<string, (id: string) => string>> = {
  case: (id) => `/cases/${id}`,
  incident: (id) => `/incidents/${id}`,
  thing: (id) => `/things/${id}`,
  person: (id) => `/persons/${id}`,
};

/** Where a subject is shown; undefined when no page shows it by itself. */
export const subjectAddress = ({
  kind,
  id,
}: {
  readonly kind: string;
  readonly id: string;
}): { readonly path: string; readonly asked?: Readonly<Record<string, string>> } | undefined => {
  if (kind === "alarm") return { path: "/", asked: { select: `alarm:${id}` } };
  if (kind === "report") return { path: "/desk" };
  if (kind === "delivery") return { path: "/system/undelivered" };
  const path = pages[kind]?.(id);
  return path === undefined ? undefined : { path };
};
