import type { Input } from "@chengyun/client";
import type { Category, ReportIn, WaitingReport } from "@chengyun/contracts";
import { type FactValues, isBlank } from "@chengyun/kernel";
import { type FormDescription, judgeForm, type MapPosition, toSent } from "@chengyun/ui";

/** What the officer has typed of a call, until it is sent one of three ways. */
export interface Call {
  readonly phone: string;
  readonly name: string;
  /** Somebody, and nobody else, is known by this number: their name need not be asked again. */
  readonly isKnown: boolean;
  /** The caller agreed, when asked, to be told by SMS how it goes on. */
  readonly tellBySms: boolean;
  /** For everything they report. */
  readonly tellAll: boolean;
  readonly category: Category | undefined;
  /** Nobody's judgement but the officer's: never chosen for them. */
  readonly conditionId: string | undefined;
  readonly text: string;
  readonly address: string;
  readonly position: MapPosition | undefined;
  /** What stands there, when the place was found by it. */
  readonly thingId: string | undefined;
  readonly urgent: boolean;
  readonly photos: readonly string[];
  readonly department: string | undefined;
  readonly joins: string | undefined;
  readonly notSameAs: readonly string[];
  /** Reports that wait near by and are the same: taken up with this one. */
  readonly together: readonly string[];
  /** The citizen's report that is being taken up. */
  readonly waiting: WaitingReport | undefined;
  /** Sent twice by a bad line, it counts once. */
  readonly key: string;
  /** Answers to the form the category asks of whoever reports. */
  readonly answers: FactValues;
}

export const newCall = (): Call => ({
  phone: "",
  name: "",
  isKnown: false,
  tellBySms: false,
  tellAll: false,
  category: undefined,
  conditionId: undefined,
  text: "",
  address: "",
  position: undefined,
  thingId: undefined,
  urgent: false,
  photos: [],
  department: undefined,
  joins: undefined,
  notSameAs: [],
  together: [],
  waiting: undefined,
  answers: {},
  key: Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-"),
});

/** The form filled with what a citizen sent. */
export const callOf = (waiting: WaitingReport, category: Category | undefined): Call => ({
  ...newCall(),
  waiting,
  category,
  text: waiting.text,
  address: waiting.address ?? "",
  position: waiting.position,
  urgent: waiting.urgency === "urgent",
});

/** A citizen's report as it joins a case: nothing is asked that the case has, its category and its answers. */
export const joinedTo = (call: Call, caseId: string): Call => ({
  ...call,
  joins: caseId,
  category: undefined,
  conditionId: undefined,
  answers: {},
});

/** What a call says as it is sent; whoever sent photos and a picture alone wrote nothing. */
export const saidIn = ({ text, waiting }: Call): string => (text.trim() === "" && waiting !== undefined ? "–" : text);

const checkText = (call: Call): Missing[] => (saidIn(call).trim() === "" ? ["needText"] : []);

/** What still has to be said before the call can become a case. */
export type Missing = "needCategory" | "needCondition" | "needPlace" | "needText" | "needPerson" | "needAnswers";

/** Whether a number stands there that nobody, or more than one, is known by: then the caller has to be called something. */
export const needsName = ({ phone, waiting, isKnown }: Call): boolean =>
  waiting === undefined && !isKnown && phone.trim() !== "";

const checkPerson = (call: Call): Missing[] => (needsName(call) && call.name.trim() === "" ? ["needPerson"] : []);

const findCondition = ({ category, conditionId }: Call) => category?.conditions.find(({ id }) => id === conditionId);

/** Whether the category names filing conditions and none is chosen: then it can't be filed at once. */
export const lacksCondition = (call: Call): boolean =>
  (call.category?.conditions.length ?? 0) > 0 && findCondition(call) === undefined;

export const checkCall = (call: Call, { direct }: Pick<Sent, "direct">): Missing[] => [
  ...(call.category === undefined && call.joins === undefined ? (["needCategory"] as const) : []),
  ...(direct && lacksCondition(call) ? (["needCondition"] as const) : []),
  ...(call.position === undefined ? (["needPlace"] as const) : []),
  ...checkText(call),
  ...checkPerson(call),
];

