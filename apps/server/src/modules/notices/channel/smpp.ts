import smpp, { type Pdu, type Session } from "smpp";
import { z } from "zod";
import { pinHost, Undelivered } from "../../../platform/outgoing.ts";
import { defineAdapter, type Message, type Reach, type Receipt } from "./model.ts";
import { Host, Port, SecretName } from "./shape.ts";

const Settings = z.strictObject({
  host: Host,
  port: Port,
  tls: z.boolean(),
  systemId: z.string().min(1).max(15),
  password: SecretName,
  /** Number or name the message comes from. */
  source: z.string().max(20),
  prefix: z.string().max(40).optional(),
});
type Settings = z.infer<typeof Settings>;

const patienceMs = 15_000;
/** Lines are asked now and then whether they live. */
const enquireMs = 30_000;
/** Octets that fit into `short_message`; longer texts go as a payload. */
const longestShort = 254;
/** SMPP 3.4 §5.2.12: bits that say that a delivered message is a receipt. */
const receiptBits = 0x3c;
const receiptClass = 0x04;
/** SMPP 3.4 §5.2.28: the message has reached the phone. */
const deliveredState = 2;
/** SMPP 3.4 §5.1.3: wrong addresses, lengths and destinations don't mend themselves. */
const permanentStatuses: ReadonlySet<number> = new Set([0x01, 0x0a, 0x0b, 0x33, 0x34, 0x48, 0x50, 0x51]);

const failed = { zh: "短信网关连不上或中断。", en: "The SMS centre could not be reached, or broke off." };
const unbound = { zh: "短信网关不接受账号。", en: "The SMS centre does not accept the account." };
const refused = { zh: "短信网关拒收。", en: "The SMS centre refused it." };

/** A line to a centre, bound; it stays open so that receipts can come back on it. */
interface Line {
  readonly session: Session;
  readonly settings: string;
}

const lines = new Map<string, Promise<Line>>();

const answered = (session: Session, ask: (done: (answer: Pdu) => void) => boolean): Promise<Pdu> =>
  new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Undelivered(failed, { detail: why }));
    const timer = setTimeout(() => fail("no answer in time"), patienceMs);
    const onClose = () => fail("the line was cut");
    session.once("close", onClose);
    const sent = ask((answer) => {
      clearTimeout(timer);
      session.off("close", onClose);
      resolve(answer);
    });
    if (!sent) fail("the line is closed");
  });

const wordsOf = (part: Pdu["short_message"]): string => {
  const message = part?.message ?? "";
  return typeof message === "string" ? message : message.toString("latin1");
};

/** A receipt by its fields, or as text: `id:… stat:DELIVRD …` (SMPP 3.4 appendix B). */
export const toReceipt = (pdu: Pdu): Omit<Receipt, "channelId"> | undefined => {
  if (((pdu.esm_class ?? 0) & receiptBits) !== receiptClass) return undefined;
  const text = wordsOf(pdu.short_message);
  const ref = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(text)?.[1];
  const state = /\bstat:(\w+)/.exec(text)?.[1];
  if (ref === undefined) return undefined;
  const isDelivered = pdu.message_state === undefined ? state === "DELIVRD" : pdu.message_state === deliveredState;
  const isUnderway = state !== undefined && ["ENROUTE", "ACCEPTD"].includes(state);
  if (isUnderway) return undefined;
  return { ref, state: isDelivered ? "delivered" : "failed", detail: text.slice(0, 300) };
};

const openLine = async (settings: Settings, reach: Reach): Promise<Line> => {
  const { address } = await pinHost(settings.host, reach.allow);
  const { port, tls, systemId } = settings;
  const session = smpp.connect({
    host: address,
    port,
    ...(tls ? { tls: true, servername: settings.host } : {}),
    auto_enquire_link_period: enquireMs,
  });
  const forget = () => lines.delete(reach.channelId);
  session.on("error", forget);
  session.on("close", forget);
  session.on("deliver_sm", (pdu: Pdu) => {
    session.send(pdu.response());
    const receipt = toReceipt(pdu);
    if (receipt !== undefined) reach.onReceipt({ channelId: reach.channelId, ...receipt });
  });
  const bound = await answered(session, (done) => {
    // What is written before the connection stands is sent when it does.
    return session.bind_transceiver({ system_id: systemId, password: reach.secret(settings.password) }, done);
  }).catch((error: unknown) => {
    session.destroy();
    throw error;
  });
  if (bound.command_status !== 0) {
    session.destroy();
    throw new Undelivered(unbound, { detail: `status 0x${bound.command_status.toString(16)}` });
  }
  return { session, settings: JSON.stringify(settings) };
};

const lineOf = async (settings: Settings, reach: Reach): Promise<Line> => {
  const known = await lines.get(reach.channelId)?.catch(() => undefined);
  if (known?.settings === JSON.stringify(settings)) return known;
  known?.session.destroy();
  const opening = openLine(settings, reach);
  lines.set(reach.channelId, opening);
  opening.catch(() => lines.delete(reach.channelId));
  return opening;
};

/** Sixteen bits of the key, as far as the protocol can carry it. */
const referenceOf = (key: string): number => Number.parseInt(key.replace(/[^0-9a-f]/g, "").slice(-4) || "0", 16);

const toFields = ({ source, prefix }: Settings, { key, text, language, to }: Message) => {
  const words = `${prefix ?? ""}${text.short[language]}`;
  const isLong = Buffer.byteLength(words, "utf16le") > longestShort;
  return {
    source_addr: source,
    destination_addr: (to ?? "").replace(/[^\d+]/g, ""),
    registered_delivery: 1,
    user_message_reference: referenceOf(key),
    ...(isLong ? { message_payload: words } : { short_message: words }),
  };
};

/** SMS straight to a centre by SMPP 3.4; receipts come back on the same line. */
export const smsSmpp = defineAdapter<Settings>({
  kind: "sms-smpp",
  to: "sms",
  settings: Settings,
  secrets: ({ password }) => [password],
  send: async (settings, message, reach) => {
    const { session } = await lineOf(settings, reach);
    const answer = await answered(session, (done) => session.submit_sm(toFields(settings, message), done));
    if (answer.command_status !== 0)
      throw new Undelivered(refused, {
        detail: `status 0x${answer.command_status.toString(16)}`,
        permanent: permanentStatuses.has(answer.command_status),
      });
    return { state: "sent", ...(answer.message_id === undefined ? {} : { ref: answer.message_id }) };
  },
});

/** Closes every line. */
export const closeLines = async (): Promise<void> => {
  const open = await Promise.all([...lines.values()].map((line) => line.catch(() => undefined)));
  lines.clear();
  for (const line of open) line?.session.destroy();
};
