import { isAdministratorRole, roleIds } from "@chengyun/kernel";
import { z } from "zod";
import { Box, Text } from "./shape.ts";

const Kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

/** One piece of a human number, e.g. six digits of the area code. */
const CodePart = z.object({ of: z.enum(["area", "date", "class", "serial"]), digits: z.number().int().min(1).max(12) });
const CodeLayout = z.array(CodePart).min(1);

/** Where the city's areas come from: the built-in quarter, a GeoJSON file beside the data, the extent alone, or imports. */
const AreaSource = z.discriminatedUnion("from", [
  z.object({ from: z.literal("demo-city"), seed: z.number().int() }),
  z.object({
    from: z.literal("geojson"),
    /** Below the data folder; `.gz` is unpacked. When the file is absent the extent alone is drawn. */
    file: z.string().min(1),
    /** Reference system of the file; GCJ-02 is converted to WGS-84. */
    system: z.enum(["wgs-84", "gcj-02"]),
    level: z.number().int().min(1).max(5),
    /** Properties that hold an area's code and name; features without a name are outlines only. */
    codeProperty: z.string(),
    nameProperty: z.string(),
    /** English names by code, where the file has none. */
    english: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ from: z.literal("extent") }),
  /** None until some are imported. */
  z.object({ from: z.literal("import") }),
]);

/** A department as the profile declares it: which duties it has follows from `duties`. */
export const ProfileDepartment = z.object({ code: Kebab, name: Text });
export type ProfileDepartment = z.infer<typeof ProfileDepartment>;

/** A team of a department; its code is the city's own word. */
export const ProfileQueue = z.object({ code: z.string().min(1).max(100), name: Text, department: Kebab });
export type ProfileQueue = z.infer<typeof ProfileQueue>;

/** Which department a duty falls to, in an area (a path as `area.ts` writes them; empty: everywhere). */
export const ProfileDuty = z.object({ duty: Kebab, department: Kebab, area: z.string().default("") });
export type ProfileDuty = z.infer<typeof ProfileDuty>;

/** A post of the first start and who sits in it; `entry` makes it a one-click entry of a demo city. */
export const ProfilePost = z.object({
  id: Kebab,
  name: Text,
  role: z.enum(roleIds),
  department: Kebab,
  area: z.string().default(""),
  person: z.object({ login: z.string().regex(/^[a-z][a-z0-9._-]{1,49}$/), name: z.string().min(1) }),
  entry: z.boolean().default(false),
});
export type ProfilePost = z.infer<typeof ProfilePost>;

/** So many calls a second in the long run, and so many at once before that counts. */
const CallLimit = z.object({ perSecond: z.number().positive().max(100_000), atOnce: z.number().int().min(1).max(1e6) });

/** Signing on at the city's own sign-on server (OpenID Connect); which server it is, the environment says. */
export const ProfileSignOn = z.object({
  /** What people call it; its button is named so. */
  name: Text,
  /** Roles whose posts are acted in so. Never an administrator's: whoever runs that server would be all three. */
  roles: z.array(z.enum(roleIds)).min(1),
  /**
   * By which claim somebody whom a security administrator invited is known the first time; where absent, each account is
   * connected by its number there.
   */
  invite: z.enum(["email", "preferred_username"]).optional(),
  /** Values of `amr` and `acr` that are taken for a second factor; with none of them our own is asked after it. */
  secondFactor: z
    .object({ amr: z.array(z.string().min(1)).default([]), acr: z.array(z.string().min(1)).default([]) })
    .optional(),
  /** Whoever signs out here signs out there. */
  endThere: z.boolean().default(false),
});
export type ProfileSignOn = z.infer<typeof ProfileSignOn>;

