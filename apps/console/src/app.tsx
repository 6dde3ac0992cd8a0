import { RouterProvider } from "@tanstack/react-router";
import type { Screen } from "./frame/screen.ts";
import { Providers } from "./providers.tsx";
import { makeRouter } from "./router.tsx";

/** Every screen: where it is, who may see it, what it is called, where its code is. */
export const screens: readonly Screen[] = [
  { path: "/", permission: "cases.read", label: "duty", rail: "duty", load: () => import("./screens/duty/duty.tsx") },
  {
    path: "/desk",
    permission: "reports.answer",
    label: "desk",
    rail: "desk",
    load: () => import("./screens/desk/desk.tsx"),
  },
  { path: "/map", permission: "things.read", label: "map", rail: "map", load: () => import("./screens/map/map.tsx") },
  {
    path: "/cases",
    permission: "cases.read",
    label: "cases",
    rail: "cases",
    load: () => import("./screens/cases/cases.tsx"),
  },
  { path: "/cases/$id", permission: "cases.read", label: "case", load: () => import("./screens/case/case.tsx") },
  {
    path: "/alarms",
    permission: "alarms.read",
    label: "alarms",
    rail: "alarms",
    load: () => import("./screens/alarms/alarms.tsx"),
  },
  {
    path: "/risk",
    permission: "risks.read",
    label: "risk",
    rail: "risk",
    load: () => import("./screens/risk/risk.tsx"),
  },
  {
    path: "/things",
    permission: "things.read",
    label: "things",
    rail: "things",
    load: () => import("./screens/things/things.tsx"),
  },
  { path: "/things/$id", permission: "things.read", label: "thing", load: () => import("./screens/thing/thing.tsx") },
  {
    path: "/persons",
    permission: "persons.read",
    label: "persons",
    rail: "persons",
    load: () => import("./screens/persons/persons.tsx"),
  },
  {
    path: "/persons/$id",
    permission: "persons.read",
    label: "person",
    load: () => import("./screens/person/person.tsx"),
  },
  {
    path: "/system/routing",
    permission: "routing.edit",
    label: "routing",
    rail: "system",
    load: () => import("./screens/routing/routing.tsx"),
  },
  { path: "/me/looks", label: "looks", load: () => import("./screens/my-looks/my-looks.tsx") },
  { path: "/me/security", label: "security", load: () => import("./screens/security/security.tsx") },
  { path: "/matters/$plural", label: "matters", load: () => import("./screens/matters/matters.tsx") },
  { path: "/matters/$plural/$id", label: "matter", load: () => import("./screens/matter/matter.tsx") },
  {
    path: "/forms",
    permission: "forms.design",
    label: "forms",
    rail: "forms",
    load: () => import("./screens/forms/forms.tsx"),
  },
  { path: "/forms/$id", permission: "forms.design", label: "form", load: () => import("./screens/form/form.tsx") },
  { path: "/facts", permission: "forms.design", label: "facts", load: () => import("./screens/facts/facts.tsx") },
  {
    path: "/dictionaries",
    permission: "dictionaries.read",
    label: "dictionaries",
    rail: "dictionaries",
    load: () => import("./screens/dictionaries/dictionaries.tsx"),
  },
  {
    path: "/dictionaries/import",
    permission: "dictionaries.edit",
    label: "dictionary-import",
    load: () => import("./screens/dictionary-import/dictionary-import.tsx"),
  },
  {
    path: "/dictionaries/bodies",
    permission: "dictionaries.read",
    label: "bodies",
    load: () => import("./screens/bodies/bodies.tsx"),
  },
  {
    path: "/dictionaries/$id",
    permission: "dictionaries.read",
    label: "dictionary",
    load: () => import("./screens/dictionary/dictionary.tsx"),
  },
  {
    path: "/import",
    permission: "imports.run",
    label: "import",
    rail: "import",
    load: () => import("./screens/imports/imports.tsx"),
  },
  {
    path: "/import/$id",
    permission: "imports.run",
    label: "import-one",
    load: () => import("./screens/import/import.tsx"),
  },
  {
    path: "/notices",
    permission: "notices.read",
    label: "notices",
    load: () => import("./screens/notices/notices.tsx"),
  },
  {
    path: "/system/health",
    permission: "health.read",
    label: "health",
    rail: "system",
    load: () => import("./screens/health/health.tsx"),
  },
  {
    path: "/system/backups",
    permission: "backups.read",
    label: "backups",
    rail: "system",
    load: () => import("./screens/backups/backups.tsx"),
  },
  {
    path: "/system/quarantine",
    permission: "quarantine.read",
    label: "quarantine",
    rail: "system",
    load: () => import("./screens/quarantine/quarantine.tsx"),
  },
  {
    path: "/system/journal",
    permission: "journal.read",
    label: "journal",
    rail: "system",
    load: () => import("./screens/journal/journal.tsx"),
  },
  {
    path: "/system/accounts",
    permission: "accounts.read",
    label: "accounts",
    rail: "system",
    load: () => import("./screens/accounts/accounts.tsx"),
  },
  {
    path: "/system/deputies",
    permission: "accounts.read",
    label: "deputies",
    rail: "system",
    load: () => import("./screens/deputies/deputies.tsx"),
  },
  {
    path: "/system/powers",
    permission: "accounts.read",
    label: "powers",
    rail: "system",
    load: () => import("./screens/powers/powers.tsx"),
  },
  {
    path: "/system/reviews",
    permission: "access.review",
    label: "reviews",
    rail: "system",
    load: () => import("./screens/reviews/reviews.tsx"),
  },
  {
    path: "/system/keys",
    permission: "keys.manage",
    label: "keys",
    rail: "system",
    load: () => import("./screens/keys/keys.tsx"),
  },
  {
    path: "/system/undelivered",
    permission: "deliveries.read",
    label: "undelivered",
    rail: "system",
    load: () => import("./screens/undelivered/undelivered.tsx"),
  },
  {
    path: "/system/channels",
    permission: "channels.manage",
    label: "channels",
    rail: "system",
    load: () => import("./screens/channels/channels.tsx"),
  },
  {
    path: "/system/templates",
    permission: "templates.manage",
    label: "templates",
    rail: "system",
    load: () => import("./screens/templates/templates.tsx"),
  },
];

const router = makeRouter(screens);

export const App = () => (
  <Providers>
    <RouterProvider router={router} />
  </Providers>
);
