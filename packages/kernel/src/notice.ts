import type { Label, Language } from "./label.ts";
import type { Limit } from "./limit.ts";
import type { Permission } from "./permission.ts";
import { toWall } from "./zone.ts";

/** What fills a place of a notice's text: words, words in both languages, a moment, or a figure. */
export type NoticeValue = string | Label | Date | number;

/** What kinds of values a place can take. */
export const placeKinds = ["text", "label", "time", "number"] as const;

/** One kind of value of a place. */
export type PlaceKind = (typeof placeKinds)[number];

/** One place of a notice's text: what it holds, what it is called, and an example for previews. */
export interface NoticePlace {
  readonly kind: PlaceKind;
  readonly name: Label;
  readonly sample: NoticeValue;
}

/** Persons a module names for an entry: whose task it is, who reported, who watches the subject. */
export const namedRecipients = ["doer", "reporter", "watchers"] as const;

/** One way of naming persons by the subject. */
export type NamedRecipient = (typeof namedRecipients)[number];

/**
 * Who is told: the subject's departments, whoever's turn it is by its flow, everyone holding a permission in its area,
 * everyone in a post of the profile, or persons the subject names.
 */
export type Audience =
  | "departments"
  | "turn"
  | { readonly permission: Permission }
  | { readonly post: string }
  | { readonly named: NamedRecipient };

/** Channels that lead to one person, beside the screen. */
export const personalChannels = ["email", "sms"] as const;

/** One way to reach a person away from the screen. */
export type PersonalChannel = (typeof personalChannels)[number];

/** One step of an escalation: when nobody acknowledged for so long, these are told, once. */
export interface Escalation {
  readonly after: Limit;
  readonly to: Exclude<Audience, "turn" | { readonly named: NamedRecipient }>;
}

/** The words of a notice: the short form for lists, SMS and subjects, the long one for mail; each in both languages. */
export interface NoticeText {
  readonly short: Label;
  readonly long?: Label | undefined;
}

/** What is told: a template in both languages with `{name}` places, and the entry that causes it. */
export interface NoticeType {
  readonly id: string;
  /** Journal entry type that causes the notice, e.g. `case.dispatched`. */
  readonly on: string;
  /** What it is called in settings, e.g. 案卷超期; its short form when absent. */
  readonly name?: Label;
  /** Short form. */
  readonly text: Label;
  readonly long?: Label;
  /** The places its texts may use. */
  readonly places?: Readonly<Record<string, NoticePlace>>;
  readonly to: Audience | readonly Audience[];
  /** Sent there too to whoever has chosen nothing else; the screen always shows it. */
  readonly channels?: readonly PersonalChannel[];
  /** Breaks through quiet hours. */
  readonly urgent?: true;
  /** What quiet hours held back comes as one digest, or (`each`) one by one. */
  readonly afterQuiet?: "digest" | "each";
  /** Stays on the screen: about telling itself, so that a broken channel does not speak of itself for ever. */
  readonly screenOnly?: true;
  /** No entry causes it: the platform says it in the place of others (a digest, an escalation). */
  readonly inner?: true;
  /** Somebody has to acknowledge it; when nobody does, these are told in turn. */
  readonly escalates?: readonly Escalation[];
}

/** Declares a notice. */
export const defineNotice = <const N extends NoticeType>(notice: N): N => notice;

const placePattern = /\{([a-zA-Z][a-zA-Z0-9-]*)\}/g;

/** Fills the `{name}` places of a text; an unknown place stays visible, so that a mistake is seen. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(
    placePattern,
    (place, name: string) => (Object.hasOwn(values, name) ? values[name] : undefined) ?? place,
  );

/** Names of the places a text uses, each once. */
export const listPlaces = (text: string): string[] => [
  ...new Set([...text.matchAll(placePattern)].flatMap(([, name]) => name ?? [])),
];

/** A value as a text shows it: a moment on the city's wall clock to the minute. */
export const placeText = (value: NoticeValue, language: Language, zone: string): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (!(value instanceof Date)) return value[language];
  return Number.isNaN(value.getTime())
    ? ""
    : new Date(toWall(zone, value.getTime())).toISOString().slice(0, 16).replace("T", " ");
};

/** Fills a text in each language with typed values. */
export const fillLabel = (text: Label, values: Readonly<Record<string, NoticeValue>>, zone: string): Label => {
  const inLanguage = (language: Language): string =>
    fillText(
      text[language],
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, placeText(value, language, zone)])),
    );
  return { zh: inLanguage("zh"), en: inLanguage("en") };
};

/** A fault of a template: where it is (`short.zh`), what kind, and the place meant. */
export interface TemplateFault {
  readonly path: string;
  readonly code: "unknown-place" | "empty" | "too-long";
  readonly place?: string;
}

const longestShort = 200;
const longestLong = 4_000;

const faultsOf = (path: string, text: string, known: ReadonlySet<string>, longest: number): TemplateFault[] => [
  ...(text.trim() === "" ? [{ path, code: "empty" } as const] : []),
  ...(text.length > longest ? [{ path, code: "too-long" } as const] : []),
  ...listPlaces(text)
    .filter((place) => !known.has(place))
    .map((place) => ({ path, code: "unknown-place", place }) as const),
];

/** What is wrong with the words of a notice: a place it does not have, nothing said, too much said. */
export const checkTemplate = (notice: Pick<NoticeType, "places">, { short, long }: NoticeText): TemplateFault[] => {
  const known = new Set(Object.keys(notice.places ?? {}));
  const languages = ["zh", "en"] as const;
  return languages.flatMap((language) => [
    ...faultsOf(`short.${language}`, short[language], known, longestShort),
    ...(long === undefined ? [] : faultsOf(`long.${language}`, long[language], known, longestLong)),
  ]);
};

/** Everyone a notice is declared for. */
export const audiencesOf = ({ to }: Pick<NoticeType, "to">): readonly Audience[] =>
  typeof to === "string" || !Array.isArray(to) ? [to as Audience] : (to as readonly Audience[]);

/** The words a notice is declared with. */
export const declaredText = ({ text, long }: Pick<NoticeType, "text" | "long">): NoticeText =>
  long === undefined ? { short: text } : { short: text, long };

/** Faults of a declared notice, in words its author can act on. */
export const checkNotice = (notice: NoticeType): string[] => {
  const permissions = audiencesOf(notice).filter((to) => typeof to === "object" && "permission" in to);
  return [
    ...checkTemplate(notice, declaredText(notice)).map(
      ({ path, code, place }) => `${notice.id}, ${path}: ${code}${place === undefined ? "" : ` {${place}}`}`,
    ),
    ...(permissions.length > 1 ? [`${notice.id}: tells by more than one permission; make two notices`] : []),
    ...(notice.escalates ?? [])
      .filter(({ after }) => !(after.amount > 0))
      .map(() => `${notice.id}: escalates after no time at all`),
  ];
};

/** Hours in which nothing that can wait is sent, in minutes of the city's wall clock; over midnight when `to` is the smaller. */
export interface QuietHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const minuteMs = 60_000;
const dayMinutes = 1_440;

/** When the quiet hours that hold at a moment end; undefined outside them. */
export const quietUntil = ({ fromMinute, toMinute }: QuietHours, at: number, zone: string): number | undefined => {
  const wall = toWall(zone, at);
  const minute = Math.floor(wall / minuteMs) % dayMinutes;
  const isQuiet =
    fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
  if (!isQuiet) return undefined;
  const left = (toMinute - minute + dayMinutes) % dayMinutes;
  return at + left * minuteMs - (wall % minuteMs);
};