export const checkQuestion = (call: Call): Missing[] => [...checkText(call), ...checkPerson(call)];

/** Where an answer can't be had any more nothing is asked: whoever wrote is gone, and a case that is open asked already. */
const mayBeBlank = ({ waiting, joins }: Call): boolean => waiting !== undefined || joins !== undefined;

/** What the form's answers are sent as; undefined while one of them is missing or wrong. */
export const answersOf = (
  call: Call,
  form: FormDescription | undefined,
  aheadMs: number,
): Pick<Input<typeof ReportIn>, "answers" | "form" | "formVersion"> | undefined => {
  if (form === undefined) return call.category?.form === undefined ? {} : undefined;
  if (mayBeBlank(call) && Object.values(call.answers).every(isBlank)) return {};
  const answers = toSent(form, call.answers, aheadMs);
  return judgeForm(form, answers).length === 0 ? { answers, form: form.id, formVersion: form.version } : undefined;
};

/** Whether somebody called who can be told the number: a citizen's own report has told them, an officer may write down what they saw. */
export const isFromCaller = ({ phone, name, waiting }: Call): boolean =>
  waiting === undefined && (phone.trim() !== "" || name.trim() !== "");

/** The caller as the vault takes them; a citizen's own report brings its writer with it. */
export const reporterOf = ({ phone, name, waiting, isKnown, tellBySms, tellAll }: Call) =>
  waiting !== undefined || (name.trim() === "" && !(isKnown && phone.trim() !== ""))
    ? {}
    : {
        reporter: {
          ...(name.trim() === "" ? {} : { name: name.trim() }),
          ...(phone.trim() === "" ? {} : { phone: phone.trim() }),
        },
        ...(tellBySms && phone.trim() !== "" ? { tell: ["sms" as const], tellAll } : {}),
      };

/** How a call is sent: filed and dispatched at once, and kept apart from the open cases near by. */
export interface Sent {
  readonly direct: boolean;
  readonly apart?: boolean;
}

const directOf = (call: Call) => ({
  filingCondition: findCondition(call)?.id ?? call.category?.name.zh ?? "",
  ...(call.department === undefined ? {} : { department: call.department }),
});

/** Whether all is said that a report has to say; what joins a case is of that one's category. */
const isWhole = (call: Call, direct: boolean): boolean =>
  (call.category !== undefined || (call.joins !== undefined && !direct)) && !(direct && lacksCondition(call));

/** The report a call becomes; what is near and was not chosen is asked about. */
export const toReport = (call: Call, { direct, apart = false }: Sent): Input<typeof ReportIn> | undefined => {
  const { category, position } = call;
  if (position === undefined || !isWhole(call, direct)) return undefined;
  return {
    ...(category === undefined ? {} : { category: category.id }),
    position: [position[0], position[1]],
    text: saidIn(call),
    photos: [...call.photos],
    urgency: call.urgent || direct ? "urgent" : "ordinary",
    near: apart ? "apart" : "ask",
    notSameAs: [...call.notSameAs],
    together: [...call.together],
    key: call.key,
    ...reporterOf(call),
    ...(call.address.trim() === "" ? {} : { address: call.address.trim() }),
    ...(call.thingId === undefined ? {} : { thingId: call.thingId }),
    ...(call.joins === undefined ? {} : { joins: call.joins }),
    ...(call.waiting === undefined ? {} : { waiting: call.waiting.id }),
    ...(direct ? { direct: directOf(call) } : {}),
  };
};

/** Whether a case or a waiting report was chosen since a call was sent: what was said of the rest is said at the next try. */
export const hasChosenSince = (
  sent: Pick<Call, "joins" | "together">,
  now: Pick<Call, "joins" | "together">,
): boolean =>
  (now.joins !== undefined && now.joins !== sent.joins) || now.together.some((id) => !sent.together.includes(id));