/** What one city is: who, where, when, in which words and codes; `deploy/cities/<id>/profile.json`. */
export const Profile = z.object({
  id: Kebab,
  name: Text,
  /** Host name in the journal's origin; never changed once a checkpoint was signed. */
  host: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  /** IANA zone. */
  zone: z.string().min(1),
  languages: z.array(z.enum(["zh", "en"])).min(1),
  /** Names of the five area levels, outermost first. */
  levels: z.array(Text).length(5),
  /**
   * Which table of holidays: `cn` is the State Council's with its make-up days; elsewhere a country and its state
   * (`us-ma`), whose public holidays the library holds.
   */
  calendar: z.union([z.literal("cn"), z.string().regex(/^[a-z]{2}(-[a-z0-9]{1,3})?$/)]),
  /** Working hours of a working day; those of GB/T 30428 practice when absent. */
  hours: z
    .array(z.tuple([z.string(), z.string()]))
    .min(1)
    .optional(),
  /** Six digits of the city in human numbers. */
  areaCode: z.string().regex(/^\d{6}$/),
  codes: z.object({ case: CodeLayout, part: CodeLayout, grid: CodeLayout }),
  /** How the city signs its warnings: its name as a sender (CAP 1.2 `sender`), and departments' numbers (GB/T 4657 and two digits of extension). */
  warnings: z
    .object({
      sender: z.string().regex(/^[^\s,<&]{3,100}$/),
      issuers: z.record(Kebab, z.string().regex(/^[0-9A-Z]{8}$/)).default({}),
    })
    .optional(),
  extent: Box,
  /** Demo entries and the simulator; only ever on a loopback host. */
  demo: z.boolean(),
  areas: AreaSource,
  departments: z.array(ProfileDepartment).min(1),
  duties: z.array(ProfileDuty),
  /** Teams within departments among which work is laid out, as the city names them. */
  queues: z.array(ProfileQueue).default([]),
  /** Channels of the city's own beside those of the platform, as imported cases name them. */
  channels: z.array(z.object({ code: Kebab, name: Text })).default([]),
  /** What categories are called that no pack and no dictionary has, as imported cases name them. */
  categories: z.array(z.object({ id: z.string().min(1).max(200), name: Text })).default([]),
  /** Department that takes what no duty maps. */
  dutyDesk: Kebab,
  posts: z.array(ProfilePost).min(1),
  /** How people come in: roles of which a second factor is asked besides the password, and another server that vouches. */
  signIn: z.object({ secondFactor: z.array(z.enum(roleIds)).default([]), signOn: ProfileSignOn.optional() }).optional(),
  /**
   * How much signed-in persons, keys and networks may ask, and how many people somebody may see in plain within an hour
   * before the auditor is told, and for how many hours a wider reach can be taken; the usual where nothing is said.
   */
  limits: z
    .object({
      person: CallLimit,
      key: CallLimit,
      address: CallLimit,
      looksPerHour: z.number().int().min(1),
      widerReachHours: z.number().int().min(1).max(72),
    })
    .partial()
    .optional(),
  /** How often it is reviewed who has which post; yearly where nothing is said. */
  reviews: z.object({ everyMonths: z.number().int().min(1).max(36) }).optional(),
  /** Where the base map's outlines come from, said to the reader. */
  sources: z.array(Text),
});
export type Profile = z.infer<typeof Profile>;

/** Department of a duty at an area: the narrowest area that names it; undefined when none does. */
export const findDutyDepartment = (profile: Profile, duty: string, area: string): string | undefined =>
  profile.duties
    .filter((mapping) => mapping.duty === duty && area.startsWith(mapping.area))
    .sort((one, other) => other.area.length - one.area.length)[0]?.department;

/** Duties of a department, in the profile's order, each once. */
export const listDuties = (profile: Profile, department: string): string[] => [
  ...new Set(profile.duties.filter((mapping) => mapping.department === department).map(({ duty }) => duty)),
];

/** Lists what a profile says that contradicts itself; empty when a city can start with it. */
export const checkProfile = (profile: Profile): string[] => {
  const departments = new Set(profile.departments.map(({ code }) => code));
  const faults = [
    ...profile.duties.map(({ department }) => department),
    ...profile.queues.map(({ department }) => department),
    ...profile.posts.map((post) => post.department),
  ]
    .concat(profile.dutyDesk)
    .filter((code) => !departments.has(code))
    .map((code) => `no department "${code}"`);
  const logins = profile.posts.map(({ person }) => person.login);
  if (new Set(profile.posts.map(({ id }) => id)).size < profile.posts.length) faults.push("two posts share an id");
  if (!profile.posts.some(({ role }) => role === "administrator")) faults.push("no post is an administrator's");
  if (new Set(logins).size < logins.length) faults.push("two persons share a login");
  if (!profile.demo && profile.posts.some(({ entry }) => entry)) faults.push("one-click entries outside a demo city");
  if (profile.signIn?.signOn?.roles.some(isAdministratorRole) === true)
    faults.push("an administrator can't sign on by another server");
  if (new Set(profile.categories.map(({ id }) => id)).size < profile.categories.length)
    faults.push("a category is named twice");
  const length = (layout: Profile["codes"]["case"]) => layout.reduce((sum, { digits }) => sum + digits, 0);
  if (length(profile.codes.case) > 32) faults.push("a case number is longer than 32 digits");
  return [...new Set(faults)];
};
